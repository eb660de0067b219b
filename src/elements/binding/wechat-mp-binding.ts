/** `<wechat-mp-binding>`: the prompts for a WeChat user who has no account here yet. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { BindingState } from '../../client/state.js';
import type { BindingTerms } from '../../locales/terms/binding.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Field, FieldValues } from '../../protocol/messages.js';
import { isComposing } from '../shared/composing.js';
import { liveRegions } from '../shared/live-region.js';
import { words } from '../shared/words.js';
import { StyleSheetsController } from '../shared/controllers/style-sheets-controller.js';
import { bindingTermsFor } from '../texts/late-terms.js';
import { TextsController } from '../texts/texts-controller.js';
import { animateHeight } from '../shared/animate-height.js';
import { createAnnouncer } from './announcer.js';
import { redrawEachSecond } from './countdown.js';
import {
  chosenMethod,
  fieldsOf,
  formKey,
  isStepBack,
  promptOf,
  resendWaitS,
} from './derived-state.js';
import { createDrafts } from './form/drafts.js';
import { createErrorState } from './form/error-state.js';
import { chatDigitsField, errorsOf } from './form/errors.js';
import { createPressGuard } from './press-guard.js';
import { bindingStyles } from './styles/index.js';
import { findIn, inputOf, readForm, showPastedDigits } from './form/validate.js';
import type { BindingHandlers } from './view/binding-view.js';
import { renderStep } from './view/step.js';

/** Offered to the page through `<wechat-mp-login>`, so that it can style them there. */
const exportedParts =
  'title,text,option,methods,method,field,label,input,hint,error,send,button,back';

/**
 * @summary Asks a new WeChat user to create an account or to link an existing one, and to prove that it is theirs.
 * @tag wechat-mp-binding
 * @fires {Event} restart - The visitor wants to scan again.
 * @csspart title - Title of the step.
 * @csspart text - Sentence below the title.
 * @csspart option - Large button: one way to continue, or one of several accounts.
 * @csspart methods - Group of the radio buttons that choose a link method.
 * @csspart method - Radio button of one link method, with its label.
 * @csspart field - One field: its label, input, hint and error message.
 * @csspart label - Label of a field.
 * @csspart input - Input of a field.
 * @csspart hint - Line of help below an input.
 * @csspart error - Error message of a field, or of the whole form.
 * @csspart send - Button that sends a verification code.
 * @csspart button - Button that submits the form.
 * @csspart back - Button below the step: one step back, or back to the QR code.
 * @example <wechat-mp-binding></wechat-mp-binding>
 */
export class WechatMpBinding extends LitElement {
  static override styles = bindingStyles;
  static override properties = {
    lang: { reflect: true },
    texts: { attribute: false },
    state: { attribute: false },
  };

  /** Language of the texts; that of the page around it unless set. */
  declare lang: string;
  /** State `binding` of a login, whose `form` receives the visitor's answers. */
  declare state?: BindingState | undefined;
  /** Your own texts, as for `<wechat-mp-login>`; those under `binding` apply here. */
  declare texts?: TextsOf | undefined;

  readonly #announcer = createAnnouncer(this);
  readonly #errorState = createErrorState(this);
  readonly #drafts = createDrafts();
  readonly #isNewPress = createPressGuard();
  readonly #texts = new TextsController(this, {
    load: bindingTermsFor,
    onTranslate: () => {
      this.#announcer.clear();
      this.#errorState.silence();
    },
  });
  #selected: string | undefined;
  #sentMethod: string | undefined;
  /** Whether a press in here leads to the next state, so that the focus follows. */
  #hasActed = false;
  #isBackward = false;
  #drawnState: BindingState | undefined;
  #beforeUpdate = { hadFocus: false, heightPx: 0 };
  readonly #handlers: BindingHandlers = {
    onCreateOrLink: (action) => this.#press(({ form }) => form[action]()),
    onSelect: (choice) => this.#handleSelect(choice),
    onMethod: (method) => this.#handleMethod(method),
    onInput: (event) => this.#handleInput(event),
    onKeyDown: (event) => this.#handleKeyDown(event),
    onSend: () => this.#handleSend(),
    onSubmit: (event) => this.#handleSubmit(event),
    onBack: () => this.#handleBack(),
    onRestart: () => this.dispatchEvent(new Event('restart')),
  };

  constructor() {
    super();
    new StyleSheetsController(this);
    redrawEachSecond(this, () => !!this.state && resendWaitS(this.state, Date.now()) > 0);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasAttribute('exportparts')) this.setAttribute('exportparts', exportedParts);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    this.#beforeUpdate = {
      hadFocus: this.#drawnState ? !!this.shadowRoot?.activeElement : this.#isInFocusedRoot(),
      heightPx: this.hasUpdated ? this.offsetHeight : 0,
    };
    if (changed.has('state') && state) this.#followState(state, changed.get('state'));
    const { terms } = this.#texts;
    if (terms) this.#errorState.writeAlert(state ? fieldsOf(state, terms) : [], terms);
  }

  override render(): TemplateResult {
    const { state } = this;
    const { terms } = this.#texts;
    const { alert } = this.#errorState;
    const isMirrored = getComputedStyle(this).direction === 'rtl';
    const [title, text] = (state && terms?.prompts[promptOf(state)]) ?? ['', ''];
    return html`<div
        class="prompt ${this.#isBackward ? 'backward' : ''} ${isMirrored ? 'mirrored' : ''}"
        lang=${terms?.lang ?? nothing}
      >
        <h2 part="title" tabindex="-1" .textContent=${title}></h2>
        <p part="text" .textContent=${text}></p>
        ${state && terms ? keyed(state.step, this.#renderStep(state, terms)) : nothing}
      </div>
      ${liveRegions(this.#announcer.text, keyed(alert.key, words(alert.text)))}`;
  }

  protected override updated(): void {
    const { state } = this;
    if (!state || !this.#texts.terms) return;
    const before = this.#drawnState;
    this.#drawnState = state;
    if (before && formKey(before) === formKey(state)) {
      if (before !== state) this.#handleAnswer(before, state);
      return;
    }
    this.#drafts.restore(this.#form);
    animateHeight(this, this.#beforeUpdate.heightPx);
    if (before?.step !== state.step) this.#handleStep();
  }

  #renderStep(state: BindingState, terms: BindingTerms): TemplateResult {
    return renderStep({
      state,
      terms,
      errors: this.#errorState.errors,
      selected: this.#selected,
      sentMethod: this.#sentMethod,
      handlers: this.#handlers,
    });
  }

  get #form(): HTMLFormElement | null {
    return this.shadowRoot?.querySelector('form') ?? null;
  }

  /** Whether the focus is in the card of the login that is about to draw the prompts. */
  #isInFocusedRoot(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.activeElement !== null;
  }

  #followState(state: BindingState, before: BindingState | undefined): void {
    if (!before || formKey(before) !== formKey(state)) this.#errorState.clear();
    if (before && before.step !== state.step) this.#isBackward = isStepBack(before, state);
    const { problem, sent } = state;
    // A refusal can bring a waiting time as well, without a code that was sent.
    if (sent && !problem && sent !== before?.sent) this.#sentMethod = sent.method;
    if (problem === before?.problem) return;
    const fieldNames = fieldsOf(state).map(({ name }) => name);
    this.#errorState.set(problem ? errorsOf(problem, fieldNames) : new Map());
  }

  /** Calls the form of the state, unless a request is under way or the press repeats the one before. */
  #press(call: (state: BindingState) => void): void {
    const { state } = this;
    if (!state || state.busy || !this.#isNewPress(state)) return;
    this.#hasActed = true;
    call(state);
  }

  /** Returns the values, or undefined after showing the errors and moving the focus to the first. */
  #readFields(state: BindingState, fields: readonly Field[]): FieldValues | undefined {
    const form = this.#form;
    if (!form || state.busy) return undefined;
    const { values, errors } = readForm(form, fields);
    this.#errorState.set(errors);
    const [first] = errors.keys();
    if (first === undefined) return values;
    inputOf(form, first)?.focus();
    return undefined;
  }

  /** Moves the focus into the first field, or else to the title, if the visitor was here already. */
  #handleStep(): void {
    const mayMoveFocus = this.#useFocusPermission();
    const title = this.shadowRoot?.querySelector('h2');
    const target = findIn(this.#form, 'input') ?? title;
    if (mayMoveFocus) target?.focus();
    const text = this.shadowRoot?.querySelector('p')?.textContent ?? '';
    // Screen readers read the title by themselves when it receives the focus.
    const isTitleRead = mayMoveFocus && target === title;
    this.#announcer.announce(isTitleRead ? text : `${title?.textContent ?? ''} · ${text}`);
  }

  /** The form stays the same, but a request began or ended. */
  #handleAnswer(before: BindingState, { busy, sent, problem }: BindingState): void {
    const isSent = sent && !problem && sent !== before.sent;
    const { terms } = this.#texts;
    this.#announcer.announce((busy ? terms?.busy : isSent && terms?.sent) || '');
    if (busy || !this.#useFocusPermission()) return;
    const [wrongField] =
      problem && problem !== before.problem ? this.#errorState.errors.keys() : [];
    if (wrongField) {
      const input = inputOf(this.#form, wrongField);
      input?.focus();
      input?.select();
    } else if (isSent) findIn(this.#form, 'input.code')?.focus();
  }

  /** Whether the focus may move: only if it was in here, or if a press led to this state. Counts once. */
  #useFocusPermission(): boolean {
    const mayMoveFocus = this.#beforeUpdate.hadFocus || this.#hasActed;
    this.#hasActed = false;
    return mayMoveFocus;
  }

  #handleSelect(choice: string): void {
    this.#press(({ form }) => {
      this.#selected = choice;
      form.select(choice);
    });
  }

  #handleMethod(method: string): void {
    if (!this.state?.busy) this.state?.form.link(method);
    // If the method stays the same, the radio button of the old one is checked again.
    this.requestUpdate();
  }

  #handleInput({ target }: Event): void {
    const input = target as HTMLInputElement;
    const field = this.state && fieldsOf(this.state).find(({ name }) => name === input.name);
    if (field) {
      showPastedDigits(field, input);
      this.#drafts.keep(field, input);
    }
    this.#errorState.remove(input.name);
  }

  /** While the field for the verification code is empty, Enter in the other fields sends a code. */
  #handleKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || isComposing(event)) return;
    const { state } = this;
    const codeInput = findIn(this.#form, 'input.code');
    if (!state || !codeInput || codeInput.name === chatDigitsField || codeInput.value) return;
    const { target } = event;
    // Buttons and the fields for digits keep the usual meaning of Enter.
    if (target instanceof HTMLButtonElement) return;
    const { name } = target as HTMLInputElement;
    if (name === codeInput.name || name === chatDigitsField) return;
    event.preventDefault();
    this.#handleSend();
  }

  #handleSend(): void {
    const { state } = this;
    if (!state || resendWaitS(state, Date.now()) > 0) return;
    const fields = chosenMethod(state)?.fields.filter(({ type }) => type !== 'code') ?? [];
    const values = this.#readFields(state, fields);
    if (values) this.#press(({ form }) => form.sendVerificationCode(values));
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    const { state } = this;
    const read = state && this.#readFields(state, fieldsOf(state));
    if (!read) return;
    const { [chatDigitsField]: chatDigits, ...values } = read;
    this.#press(({ step, form }) => {
      if (step === 'create') form.create(values, chatDigits);
      else form.submit(values, chatDigits);
    });
  }

  #handleBack(): void {
    const { state } = this;
    if (!state || state.busy) return;
    this.#hasActed = true;
    state.form.back();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-binding': WechatMpBinding;
  }
}
