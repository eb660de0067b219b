/** Checks a page with axe (https://github.com/dequelabs/axe-core), in light and in dark. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The phone's buttons have English names in every language, which differ from their visible labels. */
const phoneRules = { 'label-content-name-mismatch': { enabled: false } };

/** Each violated rule with its elements; [] if there is none. */
export async function violations(page: Page, except: readonly string[] = []): Promise<string[]> {
  const left = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]));
  const run = `axe.run(document, { rules: ${JSON.stringify({ ...phoneRules, ...left })} })
    .then(({ passes, violations }) =>
      passes.length === 0
        ? ['axe checked nothing']
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
