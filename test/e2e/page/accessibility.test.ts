/**
 * Every state and every prompt under WCAG 2.2 (https://www.w3.org/TR/WCAG22/): contrast, motion, focus,
 * zoom and text spacing.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import jsqr from 'jsqr';
import type { Page } from 'puppeteer-core';
import { sampleUrl } from '../../../stories/support/samples/states.js';
import { openStudio } from '../../support/pictures/studio.js';
import type { Studio } from '../../support/pictures/studio.js';
import { horizontalOverflow } from '../../support/e2e/page/browser.js';
import { textContrasts } from '../../support/e2e/looks/contrast.js';
import { clipped, outOfViewWhenFocused } from '../../support/e2e/looks/fits.js';
import {
  addCss,
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
/** Minimum contrast of graphics (WCAG 2.2, 1.4.11) and of text (1.4.3). */
const minContrast = 3;
const minTextContrast = 4.5;

describe('every state and every prompt', () => {
  let studio: Studio;
  let page: Page;
  const open = async (media?: Readonly<Record<string, string>>): Promise<void> => {
    page = await openSheet(studio, media);
  };
  before(async () => void (studio = await openStudio([])));
  after(() => studio.stop());
  afterEach(() => page.close());

  test('does not move if the visitor prefers reduced motion', async () => {
    await open();
    assert.deepEqual(await animationsIn(page), []);
    await prefer(page, { 'prefers-reduced-motion': 'no-preference' });
    const expected = ['run', 'wait', 'spin', 'enter', 'opacity', 'script'];
    let missing = expected;
    // A short one may begin and end between two frames of a busy machine.
    for (let tries = 0; tries < 5 && missing.length > 0; tries++) {
      const usual = (await animationsIn(page)).join(' ');
      missing = missing.filter((name) => !usual.includes(name));
    }
    assert.deepEqual(missing, [], 'these move for everyone else');
  });

  for (const theme of themes) {
    test(`is visible in forced colours, ${theme}`, async () => {
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
        // Goes across the middle of the edge, from outside.
        const across = [0, 1, 2].map((inward) => pixel(picture, x + inward, y + height / 2));
        const outside = pixel(picture, x - 2, y + height / 2);
        return across.every((colour) => contrast(colour, outside) < minContrast);
      });
      assert.deepEqual(unseen, [], 'buttons without a visible edge');

      const icons = await boxes(page, 'svg:not(.code, .ring)');
      assert.ok(icons.length > 20);
      const lost = icons.filter((box) => {
        const [ground, ...others] = coloursOf(cut(picture, box)).map(([colour]) => colour);
        return !ground || others.every((colour) => contrast(colour, ground) < minContrast);
      });
      assert.deepEqual(lost, [], 'invisible icons');
      const rings = await ringContrasts(page, picture);
      assert.deepEqual(
        rings.filter(({ ratio }) => ratio < minContrast),
        [],
      );
    });

    test(`has enough contrast in texts and in the ring of the remaining time, ${theme}`, async () => {
      await open({ 'prefers-color-scheme': theme });
      for (const variant of variants) {
        await setVariant(page, variant);
        const texts = await textContrasts(page, tags);
        assert.ok(texts.length > 100);
        assert.deepEqual(
          texts.filter(({ ratio }) => ratio < minTextContrast),
          [],
          variant,
        );
        const rings = await ringContrasts(page, await shootSheet(page));
        assert.ok(rings.length > 1);
        assert.deepEqual(
          rings.filter(({ ratio }) => ratio < minContrast),
          [],
          variant,
        );
      }
    });

    test(`shows the focus, ${theme}`, async () => {
      await open({ 'prefers-color-scheme': theme });
      const marks = await focusMarks(page, minContrast);
      assert.ok(marks.length > 8);
      assert.deepEqual(
        marks.filter(({ isVisible }) => !isVisible),
        [],
      );
    });
  }

  for (const variant of variants) {
    test(`fits a window of 320 by 256 px, which is 400 % zoom, as ${variant}`, async () => {
      await open();
      await setVariant(page, variant);
      await page.setViewport({ width: 320, height: 256 });
      assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
      assert.deepEqual(await clipped(page, tags), []);
      assert.deepEqual(
        await outOfViewWhenFocused(page, 'figure'),
        [],
        'every element is in view when it has the focus',
      );
      assert.deepEqual(await overlapping(page), []);
      // WCAG requires 24 by 24 px (2.5.8). Our own limit is 44.
      const small = (
        await boxes(page, 'button, a, input:not([type=radio]), [part=method] input')
      ).filter(({ width, height }) => height < 44 || width < 44);
      assert.deepEqual(small, [], 'targets below 44 px');
    });

    test(`keeps texts apart and whole with more text spacing, as ${variant}`, async () => {
      await open();
      await setVariant(page, variant);
      // WCAG 1.4.12, as far as a page can set it.
      await addCss(
        page,
        `${tags} { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em }`,
      );
      for (const width of [320, 1280]) {
        await page.setViewport({ width, height: 800 });
        assert.deepEqual(await clipped(page, tags), []);
        assert.deepEqual(await overlapping(page), []);
      }
    });
  }
});

const doors = ['doors-desktop', 'doors-phone', 'doors-wechat', 'doors-wecom', 'terms'] as const;

describe('every other way to sign in', () => {
  let studio: Studio;
  let page: Page;
  before(async () => void (studio = await openStudio([])));
  after(() => studio.stop());
  afterEach(() => page.close());

  for (const set of doors) {
    test(`has enough contrast, shows the focus, and fits: ${set}`, async () => {
      page = await openSheet(studio, {}, set);
      for (const theme of themes) {
        await prefer(page, { 'prefers-reduced-motion': 'reduce', 'prefers-color-scheme': theme });
        const weak = (await textContrasts(page, tags)).filter(
          ({ ratio }) => ratio < minTextContrast,
        );
        assert.deepEqual(weak, [], theme);
        const marks = await focusMarks(page, minContrast);
        assert.deepEqual(
          marks.filter(({ isVisible }) => !isVisible),
          [],
          theme,
        );
      }
      await page.setViewport({ width: 320, height: 256 });
      assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');
      assert.deepEqual(await wronglyClipped(page), []);
      assert.deepEqual(await overlapping(page), []);
      const targets = await boxes(page, '[part=button], [part=beside], [part=tab], .copy');
      const small = targets.filter(({ width, height }) => height < 44 || width < 44);
      assert.deepEqual(small, [], 'targets below 44 px');
      await addCss(
        page,
        `${tags} { line-height: 1.5; letter-spacing: 0.12em; word-spacing: 0.16em }`,
      );
      assert.deepEqual(await overlapping(page), [], 'with more text spacing');
    });
  }
});

describe('a browser that enlarges text alone, to twice its size', () => {
  let studio: Studio;
  let page: Page;
  before(async () => void (studio = await openStudio(['--blink-settings=minimumFontSize=28'])));
  after(() => studio.stop());
  afterEach(() => page.close());

  for (const set of ['states', ...doors] as const) {
    test(`lets every card grow, and no line lies on another: ${set}`, async () => {
      page = await openSheet(studio, {}, set);
      assert.deepEqual(await wronglyClipped(page), []);
      assert.deepEqual(await overlapping(page), []);
    });
  }
});

/** Names of accounts have one line and the page's address three, with an ellipsis where they are longer. */
async function wronglyClipped(page: Page): Promise<string[]> {
  const all = await clipped(page, tags);
  return all.filter((each) => !/^cut: (b|small|button|p\.address)\b|^outside: bdi/.test(each));
}
