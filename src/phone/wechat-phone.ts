/** `<wechat-phone>`: a simulated phone, to try a page out without a real one. */
import { createBanner, type Banner } from './mail/banner.js';
import { h, statusIcons } from './dom.js';
import type { Inbox, InboxMessage, Person, PhoneConnection, ShownAccount } from './connection.js';
import { createMailbox, type Mailbox } from './mail/mailbox.js';
import { loadMemory, saveMemory } from './memory.js';
import { depths, drawScreen } from './screens/draw.js';
import type { Screen, ScreenContext } from './screens/screen.js';
import { styleSheet } from './styles/index.js';
import { textsFor, type Texts } from './texts.js';
import { showView } from './transition.js';

/**
 * A simulated phone with WeChat on it. Its camera reads the QR code on the page, and its
 * `connection` passes the scan to a simulator.
 *
 * @tag wechat-phone
 * @attr lang - `zh-Hans` or `en`. Default: the language of the nearest ancestor.
 * @example
 * ```ts
 * declare const connection: PhoneConnection; // `phone` of a simulator, or a `remotePhone`
 * const phone = document.createElement('wechat-phone');
 * phone.connection = connection;
 * document.body.append(phone);
 * ```
 */
export class WechatPhone extends HTMLElement {
  static readonly observedAttributes = ['lang'];

  readonly #status = h('div', { role: 'status', class: 'visually-hidden' });
  readonly #views = h('div', { class: 'views' });
  readonly #banner: Banner = createBanner(() => this.#show({ type: 'messages' }));
  readonly #device: HTMLElement = h(
    'div',
    { class: 'device', role: 'group' },
    h(
      'div',
      { class: 'front' },
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
  /** Aborted when another screen is shown. */
  #shown = new AbortController();
  /** Aborted when the phone is disconnected, or gets another inbox. */
  #watching = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(h('div', { class: 'measure' }), this.#device);
  }

  /** The simulator that this phone connects to. Without one, the screen stays empty. */
  get connection(): PhoneConnection | undefined {
    return this.#connection;
  }

  set connection(connection: PhoneConnection | undefined) {
    this.#connection = connection;
    this.#screen = { type: 'home' };
    void this.#load();
  }

  /** Text messages and e-mails that arrive on the phone. Without it, the phone has no Messages. */
  get inbox(): Inbox | undefined {
    return this.#inbox;
  }

  set inbox(inbox: Inbox | undefined) {
    this.#inbox = inbox;
    if (this.isConnected) this.#watchInbox();
  }

  connectedCallback(): void {
    this.#watchInbox();
  }

  disconnectedCallback(): void {
    this.#shown.abort();
    this.#watching.abort();
    this.#banner.hide();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#render();
  }

  #watchInbox(): void {
    this.#watching.abort();
    this.#watching = new AbortController();
    this.#readUpTo = loadMemory().readUpTo;
    this.#mailbox =
      this.#inbox &&
      createMailbox({
        inbox: this.#inbox,
        readUpTo: this.#readUpTo,
        signal: this.#watching.signal,
        onArrival: (message) => this.#announceArrival(message),
        onRead: (id) => {
          this.#readUpTo = id;
          this.#save();
        },
      });
    this.#render();
  }

  #announceArrival(message: InboxMessage): void {
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
    const memory = loadMemory();
    this.#contacts = new Map(Object.entries(memory.contacts));
    const person = this.#people.find(({ id }) => id === memory.personId) ?? this.#people[0];
    this.#personId = person?.id ?? '';
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
    this.#shown.abort();
    this.#shown = new AbortController();
    this.#device.lang = this.#lang;
    this.#device.setAttribute('aria-label', this.#texts.phone);
    const hadFocus = this.shadowRoot?.activeElement;
    const view = this.#draw(this.#shown.signal);
    view.tabIndex = -1;
    this.#device.dataset['screen'] = view.classList.contains('finder') ? 'dark' : 'normal';
    showView(this.#views, view, direction);
    // The focus moves to the new screen only if it was in the phone: never take it from the page.
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
      texts: this.#texts,
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
      setContact: (account) => {
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
    saveMemory({
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
