/** What the question says about the browser that shows the QR code. */
export interface Details {
  readonly browser: string;
  readonly system: string | undefined;
  readonly city: string | undefined;
  readonly atMs: number;
  readonly timeZone: string;
}

export const maxCityGraphemes = 40;
/** A grapheme may consist of any number of code points. */
export const maxCityCodePoints = 80;

/** Such as `Chrome · Windows · 上海 · 2026-02-14 16:30`. */
export function writeDetails({ browser, system, city, atMs, timeZone }: Details): string {
  return [browser, system, city, writeTime(atMs, timeZone)]
    .filter((each) => each !== undefined && each !== '')
    .join(' · ');
}

/** For checks of length. */
export const longestDetails = writeDetails({
  browser: 'x'.repeat(40),
  system: 'x'.repeat(20),
  city: '京'.repeat(maxCityCodePoints),
  atMs: 0,
  timeZone: 'UTC',
});

/** Swedish writes the date as ISO 8601 does, which people read alike in every language. */
function writeTime(atMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(atMs);
}
