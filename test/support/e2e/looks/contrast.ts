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
export function textContrasts(page: Page, roots: string): Promise<Contrast[]> {
  return contrasts(page, roots, 'texts');
}

/**
 * The contrast of every icon with what is behind it, and of every field's border with what is inside or
 * outside of it, whichever differs more.
 */
export function controlContrasts(page: Page, roots: string): Promise<Contrast[]> {
  return contrasts(page, roots, 'controls');
}

async function contrasts(
  page: Page,
  roots: string,
  kind: 'texts' | 'controls',
): Promise<Contrast[]> {
  // The test loader needs this helper.
  await page.evaluate('globalThis.__name ??= (each) => each');
  const painted = await page.evaluate(
    ({ selector, ofControls }) => {
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

      const paint = (
        chain: readonly Element[],
        below: Colour,
        css: string,
      ): readonly [Colour, Colour] => {
        const [element, ...rest] = chain;
        if (!element) throw new Error('This text is in no element.');
        const { backgroundColor, opacity } = getComputedStyle(element);
        const ground = over(parse(backgroundColor), below);
        const [under, ink] =
          rest.length > 0 ? paint(rest, ground, css) : [ground, over(parse(css), ground)];
        return [over(under, below, Number(opacity)), over(ink, below, Number(opacity))];
      };

      const found: { name: string; grounds: Rgb[]; ink: Rgb }[] = [];
      const rgb = ([red, green, blue]: Colour): Rgb => [red, green, blue];
      const grounds = (element: Element, css: string): readonly [Colour, Colour] => {
        const chain: Element[] = [];
        for (let at: Element | null = element; at; at = parentOf(at)) chain.unshift(at);
        return paint(chain, parse('Canvas'), css);
      };
      /** @param css the colour of what is drawn in the element, or around it if there is an outside */
      const add = (element: Element, css: string, text: string, outside?: Element | null): void => {
        const [ground, ink] = grounds(element, css);
        const others = outside ? [grounds(outside, css)[0]] : [];
        const name = `${element.localName}.${element.getAttribute('class') ?? ''} "${text}"`;
        found.push({ name, grounds: [ground, ...others].map(rgb), ink: rgb(ink) });
      };
      const lookAtText = (element: Element): void => {
        const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        const text =
          element instanceof HTMLInputElement
            ? /radio|checkbox/.test(element.type)
              ? ''
              : element.name
            : own.map(({ textContent }) => textContent?.trim()).join('');
        if (text) add(element, getComputedStyle(element).color, text.slice(0, 40));
      };
      const lookAtControl = (element: Element): void => {
        const { borderTopColor, color } = getComputedStyle(element);
        const isIcon = element instanceof SVGElement && element.matches('svg:not(.code, .ring)');
        if (isIcon) add(element, color, '');
        const isField = element instanceof HTMLInputElement && !/radio|checkbox/.test(element.type);
        if (isField) add(element, borderTopColor, element.name, parentOf(element));
      };
      const look = (element: Element): void => {
        if (element.matches('.visually-hidden, style, script')) return;
        const isDrawn = element.getClientRects().length > 0;
        if (isDrawn) (ofControls ? lookAtControl : lookAtText)(element);
        for (const each of (element.shadowRoot ?? element).children) look(each);
        if (element.shadowRoot) for (const each of element.children) look(each);
      };
      document.querySelectorAll(selector).forEach(look);
      return found;
    },
    { selector: roots, ofControls: kind === 'controls' },
  );
  return painted.map(({ name, grounds, ink }) => ({
    name,
    ratio: Math.max(...grounds.map((ground) => contrast(ground, ink))),
  }));
}
