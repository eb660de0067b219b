import type { Plural } from '../../locales/terms/binding.js';

/** A whole number, in the digits of its language. */
export const formatNumber = (count: number, lang: string): string =>
  new Intl.NumberFormat(lang).format(count);

/** The same in a sentence, in the plural that it asks for. */
export function formatPlural(plural: Plural, count: number, lang: string): string {
  const rule = new Intl.PluralRules(lang).select(count);
  return (plural[rule] ?? plural.other).replace('#', formatNumber(count, lang));
}

/** How long that is, as a language says it: seconds below two minutes, then whole minutes. */
export function formatDuration(ms: number, lang: string): string {
  const seconds = Math.ceil(ms / 1000);
  const [unit, count] = seconds < 120 ? ['second', seconds] : ['minute', Math.ceil(seconds / 60)];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
