import type { IdentitiesTerms } from '../../locales/terms/identities.js';

/**
 * The day of a moment where the person is: as the page's language writes it ("3 May 2026" for
 * en-GB) where the words are of that language too. Empty for what is no moment.
 */
export function formatDay(
  iso: string,
  pageLang: string,
  { lang }: IdentitiesTerms,
  withTime = false,
): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return '';
  const format: Intl.DateTimeFormatOptions = {
    dateStyle: 'long',
    ...(withTime ? { timeStyle: 'short' } : {}),
  };
  const [wanted] = pageLang.split('-');
  try {
    const own = wanted?.toLowerCase() === lang.split('-')[0] ? pageLang : lang;
    return new Intl.DateTimeFormat(own, format).format(date);
  } catch {
    // A tag that is none, such as "en-".
    return new Intl.DateTimeFormat(lang, format).format(date);
  }
}
