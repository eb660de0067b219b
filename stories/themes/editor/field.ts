/** One field of the editor: a custom property, with what suits its kind. */
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { resolve, withAlpha } from './colours.js';
import type { Field } from './fields.js';
import type { Scheme } from './preview.js';
import type { Value } from './theme.js';
import { shortName } from './words.js';
import type { Lang, Words } from './words.js';

/** The CSS property that takes such a value, to find mistakes, and the ends of its slider in px or per cent. */
const kinds = {
  colour: { css: 'color' },
  font: { css: 'font-family' },
  shadow: { css: 'box-shadow' },
  space: { css: 'padding' },
  corner: { css: 'border-radius', unit: 'px', min: 0, max: 48 },
  length: { css: 'width', unit: 'px', min: 120, max: 480 },
  share: { css: 'width', unit: '%', min: 8, max: 22 },
} as const;

export interface FieldContext {
  readonly lang: Lang;
  readonly words: Words;
  readonly value: Value | undefined;
  /** A place in this scheme, to resolve colours. */
  readonly scope: (scheme: Scheme) => Element;
  /** Sets the value of a scheme, or of both; without one, resets the property. */
  readonly set: (value?: string, scheme?: Scheme) => void;
}

/** The listeners below are those of inputs. */
const inputOf = ({ target }: Event): HTMLInputElement => target as HTMLInputElement;

function text(field: Field, label: string, context: FieldContext, scheme?: Scheme): TemplateResult {
  const value = context.value?.[scheme ?? 'light'] ?? '';
  const enter = (event: Event): void => {
    const input = inputOf(event);
    const entered = input.value.trim();
    const isValid = entered === '' || CSS.supports(kinds[field.kind].css, entered);
    input.setAttribute('aria-invalid', String(!isValid));
    if (isValid) context.set(entered || undefined, scheme);
  };
  return html`<input
    class="text"
    type="text"
    spellcheck="false"
    autocomplete="off"
    aria-label=${label}
    placeholder=${field.default ?? '–'}
    .value=${value}
    @change=${enter}
    @input=${enter}
  />`;
}

function colour(field: Field, context: FieldContext, scheme?: Scheme): TemplateResult {
  const { lang, words, value } = context;
  const side = scheme ?? 'light';
  const name = shortName(field.name, lang);
  const label = scheme ? `${name}, ${words[scheme]}` : name;
  const now = resolve(value?.[side] ?? field.default ?? 'Canvas', context.scope(side));
  const pick = (event: Event): void =>
    context.set(withAlpha(inputOf(event).value, now?.alpha ?? 1), scheme);
  return html`<span class="pick">
    <input type="color" aria-label=${label} .value=${now?.hex ?? '#000000'} @input=${pick} />
    ${text(field, `${label}, CSS`, context, scheme)}
  </span>`;
}

function slider(field: Field, context: FieldContext): TemplateResult {
  const kind = kinds[field.kind];
  if (!('unit' in kind)) return html`${nothing}`;
  const { unit, min, max } = kind;
  const value = Number.parseFloat(context.value?.light ?? field.default ?? '');
  const move = (event: Event): void => context.set(`${inputOf(event).value}${unit}`);
  return html`<input
    type="range"
    min=${min}
    max=${max}
    aria-label=${shortName(field.name, context.lang)}
    .value=${String(Number.isNaN(value) ? min : value)}
    @input=${move}
  />`;
}

function inputs(field: Field, context: FieldContext): TemplateResult {
  if (field.hasSchemes) {
    return html`${colour(field, context, 'light')}${colour(field, context, 'dark')}`;
  }
  if (field.kind === 'colour') return colour(field, context);
  const name = shortName(field.name, context.lang);
  const hasSlider = 'unit' in kinds[field.kind];
  return html`${slider(field, context)} ${text(field, hasSlider ? `${name}, CSS` : name, context)}`;
}

export function fieldRow(field: Field, context: FieldContext): TemplateResult {
  const name = shortName(field.name, context.lang);
  return html`<li data-property=${field.name} class=${field.kind}>
    <div class="label">
      <b title=${field.description}>${name}</b>
      <code>${field.name.replace('--wechat-mp-', '')}</code>
      <button
        type="button"
        class="reset"
        aria-label=${context.words.reset(name)}
        ?hidden=${!context.value}
        @click=${() => context.set()}
      >
        ↺
      </button>
    </div>
    <div class="inputs">${inputs(field, context)}</div>
  </li>`;
}
