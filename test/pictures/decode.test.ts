/** Checks that every QR code on a card can be read from its pixels, at its size on the screen. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sampleStates } from '../../stories/support/samples/states.js';
import { readCode } from '../support/pictures/read-code.js';
import type { SetName } from '../support/pictures/sets.js';
import { layouts, openStudio, shoot, themes } from '../support/pictures/studio.js';
import type { Shot, Studio } from '../support/pictures/studio.js';

describe('A QR code on a card', () => {
  let studio: Studio;
  before(async () => void (studio = await openStudio()));
  after(() => studio.stop());

  const withQrCodes = [
    'states',
    'variants',
    'doors-desktop',
    'doors-phone',
    'doors-wechat',
  ] as const;
  for (const set of withQrCodes satisfies readonly SetName[]) {
    for (const layout of layouts) {
      test(`is read by two readers: ${set}, in ${layout.lang}, at ${layout.width} px`, async (t) => {
        const page = await studio.open(set, layout, 'qrCodes');
        for (const theme of themes) {
          for (const scale of [1, 2]) {
            const shots = await shoot(page, theme, scale);
            // On a phone, one card has a QR code to save.
            const atLeast = set === 'doors-phone' ? 1 : 2;
            assert.ok(shots.length >= atLeast, 'there are QR codes');
            for (const { name, png, address } of shots) {
              await t.test(`${name}, ${theme}, ${scale} device pixels per pixel`, () =>
                assert.equal(readCode(png), address),
              );
            }
          }
        }
        await page.close();
      });
    }
  }

  const faults: Readonly<Record<string, readonly [script: string, error: RegExp]>> = {
    'is inverted': [`tile.style.filter = 'invert(1)'`, /reads no QR code/],
    'has no quiet zone': [`code.setAttribute('viewBox', '0 0 33 33')`, /quiet zone ends/],
    'is as pale as an expired one': [`code.style.opacity = '0.06'`, /reads no QR code|quiet zone/],
  };
  for (const [name, [script, error]] of Object.entries(faults)) {
    test(`is refused if it ${name}, in the dark theme`, async () => {
      const page = await studio.open('states', { lang: 'en', width: 344 }, ['ready']);
      const take = async (): Promise<Shot> => (await shoot(page, 'dark'))[0]!;
      assert.equal(readCode((await take()).png), sampleStates.ready.shown.url);
      await page.evaluate(`{
        const login = document.querySelector('wechat-mp-login').shadowRoot;
        const root = login.querySelector('wechat-mp-qr').shadowRoot;
        const tile = root.querySelector('[part=tile]');
        const code = root.querySelector('svg.code');
        ${script};
      }`);
      const { png } = await take();
      assert.throws(() => readCode(png), error);
      await page.close();
    });
  }
});
