/** The list of chats, whose phone it is, its messages, and Scan. */
import { avatar, h, icon } from '../dom.js';
import type { Mailbox } from '../mail/mailbox.js';
import { plainText } from '../mail/message-text.js';
import { names } from '../texts.js';
import type { ScreenContext } from './screen.js';

export function home(context: ScreenContext): HTMLElement {
  const { t, mailbox } = context;
  const list = h(
    'ul',
    { class: 'chats', 'aria-label': t.chats },
    ...t.others.map(([name, preview, time]) => row(name, preview, time)),
  );
  void addContact(context, list);
  return h(
    'section',
    { class: 'view home' },
    h('header', { class: 'owner' }, owner(context), mailbox && toMessages(context, mailbox)),
    h('div', { class: 'scroll' }, list),
    h(
      'footer',
      { class: 'dock' },
      h(
        'button',
        {
          type: 'button',
          class: 'primary',
          'aria-label': names.scan,
          click: () => context.show({ type: 'viewfinder' }),
        },
        icon('scan'),
        t.scan,
      ),
    ),
  );
}

/** The browser's own list: it works with every keyboard and every screen reader. */
function owner(context: ScreenContext): HTMLElement {
  const { people, person } = context;
  const select = h('select', { 'aria-label': names.person });
  for (const each of people) {
    const option = h('option', { value: each.id }, each.name);
    option.selected = each.id === person.id;
    select.append(option);
  }
  select.addEventListener('change', () => context.choosePerson(select.value));
  return h(
    'div',
    { class: 'who' },
    avatar('person', person.name, person.avatar),
    select,
    icon('down'),
  );
}

/** How many are unread is said beside the name, which stays the same. */
function toMessages(context: ScreenContext, mailbox: Mailbox): HTMLElement {
  const { t, signal } = context;
  const count = h('span', { class: 'count', id: 'unread' });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'round',
      'aria-label': names.messages,
      'aria-describedby': 'unread',
      click: () => context.show({ type: 'messages' }),
    },
    icon('mail'),
    count,
  );
  const draw = (): void => {
    const unread = mailbox.unread();
    count.hidden = unread === 0;
    count.replaceChildren(
      ...(unread > 0 ? [String(unread), h('span', { class: 'said' }, ` ${t.unread}`)] : []),
    );
  };
  mailbox.subscribe(draw, signal);
  draw();
  return button;
}

function row(name: string, preview: string, time: string): HTMLElement {
  return h(
    'li',
    {},
    h(
      'div',
      { class: 'row' },
      avatar('group', name, undefined),
      h('span', { class: 'row-name' }, name),
      h('span', { class: 'row-time' }, time),
      h('span', { class: 'row-preview' }, preview),
    ),
  );
}

/** Without a message there is no chat, as in every list of chats. */
async function addContact(context: ScreenContext, list: HTMLElement): Promise<void> {
  const { t, contact, connection, person, signal } = context;
  if (!contact) return;
  // The list is complete without it; a phone that is offline says so on the next action.
  const messages = await connection.chat(person.id).catch(() => []);
  const last = messages.at(-1);
  if (!last || signal.aborted) return;
  list.prepend(
    h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'row',
          click: () => context.show({ type: 'chat', account: contact }),
        },
        avatar('account', contact.name, contact.avatar),
        h('span', { class: 'row-name' }, contact.name),
        h('span', { class: 'row-time' }, t.justNow),
        h('span', { class: 'row-preview' }, plainText(last.text)),
      ),
    ),
  );
}
