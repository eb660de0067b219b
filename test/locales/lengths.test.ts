/** Every language has every text, and each text fits into its place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { languages, pathsIn, termsByTag, rowsOf } from '../../stories/texts/texts-rows.js';
import type { Language, TagGroup } from '../../stories/texts/texts-rows.js';

const all = Object.keys(termsByTag) as TagGroup[];

for (const group of all) {
  test(`${group}: every language has the same keys`, () => {
    const expected = pathsIn(termsByTag[group].en);
    assert.ok(expected.length > 10, 'keys were found');
    for (const lang of languages) {
      assert.deepEqual(pathsIn(termsByTag[group][lang]).sort(), [...expected].sort(), lang);
      assert.equal(termsByTag[group][lang].lang, lang);
    }
  });
}

/** A Chinese character is a little less than twice as wide as a Latin letter; a mark on a letter has no width. */
const widthOf = (text: string): number =>
  Array.from(text.normalize('NFC').replace(/\p{M}/gu, '')).reduce(
    (sum, each) => sum + (/[\u{2e80}-\u{ffef}]/u.test(each) ? 64 / 34 : 1),
    0,
  );

interface Limit {
  /** The paths of the texts. */
  readonly of: RegExp;
  /** 0 for a title or a label, 1 for the sentence below it. */
  readonly part: number;
  /** The most Latin letters. */
  readonly letters: number;
}

/** As in src/locales/terms and docs/languages.md. */
const limits: readonly Limit[] = [
  // One line of 240 px at 20 px.
  {
    of: /^(binding\.(link\.)?|stepUp\.|doors\.)?messages\.\w+$|\.prompts\.\w+$/,
    part: 0,
    letters: 22,
  },
  // Two lines of 240 px at 14 px.
  {
    of: /^(binding\.(link\.)?|stepUp\.|doors\.)?messages\.\w+$|\.prompts\.\w+$/,
    part: 1,
    letters: 68,
  },
  // One such line.
  { of: /\.(newAccount|existingAccount)$/, part: 1, letters: 32 },
  { of: /^identities\.text$/, part: 0, letters: 32 },
  // Buttons with one line.
  { of: /^(show|refresh|retry|close)$|\.submit\.\w+$/, part: 0, letters: 24 },
  { of: /^doors\.(savePicture|openWechat|authorize|copyLink|linkCopied)$/, part: 0, letters: 22 },
  { of: /^doors\.(cannotScan|byMessage|byQrCode)$/, part: 0, letters: 30 },
  {
    of: /^binding\.send$|\.(resend|resendIn|unlink|keep|chat\.\w+|copy|copied)$/,
    part: 0,
    letters: 14,
  },
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

test('every limit applies to some texts, and to a part that each of them has', () => {
  const rows = all.flatMap(rowsOf);
  for (const { of, part } of limits) {
    const limited = rows.filter(({ path }) => of.test(path));
    assert.ok(limited.length > 0, String(of));
    const without = limited.filter(({ wordings }) => !wordings.en[part]);
    assert.deepEqual(
      without.map(({ path }) => path),
      [],
      `${String(of)}, part ${part}`,
    );
  }
});

for (const lang of languages) {
  test(`${lang}: no text is longer than its place`, () => {
    assert.deepEqual(tooLong(lang), []);
  });

  test(`${lang}: no text is empty, and none has stray spaces or marks`, () => {
    const wrong = all.flatMap(rowsOf).flatMap(({ path, wordings }) =>
      wordings[lang]
        .flat()
        .filter((wording) => !wording || /^\s|\s$|\s\s|\.\.|undefined|\[object/.test(wording))
        .map((wording) => `${path}: "${wording}"`),
    );
    assert.deepEqual(wrong, []);
  });
}

test('Chinese texts have full-width marks, no final full stop, and even spacing around numbers', () => {
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
