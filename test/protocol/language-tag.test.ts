import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { chineseScript, readLanguageTag } from '../../src/protocol/language-tag.js';

const cases: readonly [written: string, tag: string | undefined, script?: 'Hans' | 'Hant'][] = [
  ['zh', 'zh', 'Hans'],
  ['zh_CN', 'zh-CN', 'Hans'],
  ['zh_TW', 'zh-TW', 'Hant'],
  ['zh_Hant_HK', 'zh-Hant-HK', 'Hant'],
  ['zh-CN.UTF-8', 'zh-CN', 'Hans'],
  ['zh_TW.Big5', 'zh-TW', 'Hant'],
  ['zh_CN@pinyin', 'zh-CN', 'Hans'],
  [' zh-CN ', 'zh-CN', 'Hans'],
  ['zh-SG', 'zh-SG', 'Hans'],
  ['zh-MO', 'zh-MO', 'Hant'],
  ['ZH-hant', 'zh-Hant', 'Hant'],
  ['zh-Hans-HK', 'zh-Hans-HK', 'Hans'],
  ['cmn-Hans-CN', 'zh-Hans-CN', 'Hans'],
  ['cmn', 'zh', 'Hans'],
  ['yue-Hant-HK', 'yue-Hant-HK', 'Hant'],
  ['yue', 'yue', 'Hant'],
  ['yue_CN', 'yue-CN', 'Hans'],
  ['zh-yue', 'yue', 'Hant'],
  ['zh-cmn-Hant-TW', 'zh-Hant-TW', 'Hant'],
  ['nan-TW', 'nan-TW', 'Hant'],
  ['wuu', 'wuu', 'Hans'],
  ['en_US.UTF-8', 'en-US'],
  ['de-AT', 'de-AT'],
  ['zhx', 'zhx'],
  ['', undefined],
  [' ', undefined],
  ['C', undefined],
  ['C.UTF-8', undefined],
  ['.UTF-8', undefined],
  ['{{lang}}', undefined],
  ['中文', undefined],
  ['a--b', undefined],
  ['en'.padEnd(60, '-variant'), undefined],
];

for (const [written, tag, script] of cases) {
  test(`"${written}" is ${tag ?? 'no language tag'}${script ? `, in ${script}` : ''}`, () => {
    assert.equal(readLanguageTag(written), tag);
    if (tag !== undefined) assert.equal(chineseScript(tag), script);
  });
}

test('no text is an error, and every tag can be used to format numbers', () => {
  const texts = fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9_.@-]{1,40}$/));
  fc.assert(
    fc.property(texts, (text) => {
      const tag = readLanguageTag(text);
      if (tag === undefined) return;
      assert.equal(readLanguageTag(tag), tag);
      new Intl.NumberFormat(tag).format(1);
      chineseScript(tag);
    }),
  );
});
