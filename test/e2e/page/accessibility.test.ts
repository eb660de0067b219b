/** Every state and every prompt, for those who see, read, move or press otherwise. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import jsqr from 'jsqr';
import type { Page } from 'puppeteer-core';
import { sampleUrl } from '../../../stories/support/sample-states.js';
import { openStudio } from '../../support/pictures/studio.js';
import type { Studio } from '../../support/pictures/studio.js';
import { horizontalOverflow } from '../../support/e2e/page/browser.js';
import { textContrasts } from '../../support/e2e/looks/contrast.js';
import { clipped, outOfViewWhenFocused } from '../../support/e2e/looks/fits.js';
import {
  boxes,
  coloursOf,
  contrast,
  cut,
  openSheet,
  pixel,
  prefer,
  shootSheet,
} from '../../support/e2e/looks/sheet.js';
import {
  focusMarks,
  animationsIn,
  overlapping,
  ringContrasts,
  setVariant,
} from '../../support/e2e/looks/sheet-looks.js';

const tags = 'wechat-mp-login';
const themes = ['light', 'dark'] as const;
const variants = ['card', 'compact', 'bare'] as const;
/** WCAG 2.2: what is not text (1.4.11), and what is (1.4.3). */
const enough = 3;
const enoughForText = 4.5;

describe('every state and every prompt', () => {
  let studio: Studio;
  let page: Page;
  const open = async (media?: Readonly<Record<string, string>>): Promise<void> => {
    page = await openSheet(studio, media);
  };
  before(async () => void (studio = await openStudio([])));
  after(() => studio.stop());
  afterEach(() => page.close());

  test('stands still, and comes without a movement, where none is wanted', async () => {
    await open();
    assert.deepEqual(await animationsIn(page), []);
    await prefer(page, { 'prefers-reduced-motion': 'no-preference' });
    const usual = (await animationsIn(page)).join(' ');
    for (const name of ['run', 'wait', 'spin', 'enter', 'opacity', 'script']) {
      assert.ok(usual.includes(name), `${name}, for everybody else`);
    }
  });

  for (const theme of themes) {
    test(`is seen in forced colours, ${theme}`, async () => {
      await open({ 'forced-colors': 'active', 'prefers-color-scheme': theme });
      const picture = await shootSheet(page);
      const ground = pixel(picture, 2, 2);
      assert.deepEqual(ground, theme === 'dark' ? [0, 0, 0] : [255, 255, 255]);

      const codes = await boxes(page, 'svg.code:not([aria-hidden=true])');
      assert.ok(codes.length > 1);
      for (const box of codes) {
        const code = cut(picture, box);
        const { data, width, height } = code;
        const options = { inversionAttempts: 'dontInvert' } as const;
        const read = jsqr(new Uint8ClampedArray(data), width, height, options);
        assert.equal(read?.data, sampleUrl, box.name);
        const [paper, ink] = coloursOf(code);
        assert.deepEqual([paper?.[0].join(), ink?.[0].join()], ['255,255,255', '0,0,0'], box.name);
      }

      const buttons = await boxes(page, 'button');
      assert.ok(buttons.length > 20);
      const unseen = buttons.filter(({ x, y, height }) => {
        // Across the middle of its edge, from outside.
        const across = [0, 1, 2].map((inward) => pixel(picture, x + inward, y + height / 2));
        const outside = pixel(picture, x - 2, y + height / 2);
        return across.every((colour) => contrast(colour, outside) < enough);
      });
      assert.deepEqual(unseen, [], 'buttons without an edge');

      const icons = await boxes(page, 'svg:not(.code, .ring)');
      assert.ok(icons.length > 20);
      const lost = icons.filter((box) => {
        const [ground, ...others] = coloursOf(cut(picture, box)).map(([colour]) => colour);
        return !ground || others.every((colour) => contrast(colour, ground) < enough);
      });
      assert.deepEqual(lost, [], 'icons that are not seen');
      const rings = await ringContrasts(page, picture);
      assert.deepEqual(
        rings.filter(({ ratio }) => ratio < enough),
        [],
      );
    });

    test(`has words and a time left that are told from their ground, ${theme}`, async () => {
      await open({ 'prefers-color-scheme': theme });
      for (const variant of variants) {
        await setVariant(page, variant);
        const texts = await textContrasts(page, tags);
        assert.ok(texts.length > 100);
        assert.deepEqual(
          texts.filter(({ ratio }) => ratio < enoughForText),
          [],
          variant,
        );
        const rings = await ringContrasts(page, await shootSheet(page));
        assert.ok(rings.length > 1);
        assert.deepEqual(
          rings.filter(({ ratio }) => ratio < enough),
          [],
          variant,
        );
      }
    });

    test(`shows where the focus is, ${theme}`, async () => {
      await open({ 'prefers-color-scheme': theme });
      const marks = await focusMarks(page, enough);
      assert.ok(marks.length > 8);
      assert.deepEqual(
        marks.filter(({ isSeen }) => !isSeen),
        [],
      );
    });
  }

  for (const variant of variants) {
    test(`fits a window of 320 by 256 px, which is 400 %, as ${variant}`, async () => {
      await open();
      await setVariant(page, variant);
      await page.setViewport({ width: 320, height: 256 });
      assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
      assert.deepEqual(await clipped(page, tags), []);
      assert.deepEqual(
        await outOfViewWhenFocused(page, 'figure'),
        [],
        'all that has the focus is to be seen',
      );
      assert.deepEqual(await overlapping(page), []);
      // Larger than 24 by 24 px, which WCAG asks for (2.5.8).
      const small = (
        await boxes(page, 'button, a, input:not([type=radio]), [part=method] input')
      ).filter(({ width, height }) => height < 44 || width < 44);
      assert.deepEqual(small, [], 'targets below 44 px');
    });

    test(`keeps its words apart and whole with more space in them, as ${variant}`, async () => {
      await open();
      await setVariant(page, variant);
      // WCAG 1.4.12, by what a page can say.
      await page.addStyleTag({
        content: `${tags} { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em }`,
      });
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 800 });
        assert.deepEqual(await clipped(page, tags), []);
        assert.deepEqual(await overlapping(page), []);
      }
    });
  }
});
