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

/** Such as `Chrome · Windows · 上海 · 16:30`. The chat itself shows the day. */
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

/** With 24 hours, as Swedish writes it and everybody reads it. */
function writeTime(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, timeStyle: 'short' }).format(atMs);
}
