/**
 * A language that nobody speaks, to find what was left in another: English with an accent on every
 * letter, a third longer, between brackets. Through `texts`, as any page may do it:
 *
 *     element.texts = pseudoTexts;
 *
 * What a backend says (labels, hints, names of accounts) has its own accent by `pseudoState`, or by
 * `accent` for one word. Its tag is that of Greek, so that `Intl` writes units and dates in letters
 * that are no ASCII: a format that does not follow `lang` is then found too.
 */
import { terms as binding } from 'wechat-mp-login/locales/en/binding';
import { terms } from 'wechat-mp-login/locales/en/login';
import { terms as identities } from 'wechat-mp-login/locales/en/identities';
import type { LoginState, Texts } from 'wechat-mp-login';
import type { BindingOption } from 'wechat-mp-login/protocol';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀçđéƒğĥíĵķłɱñóþɋřšťúṽŵẋýžÅƁÇĐÉƑĞĤÎĴĶŁṀÑÖÞɊŘŠŤÛṼŴẊÝŽ';
const accents = new Map(Array.from(plain, (letter, index) => [letter, accented.charAt(index)]));

/** How much longer than English others are: German and Finnish need about that for a sentence. */
const growth = 0.35;

/** Around what a sentence was given, which has its own words. */
const [from, to] = ['\u{e000}', '\u{e001}'];
const given = /(\u{e000}.*?\u{e001})/su;

/** One sentence: each letter with an accent, a third longer, between brackets. */
export function accent(text: string): string {
  if (!text) return text;
  const parts = text.split(given).map((part) => {
    if (part.startsWith(from)) return part.slice(1, -1);
    return part.replace(/[a-z]/giu, (letter) => accents.get(letter) ?? letter);
  });
  const more = Math.ceil(text.length * growth);
  const words = 'ø'.repeat(more).match(/ø{1,6}/gu) ?? [];
  return `⟦${parts.join('')} ${words.join(' ')}⟧`;
}

/** What is put into a sentence; a word that it only looks at stays as it is. */
function mark(value: unknown): unknown {
  if (typeof value === 'string') return value && `${from}${value}${to}`;
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === 'kind' ? each : mark(each)]),
  );
}

/** The same terms, each sentence accented, also what a function says; what it was given stays. */
export function pseudo<T>(words: T): T {
  if (typeof words === 'string') return accent(words) as T;
  if (typeof words === 'function') {
    const says = words as unknown as (...about: unknown[]) => string;
    return ((...about: unknown[]) => accent(says(...about.map(mark)))) as T;
  }
  if (Array.isArray(words)) return words.map(pseudo) as T;
  const entries: [string, unknown][] = Object.entries(words as object);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, key === 'lang' ? 'el' : pseudo(each)]),
  ) as T;
}

/** Every word of every tag. */
export const pseudoTexts: Texts = {
  ...pseudo(terms),
  binding: pseudo(binding),
  identities: pseudo(identities),
};

/** A way on with an accent on its words, and on those of its fields. */
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

/** A state with an accent on what its backend said. */
export function pseudoState(state: LoginState): LoginState {
  if (state.type !== 'binding') return state;
  const { options, accounts, ...others } = state;
  return {
    ...others,
    options: options.map(pseudoOption),
    ...(accounts && { accounts: accounts.map((each) => ({ ...each, name: accent(each.name) })) }),
  };
}
