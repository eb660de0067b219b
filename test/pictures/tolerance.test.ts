/**
 * Tests the comparison itself with real pictures: it accepts differences between machines and finds
 * changes of the design.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PNG } from 'pngjs';
import { compare } from '../support/pictures/compare.js';
import { openStudio, shoot } from '../support/pictures/studio.js';
import type { Shot, Studio } from '../support/pictures/studio.js';

const cards = ['idle', 'ready', 'success', 'prompt: choose', 'prompt: link, wrong digits'] as const;
type Card = (typeof cards)[number];
const layouts = [
  { lang: 'zh-Hans', width: 280 },
  { lang: 'en', width: 344 },
] as const;
type Layout = (typeof layouts)[number];

/** Halves the picture of a screen with two device pixels per pixel. */
function halve({ width, height, data }: PNG): PNG {
  const png = new PNG({ width: width / 2, height: height / 2 });
  png.data.forEach((_, at) => {
    const pixel = at >> 2;
    const x = pixel % png.width;
    const from = ((pixel - x) * 2 + x) * 8 + (at & 3);
    const [a, b, c, d] = [0, 4, width * 4, width * 4 + 4].map((next) => data[from + next] ?? 0);
    png.data[at] = (a! + b! + c! + d!) >> 2;
  });
  return png;
}

const inside = (element: string, change: string): string => `{
  const roots = [...document.querySelectorAll('wechat-mp-login')].map((each) => each.shadowRoot);
  for (const root of [...roots]) {
    for (const tag of root.querySelectorAll('wechat-mp-binding, wechat-mp-qr')) roots.push(tag.shadowRoot);
  }
  for (const root of roots) for (const found of root.querySelectorAll('${element}')) { ${change} }
}`;

/** Changes of the design: a script that makes each in the page, and the cards that show it. */
const changes: Readonly<Record<string, readonly [script: string, on: readonly Card[]]>> = {
  'a button that moved by 3 px to the side': [
    inside('[part=button], [part=option]', `found.style.translate = '3px 0'`),
    ['idle', 'prompt: choose', 'prompt: link, wrong digits'],
  ],
  'a button that moved down by 3 px': [
    inside('[part=button]', `found.style.translate = '0 3px'`),
    ['idle', 'prompt: link, wrong digits'],
  ],
  'another accent': [
    `document.documentElement.style.setProperty('--wechat-mp-accent', '#0a84c0')`,
    ['ready', 'success'],
  ],
  'another button': [
    `document.documentElement.style.setProperty('--wechat-mp-button', '#1f5d4c')`,
    ['idle', 'prompt: link, wrong digits'],
  ],
  'an icon that is gone': [
    inside('.over svg, [part=option] svg', `found.style.visibility = 'hidden'`),
    ['success', 'prompt: choose'],
  ],
  'another text': [
    inside('h2', `found.textContent = found.textContent.slice(0, -2) + '山'`),
    cards,
  ],
  'paler text': [inside('h2', `found.style.opacity = '0.6'`), cards],
  'a card that is 4 px higher': [
    inside('[part=card]', `found.style.paddingBottom = '32px'`),
    cards,
  ],
};

/** Arguments with which Chromium draws letters differently. */
const machines: Readonly<Record<string, readonly string[]>> = {
  'slight hinting': ['--font-render-hinting=slight'],
  'full hinting': ['--font-render-hinting=full'],
  'full hinting at whole pixels': [
    '--font-render-hinting=full',
    '--disable-font-subpixel-positioning',
  ],
  'letters in colour': ['--font-render-hinting=medium', '--enable-lcd-text'],
};

describe('The comparison of pictures', () => {
  let studio: Studio;
  const references: Readonly<Record<string, PNG>>[] = [];
  const named = (shots: readonly Shot[]) =>
    Object.fromEntries(shots.map(({ name, png }) => [name, png]));
  const take = async (from: Studio, layout: Layout, scale = 1): Promise<Shot[]> => {
    const page = await from.open('states', layout, cards);
    const shots = await shoot(page, 'light', scale);
    await page.close();
    return shots;
  };

  before(async () => {
    studio = await openStudio();
    for (const layout of layouts) {
      references.push(named(await take(studio, layout)));
    }
  });
  after(() => studio.stop());

  function assertPass(index: number, shots: readonly Shot[]): void {
    assert.equal(shots.length, cards.length);
    for (const { name, png } of shots) {
      const { same, description } = compare(references[index]![name]!, png);
      assert.ok(same, `${name}, ${layouts[index]!.lang}: ${description}`);
    }
  }

  for (const [name, args] of Object.entries(machines)) {
    test(`accepts ${name}`, async () => {
      const machine = await openStudio(args);
      try {
        for (const [index, layout] of layouts.entries()) {
          assertPass(index, await take(machine, layout));
        }
      } finally {
        await machine.stop();
      }
    });
  }

  test('accepts a denser screen', async () => {
    for (const [index, layout] of layouts.entries()) {
      const shots = await take(studio, layout, 2);
      assertPass(
        index,
        shots.map((shot) => ({ ...shot, png: halve(shot.png) })),
      );
    }
  });

  for (const [name, [script, on]] of Object.entries(changes)) {
    test(`finds ${name}`, async () => {
      for (const [index, layout] of layouts.entries()) {
        const page = await studio.open('states', layout, on);
        // Draw the card first, then change it.
        await shoot(page, 'light');
        await page.evaluate(script);
        const after = named(await shoot(page, 'light'));
        await page.close();
        for (const card of on) {
          const { same, description } = compare(references[index]![card]!, after[card]!);
          assert.ok(!same, `${card}, ${layout.lang}: ${description}`);
        }
      }
    });
  }
});
