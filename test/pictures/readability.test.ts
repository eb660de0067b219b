/**
 * QR codes after what screens and cameras do to them. docs/readability.md has the whole table, which
 * `npm run readability` measures; this is a part of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { readCode } from '../support/pictures/read-code.js';
import { openLab } from '../support/readability/lab.js';
import type { Lab } from '../support/readability/lab.js';
import { measure, totalOf } from '../support/readability/measure.js';
import type { Setup } from '../support/readability/measure.js';
import { findReaders } from '../support/readability/readers.js';
import type { Reader } from '../support/readability/readers.js';
import { dresses, weChatUrls } from '../support/readability/samples.js';

describe('A QR code is read at least as well as a plain one of the same outer size', () => {
  let lab: Lab;
  let readers: readonly Reader[];
  before(async () => {
    [lab, readers] = await Promise.all([openLab(), findReaders()]);
    // Those that npm installs, so that every machine measures the same.
    readers = readers.filter(({ name }) => name !== 'ZBar');
  });
  after(() => lab.stop());

  const damages = [
    'blur',
    'rotated 8°',
    '50 %',
    'glare 5 %: corner',
    'glare 10 %: corner',
  ] as const;
  for (const sizePx of [120, 200]) {
    for (const scale of [1, 2]) {
      test(`at ${sizePx} px, ${scale} device pixels per pixel`, async () => {
        const count = async (dress: Setup['dress']) =>
          totalOf(await measure(lab, readers, { dress, sizePx, scale }, weChatUrls, damages));
        const [ours, plain] = [await count('light'), await count('plain')];
        assert.ok(ours >= plain, `ours are read ${ours} times, plain ones ${plain} times`);
      });
    }
  }

  test('with the largest logo, under a glare of 5 to 10 % of its area', async () => {
    const glares = (['centre', 'right', 'bottom', 'corner'] as const).flatMap(
      (place) => [`glare 5 %: ${place}`, `glare 10 %: ${place}`] as const,
    );
    const count = async (dress: Setup['dress']) =>
      totalOf(await measure(lab, readers, { dress, sizePx: 225, scale: 1 }, weChatUrls, glares));
    const [ours, plain] = [await count('logo'), await count('plain')];
    assert.ok(ours >= plain, `ours are read ${ours} times, plain ones ${plain} times`);
  });
});

describe('The ground of a QR code is part of its picture', () => {
  async function assertReadable(lab: Lab): Promise<void> {
    const [text] = weChatUrls;
    const codes = (['light', 'dark', 'brand', 'brand, logo, dark'] as const).map((dress) => ({
      ...dresses[dress],
      text,
      sizePx: 225,
    }));
    for (const [at, { png }] of (await lab.draw(codes, 1)).entries()) {
      const picture = PNG.sync.read(Buffer.from(png, 'base64'));
      assert.equal(readCode(picture), text, `code ${at}`);
    }
  }

  test('a browser that forces dark mode leaves it light', async () => {
    const lab = await openLab(
      '--enable-features=WebContentsForceDark',
      '--blink-settings=forceDarkModeEnabled=true',
    );
    try {
      await assertReadable(lab);
    } finally {
      await lab.stop();
    }
  });

  test('forced colours leave it light', async () => {
    const lab = await openLab();
    try {
      const session = await lab.page.createCDPSession();
      const features = [
        { name: 'forced-colors', value: 'active' },
        { name: 'prefers-color-scheme', value: 'dark' },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ];
      await session.send('Emulation.setEmulatedMedia', { features });
      await assertReadable(lab);
    } finally {
      await lab.stop();
    }
  });
});
