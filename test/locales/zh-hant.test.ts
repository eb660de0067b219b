/** Traditional Chinese contains no simplified characters, and each region gets its script. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { loginTermsFor } from '../../src/elements/texts/terms.js';

const files = ['zh-hant/login', 'zh-hant/after-qr-code', 'zh-hant/binding', 'zh-hant/identities'];
const simplified =
  /[录码维获钮请过络连复关联账号证续创邮应达断绝时间网选择经将须输从问题认确点击随开设备验尝试错误页务众们为这该无数发给现资讯两个续读写见]/u;

for (const file of files) {
  test(`${file} is written in traditional characters`, () => {
    const text = readFileSync(`src/locales/${file}.ts`, 'utf8');
    assert.equal(simplified.exec(text)?.[0], undefined);
    // The pattern does find simplified characters.
    assert.match(
      readFileSync(`src/locales/${file.replace('hant', 'hans')}.ts`, 'utf8'),
      simplified,
    );
  });
}

test('a Chinese tag is written in its own script, or in that of its region', async () => {
  const scripts = {
    'zh-Hant': 'zh-Hant',
    'zh-TW': 'zh-Hant',
    'zh-hk': 'zh-Hant',
    'zh-MO': 'zh-Hant',
    'zh-Hant-CN': 'zh-Hant',
    'zh-Hans-HK': 'zh-Hans',
    'zh-CN': 'zh-Hans',
    'zh-SG': 'zh-Hans',
    zh: 'zh-Hans',
    ZH: 'zh-Hans',
    en: 'en',
    zha: 'en',
    'en-TW': 'en',
  };
  for (const [tag, script] of Object.entries(scripts)) {
    assert.equal((await loginTermsFor(tag)).lang, script, tag);
  }
});
