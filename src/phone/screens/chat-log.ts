/** The lines of a chat, with the time between them. */
import type { ChatMessage, ShownAccount } from '../connection.js';
import { avatar, h } from '../dom.js';
import { piecesOf } from '../mail/message-text.js';
import { clockTime } from '../time.js';
import type { ScreenContext } from './screen.js';

/** Messages that are further apart than this get a time of their own. */
const sameMomentMs = 5 * 60_000;

export interface ChatLog {
  readonly element: HTMLElement;
  /** How many messages it shows; -1 before the first `update`. */
  count(): number;
  /** Appends the new messages. It never replaces one, so a link that was tapped keeps the focus. */
  update(messages: readonly ChatMessage[]): void;
}

/** @param onTap is called with the address of a link that was tapped */
export function createChatLog(
  { texts, lang, person, openPage }: ScreenContext,
  account: ShownAccount,
  onTap: (href: string) => void,
): ChatLog {
  const element = h('div', {
    class: 'log',
    role: 'log',
    tabindex: '0',
    'aria-label': account.name,
  });
  const empty = h('p', { class: 'empty-note', hidden: true }, texts.noMessages);
  element.append(empty);
  let count = -1;

  function line(message: ChatMessage, isNew: boolean): HTMLElement {
    const isOwn = message.from === 'person';
    const face = isOwn
      ? avatar('person', person.name, person.avatar)
      : avatar('account', account.name, account.avatar);
    const content = isOwn
      ? [message.text]
      : piecesOf(message.text, openPage !== undefined).map((piece) =>
          piece.type === 'text' ? piece.text : link(piece.text, () => onTap(piece.href)),
        );
    const classes = ['line', isOwn ? 'own' : '', isNew ? 'new' : ''].filter(Boolean).join(' ');
    return h('div', { class: classes }, face, h('div', { class: 'bubble' }, ...content));
  }

  return {
    element,
    count: () => count,
    update(messages) {
      if (messages.length === count) return;
      const isFirst = count < 0;
      const from = Math.max(0, count);
      count = messages.length;
      empty.hidden = messages.length > 0;
      messages.slice(from).forEach((message, index) => {
        element.append(...timeBefore(messages, from + index, lang), line(message, !isFirst));
      });
      element.scrollTop = element.scrollHeight;
    },
  };
}

function link(text: string, onClick: () => void): HTMLElement {
  return h('button', { type: 'button', class: 'answer', click: onClick }, text);
}

function timeBefore(messages: readonly ChatMessage[], index: number, lang: string): HTMLElement[] {
  const atMs = messages[index]?.atMs ?? 0;
  const before = messages[index - 1]?.atMs;
  if (before !== undefined && atMs - before < sameMomentMs) return [];
  return [h('p', { class: 'time' }, clockTime(atMs, lang))];
}
