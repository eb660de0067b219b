/** The chat with the account: its passive replies, their links, and a line to write in. */
import { avatar, h, icon } from '../dom.js';
import type { ChatMessage, ShownAccount } from '../connection.js';
import { piecesOf } from '../mail/message-text.js';
import { names } from '../texts.js';
import { clockTime } from '../time.js';
import { pause } from '../wait.js';
import type { ScreenContext } from './screen.js';

/** A passive reply comes within 5 seconds or not at all; most come at once. */
const mostLooks = 14;
const betweenLooksMs = 250;

/** Messages further apart than this get a time of their own. */
const sameMomentMs = 5 * 60_000;

/** What the answers are called everywhere, whatever the account's language. */
const fixedNames: readonly (readonly [RegExp, string])[] = [
  [/^(?:confirm|确认|確認)/i, names.confirm],
  [/^(?:not me|不是我|不是本人)/i, names.notMe],
];

export function chat(context: ScreenContext, account: ShownAccount): HTMLElement {
  const { t, connection, person, signal } = context;
  const log = h('div', { class: 'log', role: 'log', tabindex: '0', 'aria-label': account.name });
  const field = h('input', {
    class: 'field',
    'aria-label': names.message,
    placeholder: t.placeholder,
    autocomplete: 'off',
    enterkeyhint: 'send',
    maxlength: '600',
  });
  const send = h(
    'button',
    { type: 'submit', class: 'round send', 'aria-label': names.send },
    icon('send'),
  );
  const nobody = h('p', { class: 'nobody', hidden: true }, t.noMessages);
  log.append(nobody);
  const left = () => signal.aborted;
  let shown = -1;

  /** Only adds: an answer that was just tapped keeps the focus. */
  function draw(messages: readonly ChatMessage[]): void {
    const from = Math.max(0, shown);
    const isFirst = shown < 0;
    if (messages.length === shown) return;
    shown = messages.length;
    nobody.hidden = messages.length > 0;
    messages.slice(from).forEach((message, index) => {
      log.append(...timeBefore(messages, from + index, context.lang), line(message, !isFirst));
    });
    log.scrollTop = log.scrollHeight;
  }

  function line(message: ChatMessage, isNew: boolean): HTMLElement {
    const isOwn = message.from === 'person';
    const face = isOwn
      ? avatar('person', person.name, person.avatar)
      : avatar('account', account.name, account.avatar);
    const words = isOwn
      ? [message.text]
      : piecesOf(message.text).map((piece) =>
          piece.type === 'text' ? piece.text : answer(piece.text, piece.href),
        );
    const classes = ['line', isOwn ? 'own' : '', isNew ? 'new' : ''].filter(Boolean).join(' ');
    return h('div', { class: classes }, face, h('div', { class: 'bubble' }, ...words));
  }

  function answer(text: string, href: string): HTMLElement {
    const fixed = fixedNames.find(([pattern]) => pattern.test(text.trim()))?.[1];
    return h(
      'button',
      {
        type: 'button',
        class: 'answer',
        'aria-label': fixed,
        click: () => void act(connection.tap(person.id, href)),
      },
      text,
    );
  }

  async function act(action: Promise<unknown>): Promise<void> {
    try {
      await action;
      await watch();
    } catch {
      if (!left()) context.show({ type: 'notice', kind: 'failed' });
    }
  }

  /** Until the account has said something new, or long enough. */
  async function watch(): Promise<void> {
    for (let count = 0; count < mostLooks && !left(); count++) {
      const before = shown;
      const messages = await connection.chat(person.id);
      if (left()) return;
      draw(messages);
      if (before >= 0 && shown > before && messages.at(-1)?.from === 'account') return;
      await pause(betweenLooksMs, signal);
    }
  }

  const form = h('form', { class: 'compose' }, field, send);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    void act(connection.send(person.id, text));
  });
  void act(Promise.resolve());
  return h(
    'section',
    { class: 'view chat' },
    h(
      'header',
      { class: 'bar' },
      h(
        'button',
        {
          type: 'button',
          class: 'round',
          'aria-label': names.back,
          click: () => context.show({ type: 'home' }),
        },
        icon('back'),
      ),
      h('h2', {}, account.name),
      h(
        'button',
        {
          type: 'button',
          class: 'round',
          'aria-label': names.account,
          click: () => context.show({ type: 'account', account }),
        },
        icon('more'),
      ),
    ),
    log,
    form,
  );
}

function timeBefore(messages: readonly ChatMessage[], index: number, lang: string): HTMLElement[] {
  const atMs = messages[index]?.atMs ?? 0;
  const before = messages[index - 1]?.atMs;
  if (before !== undefined && atMs - before < sameMomentMs) return [];
  return [h('p', { class: 'time' }, clockTime(atMs, lang))];
}
