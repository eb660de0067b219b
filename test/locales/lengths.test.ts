/** Every language says everything, each sentence within the room that there is for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, pathsIn, termsByTag, rowsOf } from '../../stories/texts/texts-rows.js';
import type { Language, TagGroup } from '../../stories/texts/texts-rows.js';

const all = Object.keys(termsByTag) as TagGroup[];

for (const room of all) {
  test(`${room}: every language has the same keys`, () => {
    const expected = pathsIn(termsByTag[room].en);
    assert.ok(expected.length > 15, 'keys were found');
    for (const lang of languages) {
      assert.deepEqual(pathsIn(termsByTag[room][lang]).sort(), [...expected].sort(), lang);
      assert.equal(termsByTag[room][lang].lang, lang);
    }
  });
}

/** A Chinese character is as wide as two Latin letters, and a little less. */
const widthOf = (text: string): number =>
  Array.from(text).reduce(
    (sum, each) => sum + (/[\u{2e80}-\u{ffef}]/u.test(each) ? 64 / 34 : 1),
    0,
  );

interface Limit {
  readonly of: RegExp;
  readonly part: number;
  /** Latin letters. */
  readonly letters: number;
}

/** As src/locales/terms and docs/languages.md have them. */
const limits: readonly Limit[] = [
  // One line of 240 px at 20 px.
  { of: /^(binding\.(link\.)?)?says\.\w+$|\.prompts\.\w+$/, part: 0, letters: 22 },
  // Two of 240 px at 14 px.
  { of: /^(binding\.(link\.)?)?says\.\w+$|\.prompts\.\w+$/, part: 1, letters: 68 },
  // One of them.
  { of: /\.(newcomer|member)$|^identities\.text$/, part: 1, letters: 32 },
  // Buttons of one line.
  { of: /^(show|refresh|retry|close)$|\.submit\.\w+$/, part: 0, letters: 24 },
  { of: /\.(send|resend|resendIn|unlink|keep)$/, part: 0, letters: 14 },
];

const tooLong = (lang: Language): string[] =>
  all
    .flatMap(rowsOf)
    .flatMap(({ path, wordings }) =>
      limits
        .filter(({ of }) => of.test(path))
        .flatMap(({ part, letters }) =>
          (wordings[lang][part] ?? [])
            .filter((wording) => widthOf(wording) > letters)
            .map((wording) => `${path}: ${wording} (${Math.round(widthOf(wording))}/${letters})`),
        ),
    );

for (const lang of languages) {
  test(`${lang}: nothing is longer than its place`, () => {
    assert.deepEqual(tooLong(lang), []);
  });

  test(`${lang}: every sentence says something, with its spaces and marks where they belong`, () => {
    const wrong = all.flatMap(rowsOf).flatMap(({ path, wordings }) =>
      wordings[lang]
        .flat()
        .filter((wording) => !wording || /^\s|\s$|\s\s|\.\.|undefined|\[object/.test(wording))
        .map((wording) => `${path}: "${wording}"`),
    );
    assert.deepEqual(wrong, []);
  });
}

test('Chinese has full-width marks, no full stop at the end, and numbers with a space on both sides or none', () => {
  const wrong = all.flatMap(rowsOf).flatMap(({ path, wordings }) =>
    (['zh-Hans', 'zh-Hant'] as const).flatMap((lang) =>
      wordings[lang]
        .flat()
        .filter((wording) =>
          /[,.;:?!()"']|。$|\p{Script=Han}\d+ | \d+\p{Script=Han}/u.test(wording),
        )
        .map((wording) => `${path}: ${wording}`),
    ),
  );
  assert.deepEqual(wrong, []);
});
