import type { IdentitiesTerms } from '../../locales/terms/identities.js';

/**
 * Formats a date in the visitor's time zone. The region of the page's language counts ("3 May 2026"
 * for en-GB) if our texts are in that language too; otherwise the date is in the language of the texts.
 * @param iso a date and time as in ISO 8601; for anything else the result is empty
 * @param pageLang language tag of the page, well-formed
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
  const [language] = pageLang.split('-');
  const isSameLanguage = language?.toLowerCase() === lang.split('-')[0];
  return new Intl.DateTimeFormat(isSameLanguage ? pageLang : lang, format).format(date);
}
