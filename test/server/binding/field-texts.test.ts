import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { localizeFields } from '../../../src/server/binding/fields.js';
import * as texts from '../../../src/server/binding/field-texts.js';
import {
  emailCodeMethod,
  passwordMethod,
  phoneCodeMethod,
} from '../../../src/server/binding/link-methods.js';
import { localize } from '../../../src/server/base/localized-text.js';

/** The languages of the tags, in lower case: each has a folder. */
const languages = readdirSync('src/locales', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'terms')
  .map(({ name }) => name);

const find = () => Promise.resolve([]);
const send = () => Promise.resolve();
const methods = [
  passwordMethod({ check: find }),
  emailCodeMethod({ find, send }),
  phoneCodeMethod({ find, send }),
];

/** Everything that a visitor reads of the three methods. */
function wordsIn(lang: string): string[] {
  return methods.flatMap(({ label, fields }) => [
    localize(label, lang),
    ...localizeFields(fields, lang).flatMap((field) => [field.label, field.hint ?? '']),
  ]);
}

test('the texts of the forms are in every language of the tags, and in no other', () => {
  assert.ok(languages.length >= 15);
  for (const [name, text] of Object.entries(texts)) {
    const tags = Object.keys(text).map((tag) => tag.toLowerCase());
    assert.deepEqual(tags.sort(), languages.toSorted(), name);
  }
});

for (const lang of languages.filter((each) => each !== 'en')) {
  test(`a page in ${lang} gets its forms in that language`, () => {
    const english = wordsIn('en');
    const same = wordsIn(lang).filter((word, index) => word !== '' && word === english[index]);
    // "Code" and "E-mail" are words of several languages.
    assert.deepEqual(
      same.filter((word) => !/^(Code|E-?mail)$/i.test(word)),
      [],
    );
    assert.deepEqual(wordsIn(`${lang}-001`), wordsIn(lang));
  });
}

test('each hint fits on the two lines that a card keeps for it, and each name on one', () => {
  const wide = /[\u1100-\u9fff\uac00-\ud7a3\uff00-\uffef]/g;
  const widthOf = (text: string): number => text.length + (text.match(wide) ?? []).length;
  const isHint = (name: string): boolean => name.endsWith('Hint');
  const tooLong = Object.entries(texts).flatMap(([name, text]) =>
    Object.values(text).filter((each) => widthOf(each) > (isHint(name) ? 68 : 34)),
  );
  assert.deepEqual(tooLong, []);
});
