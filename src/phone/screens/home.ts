/** The first screen: whose phone it is, the list of chats, and the Scan button. */
import { avatar, h, icon } from '../dom.js';
import type { Mailbox } from '../mail/mailbox.js';
import { plainText } from '../mail/message-text.js';
import { iconButton, wideButton } from './parts.js';
import type { ScreenContext } from './screen.js';

export function home(context: ScreenContext): HTMLElement {
  const { texts, mailbox } = context;
  const list = h(
    'ul',
    { class: 'chats', 'aria-label': texts.chats },
    ...texts.others.map(([name, preview, time]) => row(name, preview, time)),
  );
  void addContact(context, list);
  const scan = wideButton(
    'primary',
    texts.scan,
    () => context.show({ type: 'viewfinder' }),
    icon('scan'),
  );
  return h(
    'section',
    { class: 'view home' },
    h(
      'header',
      { class: 'owner' },
      owner(context),
      iconButton('search', texts.search, () => context.show({ type: 'search' })),
      mailbox && toMessages(context, mailbox),
    ),
    h('div', { class: 'scroll' }, list),
    h('footer', { class: 'dock' }, scan),
  );
}

/** A native `<select>`, which works with every keyboard and screen reader. */
function owner(context: ScreenContext): HTMLElement {
  const { texts, people, person } = context;
  const select = h('select', { 'aria-label': texts.person });
  for (const each of people) {
    const option = h('option', { value: each.id }, each.name);
    option.selected = each.id === person.id;
    select.append(option);
  }
  select.addEventListener('change', () => context.choosePerson(select.value));
  return h(
    'div',
    { class: 'person-select' },
    avatar('person', person.name, person.avatar),
    select,
    icon('down'),
  );
}

/** The number of unread messages is the button's description; its name stays the same. */
function toMessages(context: ScreenContext, mailbox: Mailbox): HTMLElement {
  const { texts, signal } = context;
  const count = h('span', { class: 'count', id: 'unread' });
  const button = iconButton('mail', texts.messages, () => context.show({ type: 'messages' }));
  button.setAttribute('aria-describedby', 'unread');
  button.append(count);
  const draw = (): void => {
    const unread = mailbox.unread();
    count.hidden = unread === 0;
    count.replaceChildren(
      ...(unread > 0
        ? [String(unread), h('span', { class: 'visually-hidden' }, ` ${texts.unread}`)]
        : []),
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

/** Adds the chat with the account to the list, if it has a message. */
async function addContact(context: ScreenContext, list: HTMLElement): Promise<void> {
  const { texts, contact, connection, person, signal } = context;
  if (!contact) return;
  // Ignore errors: if the platform cannot be reached, the person's next action shows that.
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
        h('span', { class: 'row-time' }, texts.justNow),
        h('span', { class: 'row-preview' }, plainText(last.text)),
      ),
    ),
  );
}
