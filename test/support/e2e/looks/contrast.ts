/** The contrast between texts and their background, in a page's shadow roots too. */
import type { Page } from 'puppeteer-core';
import { paintedIn, ratioOf } from '../../../../stories/support/contrasts.js';

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
  selector: string,
  kind: 'texts' | 'controls',
): Promise<Contrast[]> {
  // The test loader needs this helper.
  await page.evaluate('globalThis.__name ??= (each) => each');
  const painted = await page.evaluate(paintedIn, { selector, ofControls: kind === 'controls' });
  return painted.map((each) => ({ name: each.name, ratio: ratioOf(each) }));
}
