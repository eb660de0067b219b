/**
 * What to look for while the visitor confirms: the chat as WeChat shows it, with the account's picture
 * and the two answers. The card loads it while the QR code is shown.
 */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { LoginState, Shown } from '../../../client/state.js';
import type { ChatTerms } from '../../../locales/terms/after-qr-code.js';
import { clip } from '../../../protocol/graphemes.js';
import { avatarOf } from '../../shared/account-row.js';
import { renderIcon } from '../../shared/icons.js';
import { copyDigits, renderDigits } from './digits.js';

export { chatStyles } from './styles.js';

type ConfirmState = Extract<LoginState, { type: 'confirm' }>;

/** @param chat undefined until the texts have loaded; the digits do not wait for them */
export type RenderChat = (state: ConfirmState, chat: ChatTerms | undefined) => TemplateResult;

/** How long "copied" stays on the button. */
const copiedMs = 2000;

/** @param onChange the chat has to be drawn again */
export function createChat(onChange: () => void): RenderChat {
  /** The state whose digits were copied a moment ago. */
  let copied: ConfirmState | undefined;

  function showCopied(state: ConfirmState | undefined): void {
    copied = state;
    onChange();
  }

  async function handleCopy(state: ConfirmState, digits: string, shown: Node): Promise<void> {
    if (!(await copyDigits(digits, shown))) return;
    showCopied(state);
    setTimeout(() => showCopied(undefined), copiedMs);
  }

  return (state, chat) => {
    const account = state.shown?.officialAccount;
    if (state.mode === 'tap') return renderQuestion(account, chat);
    const { digits } = state;
    return html`<div class="chat">
      ${renderDigits({
        digits,
        chat,
        isCopied: copied === state,
        onCopy: (shown) => void handleCopy(state, digits, shown),
      })}
      ${renderScreen(account, html`<u></u><u></u>`, digits)}
    </div>`;
  };
}

type Account = Shown['officialAccount'] | undefined;

/** The chat of this account, with the question and its two answers. */
function renderQuestion(account: Account, chat: ChatTerms | undefined): TemplateResult {
  const answers = [chat?.confirm, chat?.notMe];
  return html`<div class="chat">
    <div class="bar" aria-hidden="true">
      ${back}<bdi translate="no" .textContent=${clip(account?.name ?? '')}></bdi>${more}
    </div>
    ${renderScreen(
      account,
      html`<u></u><u></u>
        <div class="answers">
          ${answers.map((answer) => html`<em .textContent=${answer ?? ''}></em>`)}
        </div>`,
      '',
    )}
  </div>`;
}

/**
 * The account's message, and the line to type in. The card's title and sentence say it all, so screen
 * readers skip the drawing.
 * @param lines lines that stand for words, and perhaps the answers
 */
function renderScreen(account: Account, lines: TemplateResult, typed: string): TemplateResult {
  return html`<div class="screen" aria-hidden="true">
    <div class="message">
      ${account ? avatarOf(account) : html`<i class="avatar"></i>`}
      <div class="bubble">${lines}</div>
    </div>
    <div class="typing"><s .textContent=${typed}></s>${typed ? send : plus}</div>
  </div>`;
}

const back = renderIcon('back', 'M15 5l-7 7 7 7');
const more = renderIcon('', 'M5 12h.01M12 12h.01M19 12h.01');
const plus = renderIcon('', 'M12 3a9 9 0 1 0 .1 0zM12 8v8M8 12h8');
const send = renderIcon('send', 'M12 3a9 9 0 1 0 .1 0zM12 16.5v-9M8 11l4-4 4 4');
