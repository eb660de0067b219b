/** The ready themes under WCAG 2.2 (https://www.w3.org/TR/WCAG22/): contrast of texts and controls, and focus. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { openStudio } from '../../support/pictures/studio.js';
import type { Studio } from '../../support/pictures/studio.js';
import { controlContrasts, textContrasts } from '../../support/e2e/looks/contrast.js';
import type { Contrast } from '../../support/e2e/looks/contrast.js';
import { addCss, openSheet, prefer, shootSheet } from '../../support/e2e/looks/sheet.js';
import { focusMarks, ringContrasts, setVariant } from '../../support/e2e/looks/sheet-looks.js';

const folder = 'src/themes';
const names = readdirSync(folder).filter((name) => name.endsWith('.css'));
const schemes = ['light', 'dark'] as const;
/** Minimum contrast of graphics and controls (WCAG 2.2, 1.4.11) and of text (1.4.3). */
const minContrast = 3;
const minTextContrast = 4.5;

const below = (limit: number, found: readonly Contrast[]): readonly Contrast[] =>
  found.filter(({ ratio }) => ratio < limit);

describe('a ready theme', () => {
  let studio: Studio;
  let page: Page;
  before(async () => void (studio = await openStudio([])));
  after(() => studio.stop());
  afterEach(() => page.close());

  test('that is too pale is found', async () => {
    page = await openSheet(studio, { 'prefers-color-scheme': 'light' });
    await addCss(page, 'wechat-mp-login { --wechat-mp-text: #999; --wechat-mp-accent: #eee }');
    assert.ok(below(minTextContrast, await textContrasts(page, 'wechat-mp-login')).length > 100);
    assert.ok(below(minContrast, await ringContrasts(page, await shootSheet(page))).length > 0);
    assert.ok(below(minContrast, await controlContrasts(page, 'wechat-mp-login')).length > 0);
  });

  for (const name of names) {
    const css = readFileSync(`${folder}/${name}`, 'utf8');
    for (const scheme of schemes) {
      test(`${name} has enough contrast in every state and prompt, ${scheme}`, async () => {
        page = await openSheet(studio, { 'prefers-color-scheme': scheme });
        const corner = `getComputedStyle(document.querySelector('wechat-mp-login').shadowRoot
          .querySelector('[part=card]')).borderTopLeftRadius`;
        const before = await page.evaluate(corner);
        await addCss(page, css);
        assert.notEqual(await page.evaluate(corner), before, 'the theme applies');
        for (const variant of ['card', 'compact'] as const) {
          await setVariant(page, variant);
          const texts = await textContrasts(page, 'wechat-mp-login');
          assert.ok(texts.length > 100);
          assert.deepEqual(below(minTextContrast, texts), [], variant);
          const rings = await ringContrasts(page, await shootSheet(page));
          assert.ok(rings.length > 1);
          assert.deepEqual(below(minContrast, rings), [], variant);
          const controls = await controlContrasts(page, 'wechat-mp-login');
          assert.ok(controls.length > 20);
          assert.deepEqual(below(minContrast, controls), [], variant);
        }
        const marks = await focusMarks(page, minContrast);
        assert.ok(marks.length > 8);
        assert.deepEqual(
          marks.filter(({ isVisible }) => !isVisible),
          [],
        );
      });

      test(`${name} has enough contrast in the button, ${scheme}`, async () => {
        page = await studio.open('buttons', { lang: 'en', width: 344 });
        await prefer(page, { 'prefers-color-scheme': scheme });
        await addCss(page, css);
        const texts = await textContrasts(page, 'wechat-mp-login-button');
        assert.equal(texts.length, 2);
        assert.deepEqual(below(minTextContrast, texts), []);
      });
    }
  }
});
