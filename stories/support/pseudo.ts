/**
 * A pseudo language, to find texts that are not translatable: English with an accent on every letter, a
 * third longer, in brackets. It uses the public property `texts`:
 *
 *     element.texts = pseudoTexts;
 *
 * `pseudoState` and `accent` do the same to the texts of a backend (labels, hints, names of accounts).
 * Its language tag is Greek, because `Intl` then formats units and dates in letters that are not
 * ASCII. That also finds formats that ignore `lang`.
 */
import { terms as afterQrCode } from 'wechat-mp-login/locales/en/after-qr-code';
import { terms as binding } from 'wechat-mp-login/locales/en/binding';
import { terms } from 'wechat-mp-login/locales/en/login';
import { terms as doors } from 'wechat-mp-login/locales/en/doors';
import { terms as identities } from 'wechat-mp-login/locales/en/identities';
import type { LoginState, Texts } from 'wechat-mp-login';
import type { BindingOption } from 'wechat-mp-login/protocol';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀçđéƒğĥíĵķłɱñóþɋřšťúṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶŁṀÑÖÞɊŘŠŤÛṼŴẊÝŽ';
const accents = new Map(Array.from(plain, (letter, index) => [letter, accented.charAt(index)]));

/** How much longer sentences in German or Finnish are than in English. */
const growth = 0.35;

/** Marks around values that are inserted into a sentence, so that they are not accented. */
const [from, to] = ['\u{e000}', '\u{e001}'];
const inserted = /(\u{e000}.*?\u{e001})/su;

/** Accents each letter of a sentence, makes it a third longer and puts it in brackets. */
export function accent(text: string): string {
  if (!text) return text;
  const parts = text.split(inserted).map((part) => {
    if (part.startsWith(from)) return part.slice(1, -1);
    return part.replace(/[a-z]/giu, (letter) => accents.get(letter) ?? letter);
  });
  const more = Math.ceil(text.length * growth);
  const padding = 'ø'.repeat(more).match(/ø{1,6}/gu) ?? [];
  return `⟦${parts.join('')} ${padding.join(' ')}⟧`;
}

/** Marks strings that are inserted into a sentence. `kind` only selects a wording, so it stays as it is. */
function markInserted(value: unknown): unknown {
  if (typeof value === 'string') return value && `${from}${value}${to}`;
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === 'kind' ? each : markInserted(each)]),
  );
}

/** Accents every sentence of some texts, also those that functions return. */
export function pseudo<T>(texts: T): T {
  if (typeof texts === 'string') return accent(texts) as T;
  if (typeof texts === 'function') {
    // Every function among the texts returns a string.
    const format = texts as unknown as (...given: unknown[]) => string;
    return ((...given: unknown[]) => accent(format(...given.map(markInserted)))) as T;
  }
  if (Array.isArray(texts)) return texts.map(pseudo) as T;
  const entries: [string, unknown][] = Object.entries(texts as object);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === 'lang' ? 'el' : pseudo(each)]),
  ) as T;
}

/** All texts of all tags. */
export const pseudoTexts: Texts = {
  ...pseudo(terms),
  binding: pseudo({ ...binding, ...afterQrCode }),
  doors: pseudo(doors),
  identities: pseudo(identities),
};

/** Accents the texts of an option and of its fields. */
export function pseudoOption<T extends BindingOption>(option: T): T {
  return {
    ...option,
    ...('label' in option && { label: accent(option.label) }),
    ...(option.fields && {
      fields: option.fields.map((field) => ({
        ...field,
        label: accent(field.label),
        ...(field.hint && { hint: accent(field.hint) }),
      })),
    }),
  };
}

/** Accents the texts in a state that come from its backend. */
export function pseudoState(state: LoginState): LoginState {
  if (state.type === 'error' && state.sentence)
    return { ...state, sentence: accent(state.sentence) };
  if (state.type !== 'binding') return state;
  const { options, accounts, ...others } = state;
  return {
    ...others,
    options: options.map(pseudoOption),
    ...(accounts && { accounts: accounts.map((each) => ({ ...each, name: accent(each.name) })) }),
  };
}
