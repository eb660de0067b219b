/** The contrast between texts and their background, in a page's shadow roots too. */
import type { Page } from 'puppeteer-core';
import { contrast } from './sheet.js';
import type { Rgb } from './sheet.js';

/** An element of the page and its contrast, 1 to 21. */
export interface Contrast {
  readonly name: string;
  readonly ratio: number;
}

/**
 * The contrast of every text, computed from its styles: backgrounds above backgrounds, translucent
 * colours and translucent groups (`opacity`). Unlike axe, it never leaves a text undecided.
 */
export async function textContrasts(page: Page, roots: string): Promise<Contrast[]> {
  const painted = await page.evaluate((selector) => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (!canvas) throw new Error('The page has no canvas.');
    const parse = (css: string): Colour => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = css;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    const over = (top: Colour, below: Colour, alpha = top[3]): Colour => {
      const mix = (index: 0 | 1 | 2) => top[index] * alpha + below[index] * (1 - alpha);
      return [mix(0), mix(1), mix(2), 1];
    };
    const parentOf = (element: Element): Element | null =>
      element.assignedSlot ??
      element.parentElement ??
      (element.getRootNode() as Partial<ShadowRoot>).host ??
      null;

    const paint = (chain: readonly Element[], below: Colour): readonly [Colour, Colour] => {
      const [element, ...rest] = chain;
      if (!element) throw new Error('This text is in no element.');
      const { backgroundColor, color, opacity } = getComputedStyle(element);
      const ground = over(parse(backgroundColor), below);
      const [under, ink] =
        rest.length > 0 ? paint(rest, ground) : [ground, over(parse(color), ground)];
      return [over(under, below, Number(opacity)), over(ink, below, Number(opacity))];
    };

    const found: { name: string; ground: Rgb; ink: Rgb }[] = [];
    const rgb = ([red, green, blue]: Colour): Rgb => [red, green, blue];
    const look = (element: Element): void => {
      if (element.matches('.visually-hidden, style, script')) return;
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
      const text =
        element instanceof HTMLInputElement
          ? /radio|checkbox/.test(element.type)
            ? ''
            : element.name
          : own.map(({ textContent }) => textContent?.trim()).join('');
      if (text && element.getClientRects().length > 0) {
        const chain: Element[] = [];
        for (let at: Element | null = element; at; at = parentOf(at)) chain.unshift(at);
        const [ground, ink] = paint(chain, parse('Canvas'));
        const name = `${element.localName}.${element.className} "${text.slice(0, 40)}"`;
        found.push({ name, ground: rgb(ground), ink: rgb(ink) });
      }
      for (const each of (element.shadowRoot ?? element).children) look(each);
      if (element.shadowRoot) for (const each of element.children) look(each);
    };
    document.querySelectorAll(selector).forEach(look);
    return found;
  }, roots);
  return painted.map(({ name, ground, ink }) => ({ name, ratio: contrast(ground, ink) }));
}
