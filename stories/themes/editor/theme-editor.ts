/** `<theme-editor>`: fields for every custom property, cards that show them, and the CSS to copy. */
import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { readyThemes } from '../ready-themes.js';
import type { ThemeName } from '../ready-themes.js';
import { fieldRow } from './field.js';
import { fields, groups } from './fields.js';
import type { Field, Group } from './fields.js';
import { isComplete, preview } from './preview.js';
import type { Scheme } from './preview.js';
import { isCodeRefused, problemsInPreview } from './problems.js';
import type { Problem } from './problems.js';
import { noTheme, printTheme, readTheme } from './theme.js';
import type { Theme, Value } from './theme.js';
import { words } from './words.js';
import type { Lang, Words } from './words.js';

/** Longer than the transitions of the cards. */
const settledMs = 400;
const maxListed = 8;

export class ThemeEditor extends LitElement {
  static override properties = {
    lang: { type: String },
    theme: { state: true },
    problems: { state: true },
    hasCopied: { state: true },
  };

  declare theme: Theme;
  /** Undefined until the cards are there. */
  declare problems: readonly Problem[] | undefined;
  declare hasCopied: boolean;

  /** Exactly the printed CSS, so that the cards show what it does. */
  readonly #sheet = new CSSStyleSheet();
  /** Another start makes new fields, without what was typed into the old ones. */
  #starts = 0;
  #timer: number | undefined;

  constructor() {
    super();
    this.theme = noTheme;
    this.hasCopied = false;
  }

  /** The cards and their style sheet are in the page, as they will be in the application. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.adoptedStyleSheets.push(this.#sheet);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    document.adoptedStyleSheets = others;
    clearTimeout(this.#timer);
  }

  get css(): string {
    return printTheme(this.theme);
  }

  get #lang(): Lang {
    return this.lang === 'zh-Hans' || this.lang === 'zh-Hant' ? this.lang : 'en';
  }

  protected override updated(changed: ReadonlyMap<PropertyKey, unknown>): void {
    if (!changed.has('theme') && !changed.has('lang')) return;
    this.#sheet.replaceSync(this.css);
    this.hasCopied = false;
    this.#measureSoon();
  }

  #measureSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      if (isComplete(this)) this.problems = problemsInPreview();
      else this.#measureSoon();
    }, settledMs);
  }

  #startFrom(theme: Theme): void {
    this.#starts += 1;
    this.theme = theme;
  }

  #set(field: Field, text?: string, scheme?: Scheme): void {
    const values = new Map(this.theme.values);
    const usual = field.default ?? text ?? '';
    const before: Value = values.get(field.name) ?? { light: usual, dark: usual };
    if (text === undefined) values.delete(field.name);
    else if (scheme) values.set(field.name, { ...before, [scheme]: text });
    else values.set(field.name, { light: text, dark: text });
    this.theme = { ...this.theme, values };
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.css);
      this.hasCopied = true;
    } catch {
      // Without permission, the text is selected, ready to be copied by hand.
      const code = this.querySelector('pre');
      if (code) getSelection()?.selectAllChildren(code);
    }
  }

  #start(word: Words): TemplateResult {
    const choose = ({ target }: Event): void => {
      // The first option stands for no theme, and has the value ''.
      const css = readyThemes[(target as HTMLSelectElement).value as ThemeName] as
        string | undefined;
      this.#startFrom(css === undefined ? noTheme : readTheme(css));
    };
    const read = (): void => {
      this.#startFrom(readTheme(this.querySelector('textarea')?.value ?? ''));
    };
    return html`<label class="start"
        >${word.start}
        <select @change=${choose}>
          <option value="">${word.ownDefault}</option>
          ${Object.keys(readyThemes).map((name) => html`<option value=${name}>${name}.css</option>`)}
        </select></label
      >
      <details class="paste">
        <summary>${word.paste}</summary>
        <textarea rows="5" spellcheck="false" aria-label=${word.css}></textarea>
        <button type="button" @click=${read}>${word.read}</button>
      </details>`;
  }

  #group(group: Group, word: Words): TemplateResult {
    const scope = (scheme: Scheme): Element => this.querySelector(`.scheme.${scheme}`) ?? this;
    const rows = fields
      .filter((field) => field.group === group)
      .map((field) =>
        fieldRow(field, {
          lang: this.#lang,
          words: word,
          value: this.theme.values.get(field.name),
          scope,
          set: (text, scheme) => this.#set(field, text, scheme),
        }),
      );
    return html`<details class="group" ?open=${group === 'colours' || group === 'shape'}>
      <summary>${word.groups[group]}</summary>
      ${
        group === 'colours'
          ? html`<p class="heads" aria-hidden="true">
              <span>${word.light}</span><span>${word.dark}</span>
            </p>`
          : nothing
      }
      <ul>
        ${rows}
      </ul>
    </details>`;
  }

  #contrast(word: Words): TemplateResult {
    const problems = this.problems ?? [];
    const isRefused = isCodeRefused(this, this.theme.values.get('--wechat-mp-code-color')?.light);
    const isFine = this.problems !== undefined && problems.length === 0 && !isRefused;
    return html`<section class="contrast" aria-label=${word.contrast}>
      <p role="status">
        ${isFine ? html`<span aria-hidden="true">✓</span> ${word.enough}` : nothing}
        ${problems.length > 0 ? `${word.contrast}: ${problems.length}` : nothing}
        ${isRefused ? word.badCode : nothing}
      </p>
      <ul>
        ${problems
          .slice(0, maxListed)
          .map(
            ({ scheme, text, ratio, least }) =>
              html`<li>
                <span>${word[scheme]}</span> ${text ? html`“${text}”` : word.icon}:
                ${word.tooLittle(ratio, least)}
              </li>`,
          )}
        ${problems.length > maxListed ? html`<li>…</li>` : nothing}
      </ul>
    </section>`;
  }

  #output(word: Words): TemplateResult {
    const { css } = this;
    return html`<section class="output" aria-label=${word.css}>
      ${css === '' ? html`<p>${word.none}</p>` : html`<pre tabindex="0">${css}</pre>`}
    </section>`;
  }

  protected override render(): TemplateResult {
    const lang = this.#lang;
    const word = words[lang];
    return html`<header>
        <h1>${word.title}</h1>
        <p>${word.intro}</p>
      </header>
      <form class="panel" @submit=${(event: Event) => event.preventDefault()}>
        ${this.#start(word)}
        ${keyed(
          this.#starts,
          groups.map((group) => this.#group(group, word)),
        )}
      </form>
      <div class="show">
        <div class="top">
          ${this.#contrast(word)}
          <span role="status">${this.hasCopied ? word.copied : nothing}</span>
          <button
            type="button"
            class="copy"
            ?disabled=${this.css === ''}
            @click=${() => this.#copy()}
          >
            ${word.copy}
          </button>
        </div>
        ${preview(lang, (scheme) => `${word.preview}, ${word[scheme]}`)} ${this.#output(word)}
      </div>`;
  }
}

customElements.define('theme-editor', ThemeEditor);

declare global {
  interface HTMLElementTagNameMap {
    'theme-editor': ThemeEditor;
  }
}
