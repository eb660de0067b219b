/** The words of the binding prompts, loaded when needed, and the numbers in them. */
import type { BindingTerms, Plural } from '../../locales/terms/binding.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { scriptOf } from '../texts/language.js';

/** English where a language is not there yet, with what the page says in its own words. */
export async function bindingTermsFor(lang: string, texts?: TextsOf): Promise<BindingTerms> {
  const script = scriptOf(lang);
  const { terms } = await (script === 'hant'
    ? import('../../locales/zh-hant/binding.js')
    : script
      ? import('../../locales/zh-hans/binding.js')
      : import('../../locales/en/binding.js'));
  if (!texts) return terms;
  const { withTexts } = await import('../texts/merge.js');
  return withTexts(terms, texts, lang, 'binding');
}

/** A whole number, in the digits of its language. */
export const whole = (count: number, lang: string): string =>
  new Intl.NumberFormat(lang).format(count);

/** The same in a sentence, in the plural that it asks for. */
export function counted(plural: Plural, count: number, lang: string): string {
  const rule = new Intl.PluralRules(lang).select(count);
  return (plural[rule] ?? plural.other).replace('#', whole(count, lang));
}

/** How long that is, as a language says it: seconds below two minutes, then whole minutes. */
export function duration(ms: number, lang: string): string {
  const seconds = Math.ceil(ms / 1000);
  const [unit, count] = seconds < 120 ? ['second', seconds] : ['minute', Math.ceil(seconds / 60)];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
