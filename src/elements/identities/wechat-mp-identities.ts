/** `<wechat-mp-identities>`: the WeChats that open the signed-in account, for a settings page. */
import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PropertyValues, TemplateResult } from 'lit';
import { createIdentities } from '../../client/identities.js';
import type { Identities } from '../../client/identities.js';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { factsOf, type WechatMpLoginError } from '../../protocol/errors.js';
import type { LinkedIdentity } from '../../protocol/messages.js';
import { clip } from '../shared/account-row.js';
import { IdentitiesChangeEvent, IdentitiesErrorEvent } from './events.js';
import { IdentitiesLife } from './identity-list.js';
import { identityRow } from './row.js';
import type { IdentitiesProblem, IdentitiesState } from './state.js';
import { identitiesStyles } from './styles.js';
import { problemText } from './problem-text.js';
import { formatDay } from './dates.js';
import { followLang, languageOf } from '../texts/language.js';
import { identitiesTermsFor } from '../texts/terms.js';

type List = Extract<IdentitiesState, { type: 'list' }>;

/**
 * @summary Lists the WeChats that open the signed-in account, and unlinks them.
 * @tag wechat-mp-identities
 * @slot - Stands below the list: a button that opens `<wechat-mp-login purpose="link">`, say.
 * @fires {IdentitiesChangeEvent} wechat-mp-identities-change - A WeChat was unlinked; `identities` are left.
 * @fires {IdentitiesErrorEvent} wechat-mp-identities-error - Something was refused or went wrong. Cancelable: the default says so.
 * @csspart card - The whole.
 * @csspart title - What this is.
 * @csspart text - What it is good for.
 * @csspart row - One WeChat, with what is asked about it.
 * @csspart button - Every button.
 * @cssproperty [--wechat-mp-error=#b3261e] - Colour of the button that unlinks, below white words.
 * @cssproperty [--wechat-mp-background=Canvas] - Ground of the card; in the dark, a little lighter than the page.
 * @cssproperty [--wechat-mp-text=CanvasText] - Colour of the words.
 * @cssproperty [--wechat-mp-fill=#84858421] - Colour of quiet surfaces.
 * @cssproperty [--wechat-mp-border=#8485842b] - Colour of the card's border and of lines.
 * @cssproperty [--wechat-mp-control-radius=12px] - Corners of buttons.
 * @cssproperty [--wechat-mp-radius=20px] - Corners of the card.
 * @cssproperty [--wechat-mp-shadow=0 16px 40px -24px #0006] - Shadow of the card.
 * @cssproperty [--wechat-mp-font=system-ui, sans-serif] - Font families.
 * @cssproperty --wechat-mp-title-font - Font families of the title, where they are others.
 * @cssstate loading - As every `type` of `state`: `:state(loading)`, `:state(list)`, `:state(error)`.
 * @example <wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>
 */
export class WechatMpIdentities extends LitElement {
  static override styles = identitiesStyles;
  static override properties = {
    backend: {},
    lang: { reflect: true },
    theme: { reflect: true },
    texts: { attribute: false },
    state: { attribute: false },
  };

  /** Address of the backend, as for `<wechat-mp-login>`, or an object that lists and unlinks. */
  declare backend?: string | URL | Identities | undefined;
  /** `auto` unless set: as the page's `color-scheme` has it. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** As those of `<wechat-mp-login>`: here the words in `identities` count. */
  declare texts?: TextsOf | undefined;
  /** What the list is at. */
  declare readonly state: IdentitiesState;

  #life: IdentitiesLife | undefined;
  /** Index of the row where the person worked last. */
  #at = 0;
  #terms: IdentitiesTerms | undefined;
  #lang = '';
  #wanted: readonly unknown[] = [];
  /** What was heard in other words already. */
  #heard: IdentitiesState | undefined;
  #states: CustomStateSet | undefined;

  constructor() {
    super();
    try {
      this.#states = this.attachInternals().states;
    } catch {
      // Safari before 16.4, and servers.
    }
    followLang(this);
    this.#draw({ type: 'loading' });
  }

  /** Asks for the list anew: after another WeChat was linked, or after the person signed in again. */
  refresh(): void {
    if (this.#life) this.#life.refresh();
    else if (this.hasUpdated && this.isConnected) this.#begin();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#life) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moved within the page, it is connected again by then.
    queueMicrotask(() => this.isConnected || this.#end());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && !changed.has('backend')) return;
    if (this.hasUpdated) this.#end();
    // False on a server, which has nobody signed in.
    if (this.isConnected) this.#begin();
  }

  protected override update(changed: PropertyValues<this>): void {
    const focused = this.shadowRoot?.activeElement;
    super.update(changed);
    if (focused && !focused.isConnected) this.#heir()?.focus({ preventScroll: true });
  }

  override render(): TemplateResult {
    const terms = this.#terms;
    const news = this.#heard === this.state ? undefined : terms;
    return html`<div
      part="card"
      role="group"
      aria-labelledby="title"
      aria-busy=${this.state.type === 'loading'}
      lang=${terms?.lang ?? nothing}
    >
      <h2 id="title" part="title" tabindex="-1"><bdi>${terms?.title}</bdi></h2>
      <p part="text"><bdi>${terms?.text}</bdi></p>
      ${terms ? this.#renderBody(terms) : this.#renderBones()}
      <slot></slot>
      <div class="news" role="status">${news && this.#news(news)}</div>
      <div class="news" role="alert">${news && this.#trouble(news)}</div>
    </div>`;
  }

  protected override updated(): void {
    void this.#speak();
    try {
      this.#states?.clear();
      this.#states?.add(this.state.type);
    } catch {
      // Chromium before 125 wants names with dashes.
    }
  }

  #renderBody(terms: IdentitiesTerms): TemplateResult | typeof nothing {
    const { state } = this;
    switch (state.type) {
      case 'loading':
        return this.#renderBones();
      case 'list':
        return state.identities.length > 0
          ? this.#renderRows(state, terms)
          : html`<div class="instead">
              <span><bdi>${terms.empty}</bdi></span>
            </div>`;
      case 'error':
        return state.problem ? this.#renderProblem(state.problem, terms) : nothing;
      default:
        return state satisfies never;
    }
  }

  #renderRows({ identities, open }: List, terms: IdentitiesTerms): TemplateResult {
    const lang = this.#lang;
    const told = ({ officialAccount, linkedAt }: LinkedIdentity): string =>
      `${officialAccount ?? ''} ${formatDay(linkedAt, lang, terms)}`;
    const row = (identity: LinkedIdentity, index: number): TemplateResult =>
      identityRow({
        identity,
        index,
        open: open?.id === identity.id ? open : undefined,
        isTwin: identities.filter((each) => told(each) === told(identity)).length > 1,
        terms,
        lang,
        onAsk: () => this.#handleAsk(identity, index),
        onUnlink: () => void this.#life?.unlink(),
        onKeep: () => this.#life?.keep(),
      });
    return html`<ul>
      ${repeat(identities, ({ id }) => id, row)}
    </ul>`;
  }

  #renderBones(): TemplateResult {
    return html`<div class="instead">
      <span><i class="bone"></i><i class="bone"></i></span>
    </div>`;
  }

  #renderProblem(problem: IdentitiesProblem, terms: IdentitiesTerms): TemplateResult {
    const retry = html`<button part="button" @click=${() => this.refresh()}>
      ${terms.retry}
    </button>`;
    return html`<div class="instead">
      <span><bdi>${problemText(problem, terms)}</bdi></span
      >${problem.retryable ? retry : nothing}
    </div>`;
  }

  /** For those who hear the page: each change once. */
  #news(terms: IdentitiesTerms): string {
    const { state } = this;
    const gone = state.type === 'list' ? state.unlinked : undefined;
    return gone ? terms.unlinked(clip(gone.officialAccount ?? terms.wechat)) : '';
  }

  /** For those who hear the page: what went wrong, at once. */
  #trouble(terms: IdentitiesTerms): string {
    const { state } = this;
    const open = state.type === 'list' && state.open?.step === 'refused' && state.open;
    const problem = open ? open.problem : state.type === 'error' && state.problem;
    return problem ? problemText(problem, terms) : '';
  }

  /** Where the focus goes when the button that had it is gone: the place where the person worked. */
  #heir(): HTMLElement | null {
    const row = this.renderRoot.querySelectorAll('li')[this.#at];
    const button = row?.querySelector<HTMLElement>('button:last-of-type');
    return button ?? this.renderRoot.querySelector('h2');
  }

  #begin(): void {
    const { backend } = this;
    try {
      this.#life = new IdentitiesLife({
        backend:
          typeof backend === 'object' && 'list' in backend
            ? backend
            : createIdentities(backend || 'none:'),
        onState: (state) => this.#draw(state),
        onError: (error) => this.#handleError(error),
        onChange: (identities) => this.dispatchEvent(new IdentitiesChangeEvent(identities)),
      });
      this.#life.refresh();
    } catch (error) {
      // Nothing else throws here than the address of the backend.
      const problem = this.#handleError(error as WechatMpLoginError);
      this.#draw({
        type: 'error',
        problem: problem ? { code: 'bad_backend', retryable: false } : undefined,
      });
    }
  }

  #end(): void {
    this.#life?.end();
    this.#life = undefined;
    this.#draw({ type: 'loading' });
  }

  #draw(state: IdentitiesState): void {
    (this as { state: IdentitiesState }).state = state;
  }

  async #speak(): Promise<void> {
    const { texts } = this;
    const lang = languageOf(this);
    const wanted = [lang, texts];
    if (wanted.every((each, index) => each === this.#wanted[index])) return;
    this.#wanted = wanted;
    try {
      const terms = await identitiesTermsFor(lang, texts);
      if (wanted !== this.#wanted) return;
      if (this.#terms) this.#heard = this.state;
      this.#terms = terms;
      this.#lang = lang;
      this.requestUpdate();
    } catch {
      // The next change tries again.
      this.#wanted = [];
    }
  }

  #handleAsk({ id }: LinkedIdentity, index: number): void {
    this.#at = index;
    this.#life?.ask(id);
  }

  #handleError({ code, retryable }: WechatMpLoginError): boolean {
    if (!factsOf(code).isRoutine) {
      void import('../../client/explain.js')
        .then(({ explain }) => explain(code))
        .catch(() => '')
        // eslint-disable-next-line no-console -- the developer's own place
        .then((why) => console.error(`<wechat-mp-identities> ${code} ${why}`));
    }
    return this.dispatchEvent(new IdentitiesErrorEvent(code, retryable));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-identities': WechatMpIdentities;
  }
}
