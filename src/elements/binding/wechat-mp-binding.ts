/** `<wechat-mp-binding>`: asks whose account a WeChat is to open. */
import { html, LitElement, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { BindingState } from '../../client/state.js';
import type { BindingTerms } from '../../locales/terms/binding.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Field } from '../../protocol/messages.js';
import { clip } from '../shared/account-row.js';
import { animateHeight } from './animate-height.js';
import { chatDigitsField, errorsOf, errorText } from './form-errors.js';
import { inputOf, readForm } from './validate.js';
import type { FormErrors } from './form-errors.js';
import {
  fieldsOf,
  formKey,
  isStepBack,
  chosenMethod,
  promptOf,
  resendWaitS,
} from './derived-state.js';
import { bindingStyles } from './styles/index.js';
import { renderStep } from './view/step.js';
import type { BindingActions } from './view/step.js';
import { followLang, languageOf } from '../texts/language.js';
import { bindingTermsFor } from '../texts/terms.js';

/** A second press within this time, with nothing changed, is the same press. */
const pressMs = 1000;
/** A voice that is told of two things at once forgets one: the focus first, then the news. */
const newsDelayMs = 150;

const noMistakes: FormErrors = new Map();

/**
 * @summary Asks a person whose WeChat is new here: a new account, or one that is there already, and proof of it.
 * @tag wechat-mp-binding
 * @fires {Event} restart - The person wants to scan again.
 * @csspart title - What is asked.
 * @csspart text - One sentence about it.
 * @csspart option - One of the ways on, or one of several accounts.
 * @csspart methods - The choice among methods.
 * @csspart method - One of them.
 * @csspart field - Label, input, hint and error of one field.
 * @csspart label - What the field is for.
 * @csspart input - Where it is typed.
 * @csspart hint - One line of help below.
 * @csspart error - What is wrong with the field, or with the whole.
 * @csspart send - The button that has a code sent.
 * @csspart button - What the form ends with.
 * @csspart back - One step back.
 * @example <wechat-mp-binding></wechat-mp-binding>
 */
export class WechatMpBinding extends LitElement {
  static override styles = bindingStyles;
  static override properties = {
    lang: { reflect: true },
    texts: { attribute: false },
    state: { attribute: false },
  };

  /** The state `binding` of a login. */
  declare state?: BindingState | undefined;
  /** As those of `<wechat-mp-login>`: here the words in `binding` count. */
  declare texts?: TextsOf | undefined;

  #terms: BindingTerms | undefined;
  #wanted: readonly unknown[] = [];
  #mistakes = noMistakes;
  /** What is said of them, once; undefined until it was put into words. */
  #alert: string | undefined = '';
  #alerts = 0;
  #news = '';
  #newsTimer: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;
  /** What was typed, but for secrets, by the name of the field: another form may ask for it too. */
  readonly #drafts = new Map<string, string>();
  #pressed: { readonly state: BindingState; readonly atMs: number } | undefined;
  #picked: string | undefined;
  #sentBy: string | undefined;
  /** Whether the next step is what a press in here led to. */
  #acted = false;
  #isBack = false;
  #drawn: BindingState | undefined;
  #before = { hadFocus: false, heightPx: 0 };
  readonly #actions: BindingActions = {
    choose: (way) => this.#press(({ form }) => form[way]()),
    pick: (choice) =>
      this.#press(({ form }) => {
        this.#picked = choice;
        form.select(choice);
      }),
    method: (method) => this.#handleMethod(method),
    input: (event) => this.#handleInput(event),
    key: (event) => this.#handleKey(event),
    send: () => this.#handleSend(),
    submit: (event) => this.#handleSubmit(event),
    back: () => this.#handleBack(),
    restart: () => this.dispatchEvent(new Event('restart')),
  };

  constructor() {
    super();
    followLang(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The card's own parts, to whoever styles the tag that it stands in.
    if (!this.hasAttribute('exportparts')) {
      this.setAttribute(
        'exportparts',
        'title,text,option,methods,method,field,label,input,hint,error,send,button,back',
      );
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#newsTimer);
    clearInterval(this.#clock);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { state } = this;
    this.#before = {
      hadFocus: this.#drawn ? !!this.shadowRoot?.activeElement : this.#isWhereFocusIs(),
      heightPx: this.hasUpdated ? this.offsetHeight : 0,
    };
    if (changed.has('state') && state) this.#follow(state, changed.get('state'));
    if (this.#alert === undefined && this.#terms) this.#alert = this.#sayMistakes(this.#terms);
  }

  override render(): TemplateResult {
    const { state } = this;
    const terms = this.#terms;
    const isMirrored = getComputedStyle(this).direction === 'rtl';
    const [title, text] = (state && terms?.prompts[promptOf(state)]) ?? ['', ''];
    return html`<div
        class="prompt ${this.#isBack ? 'backward' : ''} ${isMirrored ? 'mirrored' : ''}"
        lang=${terms?.lang ?? nothing}
      >
        <h2 part="title" tabindex="-1">${title}</h2>
        <p part="text">${text}</p>
        ${state && terms ? keyed(state.step, this.#renderStep(state, terms)) : nothing}
      </div>
      <div class="news" role="status">${this.#news}</div>
      <div class="news" role="alert">
        ${keyed(this.#alerts, html`<span>${this.#alert}</span>`)}
      </div>`;
  }

  protected override updated(): void {
    void this.#speak();
    this.#tick();
    const { state } = this;
    if (!state || !this.#terms) return;
    const before = this.#drawn;
    this.#drawn = state;
    if (before && formKey(before) === formKey(state)) {
      if (before !== state) this.#handleAnswer(before, state);
      return;
    }
    for (const [name, draft] of this.#drafts) {
      const input = inputOf(this.#form, name);
      if (input) input.value = draft;
    }
    animateHeight(this, this.#before.heightPx);
    if (before?.step !== state.step) this.#handleStep();
  }

  #renderStep(state: BindingState, terms: BindingTerms): TemplateResult {
    return renderStep({
      state,
      terms,
      mistakes: this.#mistakes,
      picked: this.#picked,
      sentBy: this.#sentBy,
      actions: this.#actions,
    });
  }

  get #form(): HTMLFormElement | null {
    return this.shadowRoot?.querySelector('form') ?? null;
  }

  /** A change that somebody else made: what was refused before counts no longer. */
  #follow(state: BindingState, before: BindingState | undefined): void {
    if (!before || formKey(before) !== formKey(state)) this.#mistakes = noMistakes;
    if (before && before.step !== state.step) this.#isBack = isStepBack(before, state);
    const { problem, sent } = state;
    // A refusal may tell how long to wait too.
    if (sent && !problem && sent !== before?.sent) this.#sentBy = sent.method;
    if (problem === before?.problem) return;
    const names = fieldsOf(state).map(({ name }) => name);
    this.#setMistakes(problem ? errorsOf(problem, names) : noMistakes);
  }

  #setMistakes(mistakes: FormErrors): void {
    this.#mistakes = mistakes;
    this.#alerts += 1;
    this.#alert = undefined;
    this.requestUpdate();
  }

  #sayMistakes(terms: BindingTerms): string {
    const labels = this.state ? fieldsOf(this.state, terms) : [];
    return [...this.#mistakes]
      .map(([name, mistake]) => {
        const label = labels.find((field) => field.name === name)?.label;
        return `${label ? `${clip(label)}: ` : ''}${errorText(mistake, terms)}`;
      })
      .join(' ');
  }

  #announce(news: string): void {
    clearTimeout(this.#newsTimer);
    this.#newsTimer = setTimeout(() => {
      this.#news = news;
      this.requestUpdate();
    }, newsDelayMs);
  }

  /** Only a state that changed, or some time, lets another call through. */
  #press(call: (state: BindingState) => void): void {
    const { state } = this;
    if (!state || state.busy) return;
    const atMs = performance.now();
    if (this.#pressed?.state === state && atMs - this.#pressed.atMs < pressMs) return;
    this.#pressed = { state, atMs };
    this.#acted = true;
    call(state);
  }

  /** The values, or undefined where something is wrong with them, which then is said. */
  #read(state: BindingState, fields: readonly Field[]): Record<string, string> | undefined {
    const form = this.#form;
    if (!form || state.busy) return undefined;
    const { values, mistakes } = readForm(form, fields);
    this.#setMistakes(mistakes);
    const [first] = mistakes.keys();
    if (first === undefined) return { ...values };
    inputOf(form, first)?.focus();
    return undefined;
  }

  /** One look a second, and none while nobody sees it. */
  #tick(): void {
    clearInterval(this.#clock);
    const { state } = this;
    if (!this.isConnected || !state || resendWaitS(state, Date.now()) === 0) return;
    this.#clock = setInterval(() => document.hidden || this.requestUpdate(), 1000);
  }

  #isWhereFocusIs(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.activeElement !== null;
  }

  async #speak(): Promise<void> {
    const { texts } = this;
    const lang = languageOf(this);
    const wanted = [lang, texts];
    if (wanted.every((each, index) => each === this.#wanted[index])) return;
    this.#wanted = wanted;
    try {
      const terms = await bindingTermsFor(lang, texts);
      if (wanted !== this.#wanted) return;
      // What was heard already is not said again in other words.
      if (this.#terms) this.#alert = this.#news = '';
      this.#terms = terms;
      this.requestUpdate();
    } catch {
      // The next change tries again.
      this.#wanted = [];
    }
  }

  /** Into the first field, or onto the title, for who works here already; else only said. */
  #handleStep(): void {
    const goesIn = this.#before.hadFocus || this.#acted;
    this.#acted = false;
    const title = this.shadowRoot?.querySelector('h2');
    const target = this.#form?.querySelector('input') ?? title;
    if (goesIn) target?.focus();
    // The title that has the focus has been read.
    const text = this.shadowRoot?.querySelector('p')?.textContent ?? '';
    this.#announce(goesIn && target === title ? text : `${title?.textContent ?? ''} · ${text}`);
  }

  /** The same form, after something came of it. */
  #handleAnswer(before: BindingState, { busy, sent, problem }: BindingState): void {
    const isSent = sent && !problem && sent !== before.sent;
    if (busy) this.#announce(this.#terms?.busy ?? '');
    else this.#announce(isSent ? (this.#terms?.sent ?? '') : '');
    if (busy) return;
    const goesIn = this.#before.hadFocus || this.#acted;
    this.#acted = false;
    if (!goesIn) return;
    const [wrong] = problem && problem !== before.problem ? this.#mistakes.keys() : [];
    if (wrong) {
      const input = inputOf(this.#form, wrong);
      input?.focus();
      input?.select();
    } else if (isSent) this.#form?.querySelector<HTMLElement>('input.code')?.focus();
  }

  #handleMethod(method: string): void {
    if (!this.state?.busy) this.state?.form.link(method);
    // Where nothing comes of it, the mark goes back.
    this.requestUpdate();
  }

  #handleInput({ target }: Event): void {
    const { name, type, value } = target as HTMLInputElement;
    const field = this.state && fieldsOf(this.state).find((each) => each.name === name);
    const isSecret = type === 'password' || (field?.type === 'code' && name !== chatDigitsField);
    if (field && !isSecret) this.#drafts.set(name, value);
    if (!this.#mistakes.has(name)) return;
    this.#mistakes = new Map([...this.#mistakes].filter(([each]) => each !== name));
    // It was said; whoever reads on is not to come upon it.
    this.#alert = '';
    this.requestUpdate();
  }

  /** Before there is a code, Enter in the fields that it needs asks for one. */
  #handleKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing) return;
    const { state } = this;
    const code = this.#form?.querySelector<HTMLInputElement>('input.code');
    const { name } = event.target as HTMLInputElement;
    if (!state || !code || code.name === chatDigitsField || code.value) return;
    // It has its own meaning on buttons, and in the fields of digits.
    if (event.target instanceof HTMLButtonElement || name === code.name || name === chatDigitsField)
      return;
    event.preventDefault();
    this.#handleSend();
  }

  #handleSend(): void {
    const { state } = this;
    if (!state || resendWaitS(state, Date.now()) > 0) return;
    const fields = chosenMethod(state)?.fields.filter(({ type }) => type !== 'code') ?? [];
    const values = this.#read(state, fields);
    if (values) this.#press(({ form }) => form.sendCode(values));
  }

  #handleSubmit(event: Event): void {
    event.preventDefault();
    const { state } = this;
    if (!state) return;
    const read = this.#read(state, fieldsOf(state));
    if (!read) return;
    const { [chatDigitsField]: digits, ...values } = read;
    this.#press(({ step, form }) => {
      if (step === 'create') form.create(values);
      else form.submit(values, digits);
    });
  }

  #handleBack(): void {
    const { state } = this;
    if (!state || state.busy) return;
    this.#acted = true;
    state.form.back();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'wechat-mp-binding': WechatMpBinding;
  }
}
