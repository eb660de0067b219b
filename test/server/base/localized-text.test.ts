import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LocalizedText } from '../../../src/server/base/localized-text.js';
import { localize } from '../../../src/server/base/localized-text.js';

const both = { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' };

const cases: readonly [lang: string | undefined, words: LocalizedText, said: string][] = [
  ['zh-Hant', 'One for all', 'One for all'],
  [undefined, 'One for all', 'One for all'],
  [undefined, both, 'Password'],
  ['', both, 'Password'],
  ['en', both, 'Password'],
  ['en-GB', both, 'Password'],
  ['fr', both, 'Password'],
  ['zh', both, '密码'],
  ['zh-CN', both, '密码'],
  ['zh-SG', both, '密码'],
  ['zh-Hans', both, '密码'],
  ['zh-Hans-HK', both, '密码'],
  ['zh-TW', both, '密碼'],
  ['zh-HK', both, '密碼'],
  ['zh-MO', both, '密碼'],
  ['zh-Hant', both, '密碼'],
  ['zh-Hant-CN', both, '密碼'],
  ['ZH-hant-hk', both, '密碼'],
  ['zh-TW', { en: 'Password', 'zh-Hans': '密码' }, '密码'],
  ['zh-CN', { en: 'Password', 'zh-Hant': '密碼' }, '密碼'],
  ['zh-TW', { en: 'Password', zh: '密码', 'zh-Hant': '密碼' }, '密碼'],
  ['zh-HK', { en: 'Password', 'zh-TW': '密碼' }, '密碼'],
  ['zh-Hans-HK', { en: 'Password', zh: '密码', 'zh-Hant': '密碼' }, '密码'],
  ['zh', { en: 'Password', 'zh-CN': '密码' }, '密码'],
  ['zh-CN', { en: 'Password', zh: '密码' }, '密码'],
  ['zh-HK', { ...both, 'zh-HK': '密碼（香港）' }, '密碼（香港）'],
  ['zh-hant-hk', { ...both, 'zh-Hant-HK': '密碼（香港）' }, '密碼（香港）'],
  ['EN-us', { en: 'Colour', 'en-US': 'Color' }, 'Color'],
  ['en-GB', { en: 'Colour', 'en-US': 'Color' }, 'Colour'],
  ['de-AT', { en: 'Password', de: 'Passwort' }, 'Passwort'],
  ['de-Latn-AT', { en: 'Password', de: 'Passwort' }, 'Passwort'],
  ['yue', both, '密碼'],
  ['yue-Hant-HK', both, '密碼'],
  ['yue-Hans-CN', both, '密码'],
  ['cmn-Hans-CN', both, '密码'],
  ['cmn-Hant-TW', both, '密碼'],
  ['zh-cmn-Hant', both, '密碼'],
  ['zh-yue', both, '密碼'],
  ['nan-TW', both, '密碼'],
  ['wuu', both, '密码'],
  ['yue', { ...both, yue: '密碼（粵語）' }, '密碼（粵語）'],
  ['zh-TW', { en: 'Password', zh_CN: '密码', zh_TW: '密碼' }, '密碼'],
  ['en--x', both, 'Password'],
  ['zhx', both, 'Password'],
  ['constructor', both, 'Password'],
  ['__proto__', both, 'Password'],
];

for (const [lang, words, said] of cases) {
  const offered = typeof words === 'string' ? 'one wording' : Object.keys(words).join(', ');
  test(`a page in "${lang}" gets the nearest of ${offered}: ${said}`, () => {
    assert.equal(localize(words, lang), said);
  });
}
