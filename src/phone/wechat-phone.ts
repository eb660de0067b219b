/**
 * `<wechat-phone>`: a phone with a chat app on it, so that the whole way of a login can be walked
 * without one. It looks at the page through its camera and talks to a platform through its link.
 */
import { createBanner, type Banner } from './mail/banner.js';
import { h, statusIcons } from './dom.js';
import type { Inbox, InboxMessage, Person, PhoneConnection, ShownAccount } from './connection.js';
import { createMailbox, type Mailbox } from './mail/mailbox.js';
import { recall, remember } from './memory.js';
import { depths, drawScreen } from './screens/draw.js';
import type { Screen, ScreenContext } from './screens/screen.js';
import { styleSheet } from './styles/index.js';
import { textsFor, type Texts } from './texts.js';
import { exchange } from './transition.js';

/**
 * @tag wechat-phone
 * @attr lang - `zh-Hans` or `en`; without it the nearest ancestor's
 */
export class WechatPhone extends HTMLElement {
  static readonly observedAttributes = ['lang'];

  readonly #status = h('div', { role: 'status', class: 'said' });
  readonly #views = h('div', { class: 'views' });
  readonly #banner: Banner = createBanner(() => this.#show({ type: 'messages' }));
  readonly #device: HTMLElement = h(
    'div',
    { class: 'device', role: 'group' },
    h(
      'div',
      { class: 'glassface' },
      h(
        'div',
        { class: 'statusbar', 'aria-hidden': 'true' },
        h('span', { class: 'clock' }, '9:41'),
        h('span', { class: 'island' }),
        statusIcons(),
      ),
      this.#views,
      this.#banner.element,
      h('span', { class: 'handle', 'aria-hidden': 'true' }),
    ),
    this.#status,
  );

  #connection: PhoneConnection | undefined;
  #inbox: Inbox | undefined;
  #mailbox: Mailbox | undefined;
  #readUpTo = '';
  #people: readonly Person[] = [];
  #personId = '';
  #contacts = new Map<string, ShownAccount>();
  #screen: Screen = { type: 'home' };
  #leave = new AbortController();
  #unplug = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(h('div', { class: 'measure' }), this.#device);
  }

  /** The platform that this phone talks to. Without one it stays on an empty screen. */
  get connection(): PhoneConnection | undefined {
    return this.#connection;
  }

  set connection(connection: PhoneConnection | undefined) {
    this.#connection = connection;
    this.#screen = { type: 'home' };
    void this.#load();
  }

  /** What is sent to numbers and e-mail addresses. Without it the phone has no Messages. */
  get inbox(): Inbox | undefined {
    return this.#inbox;
  }

  set inbox(inbox: Inbox | undefined) {
    this.#inbox = inbox;
    if (this.isConnected) this.#plugIn();
  }

  connectedCallback(): void {
    this.#plugIn();
  }

  disconnectedCallback(): void {
    this.#leave.abort();
    this.#unplug.abort();
    this.#banner.hide();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#render();
  }

  #plugIn(): void {
    this.#unplug.abort();
    this.#unplug = new AbortController();
    this.#readUpTo = recall().readUpTo;
    this.#mailbox =
      this.#inbox &&
      createMailbox({
        inbox: this.#inbox,
        readUpTo: this.#readUpTo,
        signal: this.#unplug.signal,
        onArrival: (message) => this.#arrived(message),
        onRead: (id) => {
          this.#readUpTo = id;
          this.#save();
        },
      });
    this.#render();
  }

  #arrived(message: InboxMessage): void {
    this.#status.textContent = `${this.#texts.newMessage}: ${message.text}`;
    if (this.#screen.type !== 'messages') this.#banner.show(message);
  }

  async #load(): Promise<void> {
    const connection = this.#connection;
    try {
      const people = (await connection?.people()) ?? [];
      if (connection !== this.#connection) return;
      this.#people = people;
    } catch {
      if (connection !== this.#connection) return;
      this.#people = [];
      this.#status.textContent = this.#texts.failed[0];
    }
    const memory = recall();
    this.#contacts = new Map(Object.entries(memory.contacts));
    const known = this.#people.find(({ id }) => id === memory.personId) ?? this.#people[0];
    this.#personId = known?.id ?? '';
    this.#render();
  }

  get #lang(): string {
    return this.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
  }

  get #texts(): Texts {
    return textsFor(this.#lang);
  }

  #show(screen: Screen): void {
    const direction = Math.sign(depths[screen.type] - depths[this.#screen.type]);
    this.#screen = screen;
    if (screen.type === 'messages') this.#banner.hide();
    this.#render(direction);
  }

  #render(direction = 0): void {
    this.#leave.abort();
    this.#leave = new AbortController();
    this.#device.lang = this.#lang;
    this.#device.setAttribute('aria-label', this.#texts.phone);
    const hadFocus = this.shadowRoot?.activeElement;
    const view = this.#draw(this.#leave.signal);
    view.tabIndex = -1;
    this.#device.dataset['screen'] = view.classList.contains('finder') ? 'dark' : 'normal';
    exchange(this.#views, view, direction);
    // Only for those who were in the phone: focus is never taken from the page.
    if (hadFocus) view.focus({ preventScroll: true });
  }

  #draw(signal: AbortSignal): HTMLElement {
    const person = this.#people.find(({ id }) => id === this.#personId);
    const connection = this.#connection;
    if (!person || !connection) return h('section', { class: 'view home asleep' });
    return drawScreen(this.#contextOf(connection, person, signal), this.#screen);
  }

  #contextOf(connection: PhoneConnection, person: Person, signal: AbortSignal): ScreenContext {
    return {
      t: this.#texts,
      lang: this.#lang,
      connection,
      people: this.#people,
      person,
      contact: this.#contacts.get(person.id),
      mailbox: this.#mailbox,
      signal,
      show: (screen) => this.#show(screen),
      choosePerson: (id) => {
        this.#personId = id;
        this.#save();
        this.#show({ type: 'home' });
        this.shadowRoot?.querySelector('select')?.focus({ preventScroll: true });
      },
      keep: (account) => {
        if (account) this.#contacts.set(person.id, account);
        else this.#contacts.delete(person.id);
        this.#save();
      },
      announce: (text) => {
        this.#status.textContent = text;
      },
    };
  }

  #save(): void {
    remember({
      personId: this.#personId,
      contacts: Object.fromEntries(this.#contacts),
      readUpTo: this.#readUpTo,
    });
  }
}

customElements.define('wechat-phone', WechatPhone);

declare global {
  interface HTMLElementTagNameMap {
    'wechat-phone': WechatPhone;
  }
}
