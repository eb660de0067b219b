/** `<wechat-phone>`: a simulated phone, to try a page out without a real one. */
import { connectTo, isPhone } from './connection.js';
import type { Inbox, InboxMessage, Person, PhoneConnection, ShownAccount } from './connection.js';
import { createDevice } from './device.js';
import { h } from './dom.js';
import { addressInside, isInsideWechat, openInside } from './page/inside-wechat.js';
import { languageOf, watchLanguage } from './language.js';
import { createBanner, type Banner } from './mail/banner.js';
import { createMailbox, type Mailbox } from './mail/mailbox.js';
import { quietWhenLeaving } from './page/leaving.js';
import { loadMemory, saveMemory } from './page/memory.js';
import { noWindow, notConnected, notPhone, report } from './report.js';
import { asleep, type AsleepReason } from './screens/asleep.js';
import { depths, drawScreen } from './screens/draw.js';
import type { Screen, ScreenContext } from './screens/screen.js';
import { styleSheet } from './styles/index.js';
import { textsFor, type Texts } from './texts.js';
import { showView } from './transition.js';

/** How long the page's script may take to connect a phone. */
const connectMs = 1000;

/** Undefined on a server, where this file may be imported, but no element is created. */
const { HTMLElement: Base = Object as unknown as typeof HTMLElement } = globalThis as {
  readonly HTMLElement?: typeof HTMLElement;
};

/**
 * A simulated phone with WeChat on it. Its camera reads the QR code on the page, and passes the scan to
 * a simulator: the one that `simulator` addresses, or the `connection` that a script sets.
 *
 * @tag wechat-phone
 * @attr simulator - The URL at which a simulator is mounted, such as `/simulator`.
 * @attr lang - `zh-Hans` or `en`. Default: the language of the nearest ancestor.
 * @example
 * ```ts
 * declare const connection: PhoneConnection; // `phone` of a simulator in this page
 * const phone = document.createElement('wechat-phone');
 * phone.connection = connection;
 * document.body.append(phone);
 * ```
 */
export class WechatPhone extends Base {
  static readonly observedAttributes = ['simulator'];

  readonly #status = h('div', { role: 'status', class: 'visually-hidden' });
  readonly #views = h('div', { class: 'views' });
  readonly #banner: Banner = createBanner(() => this.#show({ type: 'messages' }));
  readonly #device = createDevice(this.#views, this.#banner.element, this.#status);

  #connection: PhoneConnection | undefined;
  #inbox: Inbox | undefined;
  #mailbox: Mailbox | undefined;
  #readUpTo = '';
  #people: readonly Person[] = [];
  #personId = '';
  #contacts = new Map<string, ShownAccount>();
  #screen: Screen = { type: 'home' };
  #asleep: AsleepReason | undefined;
  /** Aborted when another screen is shown. */
  #shown = new AbortController();
  /** Aborted when the phone gets another inbox. */
  #watching = new AbortController();
  /** Aborted when the phone leaves the page. */
  #placed = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(h('div', { class: 'measure' }), this.#device);
  }

  /** The URL at which a simulator is mounted; relative URLs are resolved against the page's. */
  get simulator(): string {
    return this.getAttribute('simulator') ?? '';
  }

  set simulator(url: string | URL) {
    this.setAttribute('simulator', String(url));
  }

  /**
   * The phone of a simulator, in place of the attribute `simulator`. Without either, the screen says
   * that the phone is not connected.
   */
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
    // A phone that has opened this page shows the page, not another phone.
    if (isInsideWechat()) this.hidden = true;
    this.#placed.abort();
    this.#placed = new AbortController();
    const { signal } = this.#placed;
    for (const name of ['simulator', 'connection', 'inbox'] as const) this.#adopt(name);
    watchLanguage(this, () => this.#translate(), signal);
    this.#watchInbox();
    const timer = setTimeout(() => this.#checkConnection(), connectMs);
    signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  disconnectedCallback(): void {
    this.#placed.abort();
    this.#shown.abort();
    this.#watching.abort();
    this.#banner.hide();
  }

  attributeChangedCallback(_: string, before: string | null, url: string | null): void {
    if (url !== before) this.connection = url === null ? undefined : connectTo(url, this.baseURI);
  }

  /** A property that the page has set before this script has loaded hides ours. */
  #adopt(name: 'simulator' | 'connection' | 'inbox'): void {
    if (!Object.hasOwn(this, name)) return;
    const value: unknown = this[name];
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, value);
  }

  #checkConnection(): void {
    if (this.#connection || this.#asleep) return;
    if (!this.hasAttribute('simulator')) report(notConnected);
    this.#asleep = 'noSimulator';
    this.#render();
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

  /** Asks the simulator who there is, and shows the phone of the person who had it before. */
  async #load(): Promise<void> {
    const connection = this.#connection;
    this.#asleep = undefined;
    let people: readonly Person[] = [];
    try {
      people = (await (connection && quietWhenLeaving(connection).people())) ?? [];
      if (connection && people.length === 0) this.#asleep = 'nobody';
    } catch (error) {
      if (connection !== this.#connection) return;
      report(isPhone(connection) ? error : notPhone);
      this.#asleep = 'failed';
      this.#status.textContent = this.#texts.failed[0];
    }
    if (connection !== this.#connection) return;
    this.#people = people;
    const memory = loadMemory();
    this.#contacts = new Map(Object.entries(memory.contacts));
    const person = people.find(({ id }) => id === memory.personId) ?? people[0];
    this.#personId = person?.id ?? '';
    this.#render();
  }

  get #texts(): Texts {
    return textsFor(languageOf(this));
  }

  #translate(): void {
    if (this.#device.lang !== languageOf(this)) this.#render();
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
    this.#device.lang = languageOf(this);
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
    if (!person || !connection) {
      return asleep(this.#texts, this.#asleep, () => void this.#load());
    }
    return drawScreen(this.#contextOf(connection, person, signal), this.#screen);
  }

  #contextOf(connection: PhoneConnection, person: Person, signal: AbortSignal): ScreenContext {
    return {
      texts: this.#texts,
      lang: languageOf(this),
      connection: quietWhenLeaving(connection),
      people: this.#people,
      person,
      contact: this.#contacts.get(person.id),
      mailbox: this.#mailbox,
      signal,
      openPage: this.hasAttribute('simulator') ? (url) => this.#openPage(url) : undefined,
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

  #openPage(url: string): void {
    const simulatorUrl = new URL(this.simulator, this.baseURI);
    if (!openInside(addressInside(simulatorUrl, this.#personId, url))) report(noWindow);
  }

  #save(): void {
    saveMemory({
      personId: this.#personId,
      contacts: Object.fromEntries(this.#contacts),
      readUpTo: this.#readUpTo,
    });
  }
}

/** Undefined on a server. */
const { customElements: registry } = globalThis as {
  readonly customElements?: CustomElementRegistry;
};
if (registry && !registry.get('wechat-phone')) registry.define('wechat-phone', WechatPhone);

declare global {
  interface HTMLElementTagNameMap {
    'wechat-phone': WechatPhone;
  }
}
