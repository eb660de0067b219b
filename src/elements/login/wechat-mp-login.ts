/** `<wechat-mp-login>`: signs a visitor in by WeChat. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { tell } from '../../client/advice/tell.js';
import type { Backend } from '../../client/backend.js';
import { createHttpBackend } from '../../client/http/http-backend.js';
import type { Transport } from '../../client/http/http-backend.js';
import { Login } from '../../client/login.js';
import { attributeValue } from '../../client/page/attribute-value.js';
import type { Choice } from '../../client/run/context.js';
import { errorState } from '../../client/run/state-of.js';
import { loginStateFacts } from '../../client/state-facts.js';
import type { LoginState } from '../../client/state.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Method, Purpose } from '../../protocol/messages.js';
import { animateHeight } from '../shared/animate-height.js';
import { LiveRegion } from '../shared/live-region.js';
import { LostFocusController } from '../shared/controllers/lost-focus-controller.js';
import { StatesController } from '../shared/controllers/states-controller.js';
import { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { languageOf } from '../texts/language.js';
import { loginTermsFor, scopeOf } from '../texts/terms.js';
import type { LoginScope } from '../texts/terms.js';
import { TextsController } from '../texts/texts-controller.js';
import { LoginErrorEvent, LoginStateEvent } from './events.js';
import { LatePart } from './late-part.js';
import { hasOtherDoors, needsDoors } from './needs-doors.js';
import { mayHaveObstacle, needsForm } from './needs-form.js';
import { loginStyles } from './styles.js';
import { announcementOf, cardTextOf } from './text.js';
import type { CardText } from './text.js';
import { renderCard } from './render-card.js';
import { viewOf } from './view-of.js';
import type { View } from './view-of.js';

/** A change of one of these properties starts a new attempt. */
const attemptProperties = [
  'backend',
  'officialAccount',
  'method',
  'transport',
  'purpose',
  'appData',
  'allowedAddresses',
] as const satisfies readonly (keyof WechatMpLogin)[];

const desktopMethods: readonly Method[] = ['scan', 'message'];

type Failure = Extract<LoginState, { type: 'error' }>;

/**
 * @summary Signs a visitor in: shows an official account's QR code, and notices when it was scanned.
 * @tag wechat-mp-login
 * @fires {LoginStateEvent} wechat-mp-login-state - The login changed its state; `state.type` names it.
 * @fires {LoginBindingEvent} wechat-mp-login-binding - A WeChat user without an account scanned the code. Cancelable: the default asks them for an account.
 * @fires {LoginSuccessEvent} wechat-mp-login-success - The visitor is signed in. Cancelable: the default goes to `return-to`, or submits the form.
 * @fires {LoginErrorEvent} wechat-mp-login-error - Something went wrong; the card says so to the visitor.
 * @slot header - Above everything else: your own name or logo.
 * @slot footer - Below everything else: terms of use, privacy.
 * @slot terms - Below the QR code: terms with a checkbox. Until it is checked, there is no QR code.
 * @slot help - Below the other ways to sign in with WeChat: a way in without it.
 * @slot idle - Replaces the card's content in this state.
 * @slot loading - Replaces the card's content in this state.
 * @slot ready - Replaces the card's content in this state: show the QR code of `state.shown.url`, with `<wechat-mp-qr>` for example.
 * @slot confirm - Replaces the card's content in this state.
 * @slot approved - Replaces the card's content in this state, and in `binding` until the prompts have loaded.
 * @slot success - Replaces the card's content in this state.
 * @slot expired - Replaces the card's content in this state; `refresh()` gets a new QR code.
 * @slot denied - Replaces the card's content in this state.
 * @slot cancelled - Replaces the card's content in this state.
 * @slot offline - Replaces the card's content in this state.
 * @slot captcha - Replaces the tile while the backend wants a captcha to be solved: your provider's widget.
 * @slot error - Replaces the card's content in this state.
 * @slot binding - Replaces the prompts for a WeChat user without an account; answer with the `form` of `wechat-mp-login-binding`.
 * @csspart card - The card around everything.
 * @csspart tile - The square tile that carries the QR code, its picture, or the chat while the visitor confirms.
 * @csspart title - The title: what this is, or what happened.
 * @csspart text - The sentence below the title: what to do.
 * @csspart account - The official account by picture and name; after signing in, the visitor's account.
 * @csspart tabs - The choice between several official accounts.
 * @csspart tab - One of them.
 * @csspart steps - The numbered steps of a way to sign in beside a desktop's QR code.
 * @csspart beside - A button below the card's main part that offers another way to sign in.
 * @csspart button - The button on the tile or in its place, or of a step; in the prompts, the button that submits the form.
 * @csspart option - In the prompts: a button that chooses how to continue, or one of several accounts.
 * @csspart methods - In the prompts: the group of methods to choose from.
 * @csspart method - In the prompts: one method.
 * @csspart field - In the prompts: label, input, hint and error of one field.
 * @csspart label - In the prompts: the label of a field.
 * @csspart input - In the prompts: the input of a field.
 * @csspart hint - In the prompts: one line of help below a field.
 * @csspart error - In the prompts: the error of one field, or of the whole form.
 * @csspart send - In the prompts: the button that sends a verification code.
 * @csspart back - In the prompts: the button that goes one step back.
 * @cssproperty [--wechat-mp-accent=#07a24f] - Colour of the outline that shows the time left, of the check mark's disc, and of links and options.
 * @cssproperty [--wechat-mp-on-accent=#fff] - Colour of the check mark on that disc.
 * @cssproperty [--wechat-mp-button=#067a3b] - Background of the button.
 * @cssproperty [--wechat-mp-on-button=#fff] - Text colour of the button.
 * @cssproperty [--wechat-mp-background=Canvas] - Background of the card; in dark mode a little lighter than the page by default.
 * @cssproperty [--wechat-mp-text=CanvasText] - Text colour; secondary text is a lighter shade of it.
 * @cssproperty [--wechat-mp-fill=#84858421] - Colour of quiet surfaces: the tile without a QR code, rows, placeholders.
 * @cssproperty [--wechat-mp-border=#8485842b] - Colour of the card's border and of lines.
 * @cssproperty --wechat-mp-field-border - Colour of the border of fields; a shade of the text between text and background unless set.
 * @cssproperty [--wechat-mp-error=#e3202c] - Colour of a field's error, mixed with the text colour.
 * @cssproperty [--wechat-mp-radius=20px] - Corner radius of the card.
 * @cssproperty [--wechat-mp-control-radius=12px] - Corner radius of buttons, fields and rows.
 * @cssproperty [--wechat-mp-tile-radius=22px] - Corner radius of the tile, at a width of 225 px.
 * @cssproperty [--wechat-mp-shadow=0 16px 40px -24px #0006] - Shadow of the card.
 * @cssproperty [--wechat-mp-padding=28px 16px] - Padding of the card.
 * @cssproperty [--wechat-mp-width=344px] - Largest width of the card; 248px where it is compact.
 * @cssproperty [--wechat-mp-code-size=225px] - Width of the tile; 176px where the card is compact. Below 120px, many cameras cannot read WeChat's QR codes, and the console says so.
 * @cssproperty [--wechat-mp-code-color=#000] - Colour of the QR code's modules. A colour that cameras cannot read reliably is ignored, with a warning in the console.
 * @cssproperty [--wechat-mp-code-background=#fff] - Background of the QR code.
 * @cssproperty [--wechat-mp-logo-size=22%] - Width of the logo with its margin, relative to the QR code; at most 22%.
 * @cssproperty [--wechat-mp-font=system-ui, sans-serif] - Font families.
 * @cssproperty --wechat-mp-title-font - Font families of the title, if they differ.
 * @cssstate idle - Each `type` of `state` is one: `:state(idle)`.
 * @cssstate loading - The login is in this state.
 * @cssstate ready - The login is in this state.
 * @cssstate confirm - The login is in this state.
 * @cssstate approved - The login is in this state.
 * @cssstate binding - The login is in this state.
 * @cssstate success - The login is in this state.
 * @cssstate expired - The login is in this state.
 * @cssstate denied - The login is in this state.
 * @cssstate cancelled - The login is in this state.
 * @cssstate offline - The login is in this state.
 * @cssstate error - The login is in this state.
 * @example <wechat-mp-login backend="/wechat-login" return-to="/home"></wechat-mp-login>
 */
export class WechatMpLogin extends LitElement {
  static readonly formAssociated = true;
  static override styles = loginStyles;
  static override properties = {
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    backend: {},
    lang: { reflect: true },
    officialAccount: { attribute: 'official-account' },
    method: {},
    transport: {},
    purpose: {},
    returnTo: { attribute: 'return-to' },
    appData: { attribute: 'app-data' },
    allowedAddresses: { attribute: 'allowed-addresses' },
    theme: { reflect: true },
    variant: { reflect: true },
    logo: {},
    manual: { type: Boolean },
    texts: {},
    state: { attribute: false },
  };

  /**
   * Makes the login a field of the form around it: its value is the one-time code, and the form submits by
   * itself when the visitor has signed in.
   */
  declare name?: string | undefined;
  /** Keeps the form from being sent before the visitor has signed in. */
  declare required?: boolean | undefined;
  /** Shows no QR code, as in a `<fieldset disabled>`. */
  declare disabled?: boolean | undefined;
  /** Address of the backend, on this origin or https on another; or an object that implements `Backend`. */
  declare backend?: string | URL | Backend | undefined;
  /** Language of the texts; that of the page around it unless set. */
  declare lang: string;
  /** Key of one of the backend's official accounts; the backend's default unless set. */
  declare officialAccount?: string | undefined;
  /** How the visitor signs in: `auto` (unless set) suits where the page is open, or one method alone. */
  declare method?: Method | 'auto' | undefined;
  /** How the page learns of a scan: `auto` (unless set), `stream` or `poll`. */
  declare transport?: Transport | undefined;
  /** `login` unless set; `link` and `step-up` for somebody who is signed in. */
  declare purpose?: Purpose | undefined;
  /** Address on this origin to go to after signing in. */
  declare returnTo?: string | undefined;
  /** A text for your server, such as an invitation: at most 1000 characters. Visitors can change it. */
  declare appData?: string | undefined;
  /**
   * Beginnings of addresses, separated by spaces: pictures from there are shown, and QR codes that lead
   * there, beside WeChat's and your own.
   */
  declare allowedAddresses?: string | undefined;
  /** `auto` unless set: follows the page's `color-scheme`. */
  declare theme?: 'auto' | 'light' | 'dark' | undefined;
  /** `card` unless set; `compact` for a sidebar; `bare` inside a card of your own. */
  declare variant?: 'card' | 'compact' | 'bare' | undefined;
  /** Address of a picture for the middle of the QR code. */
  declare logo?: string | undefined;
  /** Waits for `start()`, or for the visitor to ask for a QR code. */
  declare manual?: boolean | undefined;
  /** Your own texts in place of ours, some or all: `{ refresh: 'New code' }`, or a function of the language. */
  declare texts?: TextsOf | undefined;
  /** The login's current state. */
  declare readonly state: LoginState;

  readonly #liveRegion = new LiveRegion<LoginState>();
  readonly #texts = new TextsController(this, {
    load: (lang, texts) => loginTermsFor(lang, texts, this.#scope),
    scope: () => this.#scope,
    onTranslate: () => this.#liveRegion.skip(this.state),
  });
  readonly #styleSheets = new StyleSheetsController(this);
  #login: Login | undefined;
  /** Whether the first update is over, which starts an attempt unless the login is manual. */
  #isSetUp = false;
  /** What follows a scan. The login watches for one once this has loaded. */
  readonly #afterQrCode = new LatePart(async () => {
    const { createAfterQrCode } = await import('./after-qr-code/card-after-qr-code.js');
    // Ours alone: the page's own may take as long as they like.
    await loginTermsFor(languageOf(this), undefined, 'prompts');
    return createAfterQrCode(this, this.#styleSheets);
  });
  /** The prompts, and whatever else only some logins need after their QR code. */
  readonly #later = new LatePart(() =>
    import('./later.js').then((later) =>
      later.createLater(this, this.#styleSheets, (error) => this.#fail(error)),
    ),
  );
  /** The ways beside a QR code on a desktop. */
  readonly #doors = new LatePart(() =>
    import('./doors/doors.js').then((doors) => doors.createDoors(this, this.#styleSheets)),
  );
  readonly #form = new LatePart(() =>
    import('./form/form-part.js').then((form) =>
      form.createFormPart(this, this.#internals, () => this.#texts.terms?.name),
    ),
  );
  /** Whether an attempt starts as soon as the parts that it needs have loaded. */
  #isBeginning = false;
  /** The height of the card before the update, from which it grows or shrinks. */
  #heightBeforePx = 0;
  readonly #internals: ElementInternals | undefined;
  /** What the card shows where something stands in the way of a QR code. */
  #obstacle: View | undefined;

  constructor() {
    super();
    this.#internals = new StatesController(this, () => this.state.type).internals;
    new LostFocusController(this, () => this.#card);
    this.manual = false;
    this.required = false;
    this.disabled = false;
    this.#setState({ type: 'idle' });
  }

  /** The form that the login is a field of. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  /** The one-time code; empty until the visitor has signed in. */
  get value(): string {
    return (this.state.type === 'success' && this.state.sessionCode) || '';
  }

  /** As of any field: `valueMissing` while a required login has nobody signed in. */
  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }

  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }

  get willValidate(): boolean {
    return this.#internals?.willValidate ?? false;
  }

  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }

  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? true;
  }

  formDisabledCallback(): void {
    this.#reconsider();
  }

  /** Whoever has signed in has to do so again. The form unchecks the terms after this callback. */
  formResetCallback(): void {
    if (this.state.type === 'success') this.#end();
    setTimeout(() => this.#reconsider());
  }

  /** Starts an attempt. If there was one already, does the same as `refresh()`. */
  start(): void {
    if (this.#login) this.#login.refresh();
    else this.#begin();
  }

  /** Gets a new QR code, or tries again to sign in a visitor whose scan was approved. */
  refresh(): void {
    this.start();
  }

  /** Starts again with another method, or another of several official accounts. */
  switchTo(choice: Readonly<Choice>): void {
    this.#login?.switchTo(choice);
  }

  /** Gives up the attempt and tells the backend. */
  cancel(): void {
    this.#login?.cancel();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, attributeValue(this, name, value));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#isSetUp && !this.#login && !this.manual) this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // If the element only moved, it is connected again by then, and its attempt goes on.
    queueMicrotask(() => this.isConnected || this.#end());
  }

  /** Gives up the attempt where something stands in its way now, and starts where nothing does any more. */
  #reconsider(): void {
    const { type } = this.state;
    this.#obstacle = this.#form.part?.obstacle();
    const isUnknown = !this.#form.part && mayHaveObstacle(this);
    if (!isUnknown && !this.#obstacle) {
      if (this.#isSetUp && this.isConnected && !this.#login && !this.manual) this.#begin();
    } else if (this.#login && type !== 'success' && !loginStateFacts[type].isPersonCommitted) {
      this.#login.cancel();
      this.#end();
    }
    if (isUnknown) {
      void this.#load(this.#form, () => true).then(() => {
        if (this.#form.part) this.#reconsider();
      });
    }
    this.requestUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // On a server, and before the first update, there is nothing to measure.
    if (this.hasUpdated) this.#heightBeforePx = this.#card?.offsetHeight ?? 0;
    if (this.#isSetUp && !attemptProperties.some((name) => changed.has(name))) return;
    if (this.#isSetUp) this.#end();
    this.#isSetUp = true;
    // On a server, elements are never connected, and nothing starts.
    if (this.isConnected && !this.#login && !this.manual) this.#begin();
  }

  override render(): TemplateResult {
    const { state } = this;
    const { terms } = this.#texts;
    // An idle login is about to load, unless it is manual.
    const isIdle = state.type === 'idle';
    const visible: LoginState = isIdle && !this.manual ? { type: 'loading' } : state;
    const doorText = this.#doors.part?.textOf(state);
    // Where nobody can sign in, no QR code is to come.
    const view: View = {
      ...((isIdle && this.#obstacle) || viewOf(visible, this.#afterQrCode.part?.viewOf)),
      ...(doorText && !state.shown && { tile: 'none' }),
      ...(doorText?.action && { action: doorText.action }),
    };
    // The texts of most errors load when there is one.
    const isComplete = !!terms?.chat || this.#texts.hasFailed;
    const text = { ...cardTextOf(view, terms, state.shown, isComplete), ...doorText };
    const prompts = state.type === 'binding' && this.#later.part?.renderPrompts(state);
    return html`<div
      part="card"
      variant=${this.variant ?? nothing}
      role="group"
      tabindex="-1"
      lang=${terms?.lang ?? nothing}
      aria-label=${terms?.name ?? nothing}
    >
      <slot name="header"></slot>
      ${prompts || this.#renderState(view, text, visible)}
      <slot name="footer"></slot>
      ${this.#liveRegion.render(state, prompts ? {} : announcementOf(view, text))}
    </div>`;
  }

  protected override updated(): void {
    const { type, shown } = this.state;
    void this.#grow(this.#heightBeforePx);
    if (needsForm(this)) void this.#load(this.#form, () => false);
    // A manual login on a phone asks for something else than a QR code.
    const isWaiting = this.manual && needsDoors(this);
    if (isWaiting || hasOtherDoors(this.state)) {
      void this.#load(this.#doors, () => shown?.method === 'message');
    }
    if (type !== 'idle' && type !== 'loading') void this.#load(this.#afterQrCode, () => false);
    // While the QR code is shown: after a deployment, the files may be gone.
    if (type === 'ready' || type === 'confirm' || type === 'binding') {
      void this.#load(this.#later, () => ['confirm', 'binding'].includes(this.state.type));
    }
  }

  /**
   * Loads a part. What does not load is tried again at the next update.
   *
   * @param isVital whether the login cannot go on without it
   */
  async #load(late: LatePart<unknown>, isVital: () => boolean): Promise<void> {
    if (late.part) return;
    try {
      await late.load();
      this.requestUpdate();
    } catch (error) {
      if (isVital()) this.#fail(error);
    }
  }

  get #card(): HTMLElement | null {
    return this.renderRoot.querySelector('[part=card]');
  }

  /** Nothing around the card jumps when it needs another height. */
  async #grow(fromPx: number): Promise<void> {
    await this.updateComplete;
    const card = this.#card;
    if (card) animateHeight(card, fromPx);
  }

  /** Complete once its parts have drawn what makes up the height, which is before the next frame. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    const parts = this.renderRoot.querySelectorAll<LitElement>('wechat-mp-qr, wechat-mp-binding');
    await Promise.all([...parts].map(({ updateComplete }) => updateComplete));
    return isComplete;
  }

  #renderState(view: View, text: CardText, { type }: LoginState): TemplateResult {
    const { state } = this;
    const { terms } = this.#texts;
    const card = renderCard({
      view,
      text,
      terms,
      shown: state.shown,
      logo: this.logo,
      drawing: this.#later.part?.renderChat(state, terms?.chat),
      door: this.#doors.part?.render(state, terms),
      onPress: () => {
        const code = state.type === 'error' && state.code;
        // What a file is missing for would fail again.
        if (code === 'load_failed') location.reload();
        else if (code === 'foreign_frame') open(location.href, '_blank', 'noopener');
        else this.start();
      },
      onQrError: (event) => this.#handleQrError(event),
    });
    const tabs = this.#doors.part?.renderTabs(state, terms);
    // The slot "binding" is for the prompts.
    return html`${tabs}
      <div id="panel" role=${tabs ? 'tabpanel' : nothing} aria-labelledby=${tabs ? 'tab' : nothing}>
        <slot name=${type === 'binding' ? 'approved' : type}>${card}</slot>
      </div>
      ${this.#doors.part?.renderBeside(state)}
      <slot
        name="terms"
        @change=${() => this.#reconsider()}
        @slotchange=${() => this.#reconsider()}
      ></slot>
      <slot name="help"></slot>`;
  }

  get #scope(): LoginScope {
    const scope = scopeOf(this.purpose);
    const isLate = this.#afterQrCode.part || this.#obstacle || this.state.type === 'error';
    return scope === 'plain' && isLate ? 'prompts' : scope;
  }

  #begin(): void {
    const missing = this.#missingParts();
    this.#isBeginning = missing.length > 0;
    if (this.#isBeginning) {
      void this.#beginWith(missing);
      return;
    }
    this.#obstacle = this.#form.part?.obstacle();
    if (this.#obstacle) return;
    const { backend, method, transport, officialAccount, purpose, returnTo, appData } = this;
    const ways = this.#doors.part
      ? this.#doors.part.loginOptions()
      : { method: method && method !== 'auto' ? method : desktopMethods };
    // Nobody can sign in where the page is open.
    if (!ways) return;
    try {
      this.#login = new Login({
        lang: languageOf(this),
        ...ways,
        officialAccount,
        purpose,
        returnTo,
        appData,
        backend:
          typeof backend === 'object' && 'create' in backend
            ? backend
            : createHttpBackend(backend || 'none:', {
                transport: transport ?? undefined,
                allowedAddresses: this.allowedAddresses ?? undefined,
              }),
        beforeWatching: () => this.#afterQrCode.load(),
        onState: (state) => this.#handleState(state),
      });
      this.#login.start();
    } catch (error) {
      this.#handleState(errorState(error));
    }
  }

  /** The parts without which no attempt can begin here, and that have not loaded yet. */
  #missingParts(): LatePart<unknown>[] {
    const parts: LatePart<unknown>[] = [];
    if (needsDoors(this)) parts.push(this.#doors);
    if (needsForm(this)) parts.push(this.#form);
    return parts.filter(({ part }) => !part);
  }

  async #beginWith(missing: readonly LatePart<unknown>[]): Promise<void> {
    try {
      await Promise.all(missing.map((late) => late.load()));
      if (this.#isBeginning) this.#begin();
      this.requestUpdate();
    } catch (error) {
      if (this.#isBeginning) this.#fail(error);
    }
  }

  #end(): void {
    this.#login?.dispose();
    this.#login = undefined;
    this.#isBeginning = false;
    this.#setState({ type: 'idle' });
  }

  #setState(state: LoginState): void {
    // For the page, the property is read-only.
    (this as { state: LoginState }).state = state;
  }

  #handleState(state: LoginState): void {
    this.#setState(state);
    this.dispatchEvent(new LoginStateEvent(state));
    // A listener may have changed the state already.
    if (this.state !== state) return;
    if (state.type === 'success') {
      this.#afterQrCode.part?.finish(state, () => {
        this.#form.load().then(
          (form) => form.submit(),
          (error: unknown) => this.#fail(error),
        );
      });
    }
    if (state.type === 'error') this.#handleError(state);
  }

  #handleError({ code, retryable, siteKey, detail }: Failure): void {
    this.dispatchEvent(new LoginErrorEvent(code, retryable, siteKey, this.#login));
    tell('failure', this, code, detail);
  }

  /** A page that draws the QR code itself does not need ours. */
  #handleQrError({ error }: Event & { readonly error?: unknown }): void {
    const { type } = this.state;
    const isOwn = [...this.children].some(({ slot }) => slot === 'ready');
    if (!isOwn && (type === 'loading' || type === 'ready')) this.#fail(error);
  }

  /** Without the QR code or the prompts, an error is better than an endless wait. */
  #fail(error: unknown): void {
    const { shown } = this.state;
    this.#end();
    this.#handleState({ ...errorState(error), shown });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-login': WechatMpLogin;
  }
}
