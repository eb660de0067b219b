/**
 * A duration in whole minutes, or hours if it is long, in a language's own digits and plural:
 * `4 minutes`, `4分钟`.
 * @param lang BCP 47 tag; the browser's language unless given
 */
export function formatWait(durationMs: number, lang: string | undefined): string {
  const minutes = Math.ceil(durationMs / 60_000);
  const isLong = minutes > 90;
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: isLong ? 'hour' : 'minute',
    unitDisplay: 'long',
  }).format(isLong ? Math.ceil(minutes / 60) : minutes);
}
