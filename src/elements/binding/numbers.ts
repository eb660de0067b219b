/** Numbers as a language writes them, for the sentences of the binding prompts. */
import type { Plural } from '../../locales/terms/binding.js';

/** Formats a whole number in the digits of the language. */
export function formatNumber(count: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(count);
}

/** Fills the number into the plural form that the language uses for it. */
export function formatPlural(plural: Plural, count: number, lang: string): string {
  const rule = new Intl.PluralRules(lang).select(count);
  return (plural[rule] ?? plural.other).replace('#', formatNumber(count, lang));
}

/** Formats a duration: in seconds if it is shorter than two minutes, otherwise in whole minutes. */
export function formatDuration(ms: number, lang: string): string {
  const seconds = Math.ceil(ms / 1000);
  const [unit, count] = seconds < 120 ? ['second', seconds] : ['minute', Math.ceil(seconds / 60)];
  return new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}
