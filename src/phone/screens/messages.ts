/** What was sent to a number or an e-mail address: codes, and notices about an account. */
import { h, icon } from '../dom.js';
import type { InboxMessage } from '../connection.js';
import type { Mailbox } from '../mail/mailbox.js';
import { names } from '../texts.js';
import { clockTime } from '../time.js';
import type { ScreenContext } from './screen.js';

/** The digits of a code, which one looks for in a message. */
const digits = /(?<!\d)(\d{6})(?!\d)/;

export function messages(context: ScreenContext, mailbox: Mailbox): HTMLElement {
  const { t, lang, signal } = context;
  const list = h('ol', { class: 'mail', tabindex: '0', 'aria-label': t.messages });
  const nothing = h('p', { class: 'nobody' }, t.noMail);
  const shown = new Set<string>();

  /** Only adds, so that nothing moves under a reader. */
  function draw(): void {
    const isFirst = shown.size === 0;
    for (const message of mailbox.all().filter(({ id }) => !shown.has(id))) {
      shown.add(message.id);
      list.append(item(message, !isFirst));
    }
    nothing.hidden = shown.size > 0;
    list.hidden = shown.size === 0;
    list.scrollTop = list.scrollHeight;
    mailbox.markRead();
  }

  function item({ from, to, text, atMs }: InboxMessage, isNew: boolean): HTMLElement {
    return h(
      'li',
      { class: isNew ? 'letter new' : 'letter' },
      h(
        'p',
        { class: 'letter-head' },
        h('strong', {}, from),
        h('time', { datetime: new Date(atMs).toISOString() }, clockTime(atMs, lang)),
      ),
      h('p', { class: 'letter-to' }, `${t.to} ${to}`),
      h('p', { class: 'letter-text' }, ...text.split(digits).map(part)),
    );
  }

  /** Every second piece of the split is a code. */
  const part = (piece: string, index: number): Node | string =>
    index % 2 === 1 ? h('b', {}, piece) : piece;

  const view = h(
    'section',
    { class: 'view messages' },
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
      h('h2', {}, t.messages),
    ),
    list,
    nothing,
  );
  mailbox.subscribe(draw, signal);
  draw();
  // Only what is on the screen can be scrolled.
  requestAnimationFrame(() => (list.scrollTop = list.scrollHeight));
  return view;
}
