/** What axe has to say about a page, in light and in dark. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The phone's buttons have the same names in every language: what it shows of them is no match. */
const demoNames = { 'label-content-name-mismatch': { enabled: false } };

/** Each rule that is broken, with the elements; [] where all is well. */
export async function violations(page: Page, but: readonly string[] = []): Promise<string[]> {
  const left = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]));
  const run = `axe.run(document, { rules: ${JSON.stringify({ ...demoNames, ...left })} })
    .then(({ passes, violations }) =>
      passes.length === 0
        ? ['nothing was looked at']
        : violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')),
    )`;
  const all: string[] = [];
  for (const scheme of ['light', 'dark']) {
    await page.emulateMediaFeatures([
      { name: 'prefers-reduced-motion', value: 'reduce' },
      { name: 'prefers-color-scheme', value: scheme },
    ]);
    await page.evaluate(axe);
    const found = (await page.evaluate(run)) as string[];
    all.push(...found.map((each) => `${scheme}: ${each}`));
  }
  return all;
}
