/** `<wechat-mp-identities>`: the WeChat identities that are linked to the signed-in account, for a settings page. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { tell } from '../../client/advice/tell.js';
import type { Backend } from '../../client/backend.js';
import { createIdentities } from '../../client/identities.js';
import { loadWhenNeeded } from '../../client/load-when-needed.js';
import { attributeValue } from '../../client/page/attribute-value.js';
import type { Identities } from '../../client/identities.js';
import type { IdentitiesTerms } from '../../locales/terms/identities.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { ErrorCode, WechatMpLoginError } from '../../protocol/errors.js';
import { animateHeight } from '../shared/animate-height.js';
import { LiveRegion } from '../shared/live-region.js';
import { LostFocusController } from '../shared/controllers/lost-focus-controller.js';
import { StatesController } from '../shared/controllers/states-controller.js';
import { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { identitiesTermsFor } from '../texts/terms.js';
import { TextsController } from '../texts/texts-controller.js';
import { announcementOf } from './announcement.js';
import { IdentitiesChangeEvent, IdentitiesErrorEvent } from './events.js';
import { createIdentityList } from './list-data.js';
import type { IdentityList } from './list-data.js';
import type { IdentitiesState } from './state.js';
import { identitiesStyles } from './styles.js';
import { renderBody, renderPlaceholder } from './render-list.js';

/** Normal use of a settings page leads to these, so the console does not report them. */
const routine: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'reauthentication_required',
  'confirmation_required',
  'too_recent',
  'last_way_in',
  'rate_limited',
]);

/**
 * @summary Lists the WeChat identities that are linked to the signed-in account, and unlinks them.
 * @tag wechat-mp-identities
 * @slot - Content below the list, for example a button that opens `<wechat-mp-login purpose="link">`.
 * @fires {IdentitiesChangeEvent} wechat-mp-identities-change - An identity was unlinked; `identities` are still linked.
 * @fires {IdentitiesErrorEvent} wechat-mp-identities-error - The list could not be loaded, or an identity could not be unlinked. Cancelable: the default shows a sentence about it.
 * @csspart card - Card around everything.
 * @csspart title - Title of the card.
 * @csspart text - Sentence below the title.
 * @csspart row - One identity, with the question whether to unlink it.
 * @csspart button - Every button.
 * @cssproperty [--wechat-mp-error=#b3261e] - Background of the button that unlinks; its text is white.
 * @cssproperty [--wechat-mp-background=Canvas] - Background of the card; in dark mode slightly lighter than the page.
 * @cssproperty [--wechat-mp-text=CanvasText] - Colour of the text.
 * @cssproperty [--wechat-mp-fill=#84858421] - Background of buttons and placeholders.
 * @cssproperty [--wechat-mp-border=#8485842b] - Colour of the card's border and of the lines between rows.
 * @cssproperty [--wechat-mp-control-radius=12px] - Corner radius of buttons.
 * @cssproperty [--wechat-mp-radius=20px] - Corner radius of the card.
 * @cssproperty [--wechat-mp-shadow=0 16px 40px -24px #0006] - Shadow of the card.
 * @cssproperty [--wechat-mp-font=system-ui, sans-serif] - Font families.
 * @cssproperty --wechat-mp-title-font - Font families of the title, if they differ.
 * @cssstate loading - The `type` of `state`, as for every state: `:state(loading)`, `:state(list)`, `:state(error)`.
 * @example <wechat-mp-identities backend="/wechat-login"></wechat-mp-identities>
 */
export class WechatMpIdentities extends LitElement {
  static override styles = identitiesStyles;
  static override properties = {
    backend: {},
    lang: { reflect: true },
    theme: { reflect: true },
    texts: {},
    state: { attribute: false },
  };

  /**
   * URL of the backend, as for `<wechat-mp-login>`, or an object that lists and unlinks. An object that
   * also implements `Backend` lets visitors confirm in the row that it is them.
   */
  declare backend?: string | URL | Identities | (Identities & Backend) | undefined;
  /** Language of the texts; that of the page around it unless set. */
  declare lang: string;
  /** `auto` unless set: follows the page's `color-scheme`. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** Your own texts, as for `<wechat-mp-login>`; those under `identities` apply here. */
  declare texts?: TextsOf | undefined;
  /** What the element shows: loading, the list, or an error. */
  declare readonly state: IdentitiesState;

  #list: IdentityList | undefined;
  /** The height of the card before the update, from which it grows or shrinks. */
  #heightBeforePx = 0;
  /** Index of the row that the visitor opened last. */
  #lastRow = 0;
  readonly #liveRegion = new LiveRegion<IdentitiesState>();
  readonly #texts = new TextsController(this, {
    load: identitiesTermsFor,
    onTranslate: () => this.#liveRegion.skip(this.state),
  });

  constructor() {
    super();
    new StyleSheetsController(this);
    new StatesController(this, () => this.state.type);
    new LostFocusController(this, () => this.#focusFallback());
    this.#setState({ type: 'loading' });
  }

  /** Loads the list again. Call it after another identity was linked, or after the visitor signed in again. */
  refresh(): void {
    if (this.#list) this.#list.refresh();
    else if (this.hasUpdated && this.isConnected) this.#start();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, attributeValue(this, name, value));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated && !this.#list) this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that was moved within the page is connected again by then.
    queueMicrotask(() => this.isConnected || this.#stop());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // On a server, and before the first update, there is nothing to measure.
    if (this.hasUpdated) this.#heightBeforePx = this.#card?.offsetHeight ?? 0;
    if (this.hasUpdated && !changed.has('backend')) return;
    if (this.hasUpdated) this.#stop();
    // On a server it is never connected: nobody is signed in there.
    if (this.isConnected) this.#start();
  }

  override render(): TemplateResult {
    const { state } = this;
    const { terms } = this.#texts;
    return html`<div
      part="card"
      role="group"
      aria-labelledby="title"
      aria-busy=${state.type === 'loading'}
      lang=${terms?.lang ?? nothing}
    >
      <h2 id="title" part="title" tabindex="-1"><bdi .textContent=${terms?.title ?? ''}></bdi></h2>
      <p part="text"><bdi .textContent=${terms?.text ?? ''}></bdi></p>
      ${terms ? this.#renderBody(terms) : renderPlaceholder()}
      <slot></slot>
      ${this.#liveRegion.render(state, terms ? announcementOf(state, terms) : {})}
    </div>`;
  }

  protected override updated(): void {
    void this.#grow(this.#heightBeforePx);
  }

  get #card(): HTMLElement | null {
    return this.renderRoot.querySelector('[part=card]');
  }

  /** A row opens and closes smoothly: what is below the list does not jump. */
  async #grow(fromPx: number): Promise<void> {
    await this.renderRoot.querySelector<LitElement>('wechat-mp-login')?.updateComplete;
    const card = this.#card;
    if (card) animateHeight(card, fromPx);
  }

  #renderBody(terms: IdentitiesTerms): TemplateResult | typeof nothing {
    return renderBody({
      state: this.state,
      terms,
      lang: this.#texts.lang,
      onOpen: (id, index) => this.#handleOpen(id, index),
      renderStepUp: this.#stepUpBackend ? () => this.#renderStepUp() : undefined,
      onUnlink: () => void this.#list?.unlink(),
      onStepUp: () => void this.#list?.stepUp(() => this.#loadLogin()),
      onClose: () => this.#list?.closeRow(),
      onRetry: () => this.refresh(),
    });
  }

  /** Undefined for an object that only lists and unlinks. */
  get #stepUpBackend(): string | URL | Backend | undefined {
    const { backend } = this;
    return typeof backend !== 'object' || 'href' in backend || 'create' in backend
      ? backend
      : undefined;
  }

  #renderStepUp(): TemplateResult {
    // The page listens for logins of its own.
    const handle = (event: Event): void => event.stopPropagation();
    return html`<wechat-mp-login
      purpose="step-up"
      variant="bare"
      lang=${this.#texts.lang}
      .backend=${this.#stepUpBackend}
      .texts=${this.texts}
      @wechat-mp-login-state=${handle}
      @wechat-mp-login-error=${handle}
      @wechat-mp-login-success=${(event: Event) => {
        handle(event);
        this.#handleConfirmed();
      }}
    ></wechat-mp-login>`;
  }

  /** The button in the row where the visitor was, or the title if that row is gone. */
  #focusFallback(): HTMLElement | null {
    const row = this.renderRoot.querySelectorAll('li')[this.#lastRow];
    const button = row?.querySelector<HTMLElement>('button:last-of-type');
    return button ?? this.renderRoot.querySelector('h2');
  }

  #start(): void {
    const { backend } = this;
    try {
      this.#list = createIdentityList({
        backend:
          typeof backend === 'object' && 'list' in backend
            ? backend
            : createIdentities(backend || 'none:'),
        onState: (state) => this.#setState(state),
        onError: (error) => this.#handleError(error),
        onChange: (identities) => this.dispatchEvent(new IdentitiesChangeEvent(identities)),
      });
      this.#list.refresh();
    } catch (error) {
      // Only the URL of the backend makes this throw.
      const isShown = this.#handleError(error as WechatMpLoginError);
      this.#setState({
        type: 'error',
        problem: isShown ? { code: 'bad_backend', retryable: false } : undefined,
      });
    }
  }

  #stop(): void {
    this.#list?.dispose();
    this.#list = undefined;
    this.#setState({ type: 'loading' });
  }

  #setState(state: IdentitiesState): void {
    // For the page, the property is read-only.
    (this as { state: IdentitiesState }).state = state;
  }

  #handleOpen(id: string, index: number): void {
    this.#lastRow = index;
    this.#list?.openRow(id);
  }

  async #loadLogin(): Promise<void> {
    const load = () => import('../login/register-login.js');
    (await loadWhenNeeded(load)).registerLogin();
  }

  /** The visitor goes on where they were: they are asked whether to unlink. */
  #handleConfirmed(): void {
    const { state } = this;
    if (state.type === 'list' && state.open) this.#list?.openRow(state.open.id);
  }

  /** Returns whether to show the error: false if the page prevented the event. */
  #handleError({ code, message, retryable }: WechatMpLoginError): boolean {
    if (!routine.has(code)) tell('failure', this, code, message);
    return this.dispatchEvent(new IdentitiesErrorEvent(code, retryable));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-identities': WechatMpIdentities;
  }
}
