/** One page with all states and prompts, and the places of their parts in its picture. */
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import type { Rgb } from '../../../../stories/support/contrasts.js';
import type { SetName } from '../../pictures/sets.js';
import type { Studio } from '../../pictures/studio.js';

export { contrast } from '../../../../stories/support/contrasts.js';
export type { Rgb } from '../../../../stories/support/contrasts.js';

/** A place on the whole page, in CSS pixels, which are those of the picture. */
export interface Box {
  /** The card, and the element in it. */
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Sets media features, also those that puppeteer does not know. */
export async function prefer(page: Page, media: Readonly<Record<string, string>>): Promise<void> {
  const session = await page.createCDPSession();
  const features = Object.entries(media).map(([name, value]) => ({ name, value }));
  await session.send('Emulation.setEmulatedMedia', { features });
}

/** Adds rules to a page whose policy allows no inline styles. */
export async function addCss(page: Page, rules: string): Promise<void> {
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
  }, rules);
}

const sheetCss = `
  body { display: block; inline-size: auto; margin: 0; padding: 0; background: Canvas }
  figure { margin: 0 0 24px }`;

/** Opens the page and waits until nothing on it changes any more. */
export async function openSheet(
  studio: Studio,
  media: Readonly<Record<string, string>> = {},
  set: SetName = 'states',
): Promise<Page> {
  const page = await studio.open(set, { lang: 'en', width: 344 });
  await prefer(page, { 'prefers-reduced-motion': 'reduce', ...media });
  await addCss(page, sheetCss);
  await page.evaluate(deep);
  await page.evaluate(() => globalThis.arrange());
  return page;
}

/** Lists all elements below a root, in shadow roots too. Also defines the helper that the test loader needs. */
const deep = `globalThis.__name = (each) => each;
globalThis.deep = function* (root) {
  for (const each of root.querySelectorAll('*')) {
    yield each;
    if (each.shadowRoot) yield* deep(each.shadowRoot);
  }
}`;

/** The places of all visible elements that match a selector. */
export async function boxes(page: Page, selector: string): Promise<Box[]> {
  return (await page.evaluate(`[...document.querySelectorAll('figure')].flatMap((figure) =>
    [...deep(figure)]
      .filter((each) => each.matches(${JSON.stringify(selector)}) && each.checkVisibility())
      .map((each) => {
        const { x, y, width, height } = each.getBoundingClientRect();
        const words = each.textContent.trim().replace(/\\s+/g, ' ').slice(0, 30);
        const name = figure.title + ': ' + each.localName + ' ' + (each.getAttribute('class') ?? '') + ' ' + words;
        return { name, x: x + scrollX, y: y + scrollY, width, height };
      }),
  )`)) as Box[];
}

export async function shootSheet(page: Page): Promise<PNG> {
  // Another variant may have changed the cards since the page was opened.
  await page.evaluate(() => globalThis.arrange());
  const picture = await page.screenshot({ fullPage: true, optimizeForSpeed: true });
  return PNG.sync.read(Buffer.from(picture));
}

export function pixel({ width, data }: PNG, x: number, y: number): Rgb {
  const at = (Math.round(y) * width + Math.round(x)) * 4;
  return [data[at]!, data[at + 1]!, data[at + 2]!];
}

export function cut(sheet: PNG, box: Omit<Box, 'name'>): PNG {
  const [x, y] = [Math.round(box.x), Math.round(box.y)];
  const [width, height] = [Math.round(box.width), Math.round(box.height)];
  const piece = new PNG({ width, height });
  PNG.bitblt(sheet, piece, x, y, width, height, 0, 0);
  return piece;
}

/** The colours of a picture with their number of pixels, the most frequent first. */
export function coloursOf(picture: PNG): readonly (readonly [Rgb, count: number])[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < picture.data.length; at += 4) {
    const key = picture.data.readUIntBE(at, 3);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([key, count]) => [[key >> 16, (key >> 8) & 255, key & 255], count]);
}
