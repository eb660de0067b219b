/** The text messages and e-mails that this phone has received. */
import type { InboxMessage } from '../connection.js';
import { h } from '../dom.js';
import type { Mailbox } from '../mail/mailbox.js';
import { clockTime } from '../time.js';
import { iconButton, topBar } from './parts.js';
import type { ScreenContext } from './screen.js';

/** A verification code, which is set in bold. */
const digits = /(?<!\d)(\d{6})(?!\d)/;

export function messages(context: ScreenContext, mailbox: Mailbox): HTMLElement {
  const { texts, lang, signal } = context;
  const list = h('ol', { class: 'mail', tabindex: '0', 'aria-label': texts.messages });
  const empty = h('p', { class: 'empty-note' }, texts.noMail);
  const shown = new Set<string>();

  /** Only appends, so that nothing moves while somebody reads. */
  function draw(): void {
    const isFirst = shown.size === 0;
    for (const message of mailbox.all().filter(({ id }) => !shown.has(id))) {
      shown.add(message.id);
      list.append(item(message, lang, texts.to, !isFirst));
    }
    empty.hidden = shown.size > 0;
    list.hidden = shown.size === 0;
    list.scrollTop = list.scrollHeight;
    mailbox.markRead();
  }

  const view = h(
    'section',
    { class: 'view messages' },
    topBar(
      iconButton('back', texts.back, () => context.show({ type: 'home' })),
      h('h2', {}, texts.messages),
    ),
    list,
    empty,
  );
  mailbox.subscribe(draw, signal);
  draw();
  // A list can only be scrolled once it is displayed.
  requestAnimationFrame(() => (list.scrollTop = list.scrollHeight));
  return view;
}

function item(
  { from, to, text, atMs }: InboxMessage,
  lang: string,
  toText: string,
  isNew: boolean,
): HTMLElement {
  return h(
    'li',
    { class: isNew ? 'mail-item new' : 'mail-item' },
    h(
      'p',
      { class: 'mail-item-head' },
      h('strong', {}, from),
      h('time', { datetime: new Date(atMs).toISOString() }, clockTime(atMs, lang)),
    ),
    h('p', { class: 'mail-item-to' }, `${toText} ${to}`),
    // Every second piece of the split is a verification code.
    h(
      'p',
      { class: 'mail-item-text' },
      ...text.split(digits).map((piece, index) => (index % 2 === 1 ? h('b', {}, piece) : piece)),
    ),
  );
}
