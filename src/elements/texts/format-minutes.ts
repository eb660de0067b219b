/**
 * A duration in whole minutes, in a language's own digits and plural: `4 minutes`, `4分钟`.
 * @param lang BCP 47 tag; the browser's language unless given
 */
export function formatMinutes(durationMs: number, lang: string | undefined): string {
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(Math.ceil(durationMs / 60_000));
}
