/** Compares every card with its reference picture: each state, language, theme and width. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { watchPolicies } from '../support/e2e/page/policy.js';
import { compare } from '../support/pictures/compare.js';
import {
  command,
  fileName,
  clearShots,
  saveShots,
  lookName,
  reference,
  referencesOf,
} from '../support/pictures/references.js';
import type { Look } from '../support/pictures/references.js';
import { sets } from '../support/pictures/sets.js';
import type { SetName } from '../support/pictures/sets.js';
import { layouts, openStudio, shoot, themes } from '../support/pictures/studio.js';
import type { Shot, Studio } from '../support/pictures/studio.js';

async function assertLooksAsBefore(look: Look, { name, png }: Shot): Promise<void> {
  const where = `${name}, ${lookName(look)}`;
  const expected = await reference(look, name);
  const hint = `If this look is intended: ${command}`;
  if (!expected) {
    const paths = await saveShots(look, name, { actual: png });
    assert.fail(`${where}: no reference picture yet.\n${paths}\n${hint}`);
  }
  const { same, description, difference } = compare(expected, png);
  if (same) return;
  const paths = await saveShots(look, name, { expected, actual: png, difference });
  assert.fail(`${where}: ${description}.\n${paths}\n${hint}`);
}

describe('Every card looks like its reference picture', () => {
  let studio: Studio;
  before(async () => {
    await clearShots();
    studio = await openStudio();
    watchPolicies(studio.browser);
  });
  after(() => studio.stop());

  for (const set of Object.keys(sets) as SetName[]) {
    for (const layout of layouts) {
      test(`${set}, in ${layout.lang}, at ${layout.width} px`, async (t) => {
        const page = await studio.open(set, layout);
        for (const theme of themes) {
          const look = { set, theme, ...layout };
          const shots = await shoot(page, theme);
          assert.ok(shots.length > 0, 'there are cards');
          for (const shot of shots) {
            await t.test(`${theme}: ${shot.name}`, () => assertLooksAsBefore(look, shot));
          }
          const files = shots.map(({ name }) => fileName(name));
          assert.equal(new Set(files).size, files.length, 'every card has a file of its own');
          const left = (await referencesOf(look)).filter((file) => !files.includes(file));
          assert.deepEqual(left, [], `${lookName(look)}: pictures without a card. ${command}`);
        }
        await page.close();
      });
    }
  }
});
