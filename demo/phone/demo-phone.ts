/**
 * `<demo-phone>`: a phone with a chat app on it, so that the whole way of a login can be walked
 * without one. It looks at the page through its camera and talks to a platform through its link.
 */
import { h, statusIcons } from './dom.js';
import type { Person, Phone, ShownAccount } from './link.js';
import { recall, remember } from './memory.js';
import { chat } from './screens/chat.js';
import { home } from './screens/home.js';
import { notice } from './screens/notice.js';
import { followedProfile, profile } from './screens/profile.js';
import type { Screen, Stage } from './screens/stage.js';
import { viewfinder } from './screens/viewfinder.js';
import { styleSheet } from './styles.js';
import { textsFor, type Texts } from './texts.js';
import { prefersLessMotion } from './wait.js';

/** How far into the app a screen is: decides from which side it comes in. */
const depths = {
  home: 0,
  viewfinder: 1,
  profile: 2,
  notice: 2,
  chat: 3,
  account: 4,
} satisfies Record<Screen['type'], number>;

const slideMs = 320;

/**
 * @tag demo-phone
 * @attr lang - `zh-Hans` or `en`; without it the nearest ancestor's
 */
export class DemoPhone extends HTMLElement {
  static readonly observedAttributes = ['lang'];

  readonly #status = h('div', { role: 'status', class: 'said' });
  readonly #views = h('div', { class: 'views' });
  readonly #device = h(
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
      h('span', { class: 'handle', 'aria-hidden': 'true' }),
    ),
    this.#status,
  );

  #link: Phone | undefined;
  #people: readonly Person[] = [];
  #personId = '';
  #contacts = new Map<string, ShownAccount>();
  #screen: Screen = { type: 'home' };
  #leave = new AbortController();

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(h('div', { class: 'measure' }), this.#device);
  }

  /** The platform that this phone talks to. Without one it stays on an empty screen. */
  get link(): Phone | undefined {
    return this.#link;
  }

  set link(link: Phone | undefined) {
    this.#link = link;
    this.#screen = { type: 'home' };
    void this.#load();
  }

  connectedCallback(): void {
    this.#render();
  }

  disconnectedCallback(): void {
    this.#leave.abort();
  }

  attributeChangedCallback(): void {
    if (this.isConnected) this.#render();
  }

  async #load(): Promise<void> {
    const link = this.#link;
    try {
      const people = (await link?.people()) ?? [];
      if (link !== this.#link) return;
      this.#people = people;
    } catch {
      if (link !== this.#link) return;
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
    this.#exchange(view, direction);
    // Only for those who were in the phone: focus is never taken from the page.
    if (hadFocus) view.focus({ preventScroll: true });
  }

  #exchange(view: HTMLElement, direction: number): void {
    const [old, ...older] = [...this.#views.children].reverse();
    for (const each of older) each.remove();
    this.#views.append(view);
    if (!(old instanceof HTMLElement)) return;
    if (direction === 0 || prefersLessMotion()) {
      old.remove();
      return;
    }
    old.inert = true;
    old.classList.remove('enter', 'enter-back');
    old.classList.add(direction > 0 ? 'exit' : 'exit-back');
    view.classList.add(direction > 0 ? 'enter' : 'enter-back');
    setTimeout(() => {
      old.remove();
      view.classList.remove('enter', 'enter-back');
    }, slideMs);
  }

  #draw(signal: AbortSignal): HTMLElement {
    const person = this.#people.find(({ id }) => id === this.#personId);
    const link = this.#link;
    if (!person || !link) return h('section', { class: 'view home asleep' });
    const stage = this.#stage(link, person, signal);
    const screen = this.#screen;
    switch (screen.type) {
      case 'home':
        return home(stage);
      case 'viewfinder':
        return viewfinder(stage);
      case 'profile':
        return profile(stage, screen.account, screen.scanId);
      case 'chat':
        return chat(stage, screen.account);
      case 'account':
        return followedProfile(stage, screen.account);
      case 'notice':
        return notice(stage, screen.kind);
      default:
        return screen satisfies never;
    }
  }

  #stage(link: Phone, person: Person, signal: AbortSignal): Stage {
    return {
      t: this.#texts,
      lang: this.#lang,
      link,
      people: this.#people,
      person,
      contact: this.#contacts.get(person.id),
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
    remember({ personId: this.#personId, contacts: Object.fromEntries(this.#contacts) });
  }
}

customElements.define('demo-phone', DemoPhone);

declare global {
  interface HTMLElementTagNameMap {
    'demo-phone': DemoPhone;
  }
}
