import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readTyped } from '../../src/protocol/typed-values.js';
import type { Field } from '../../src/protocol/messages.js';

type Case = readonly [typed: string, read: string];

/** GOV.UK Design System, "Allow different formats": https://design-system.service.gov.uk/patterns/confirm-a-phone-number/ */
const cases: Record<Field['type'], readonly Case[]> = {
  code: [
    ['402913', '402913'],
    [' 402 913 ', '402913'],
    ['402-913', '402913'],
    ['402–913', '402913'],
    ['402—913', '402913'],
    ['402\u2212913', '402913'],
    ['４０２９１３', '402913'],
    ['４０２－９１３', '402913'],
    ['402\u200b913', '402913'],
    ['\u202a402913\u202c', '402913'],
    ['\ufeff402\u00ad913', '402913'],
    ['402\u00a0913', '402913'],
    ['402\u3000913', '402913'],
    ['4 0 2 9 1 3', '402913'],
    ['٤٠٢٩١٣', '402913'],
    ['۴۰۲۹۱۳', '402913'],
    ['४०२९१३', '402913'],
    ['๔๐๒๙๑๓', '402913'],
    ['𝟒𝟎𝟐𝟗𝟏𝟑', '402913'],
    ['4️⃣0️⃣2️⃣9️⃣1️⃣3️⃣', '402913'],
    ['Code: 402913', '402913'],
    ['Code: 402 913.', '402913'],
    ['验证码：402913，5 分钟内有效', '402913'],
    ['验证码:402913,15分钟内有效', '402913'],
    ['【山岚商店】验证码 402-913', '402913'],
    ['402913 is your code. @shop.example #402913', '402913'],
    ['Your code is ４０２９１３', '402913'],
    // Two candidates: the visitor has to choose.
    ['402913 or 555555', '402913or555555'],
    ['1234567', '1234567'],
    ['12345', '12345'],
    ['abc', 'abc'],
    ['', ''],
  ],
  tel: [
    ['１３８００１３８０００', '13800138000'],
    ['＋８６ １３８００１３８０００', '+86 13800138000'],
    [' 138 0013 8000\n', '138 0013 8000'],
    ['138\u00a00013\u20098000', '138 0013 8000'],
    ['138–0013—8000', '138-0013-8000'],
    ['\u202a+86 138 0013 8000\u202c', '+86 138 0013 8000'],
    ['٠١٢٣٤٥٦', '0123456'],
    ['+49 (151) 23/45.6', '+49 (151) 23/45.6'],
  ],
  email: [
    ['lin＠shop。example', 'lin@shop.example'],
    ['ｌｉｎ＠ｓｈｏｐ．ｅｘａｍｐｌｅ', 'lin@shop.example'],
    ['lin@shop｡example', 'lin@shop.example'],
    [' lin@shop.example\u200b', 'lin@shop.example'],
    ['\u202alin@shop.example\u202c', 'lin@shop.example'],
    ['林@例子。中国', '林@例子.中国'],
    ['Lin@Shop.example', 'Lin@Shop.example'],
  ],
  text: [
    [' 林小蓝\u3000', '林小蓝'],
    ['\u202a小蓝\u202c', '小蓝'],
    ['\u200b', ''],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['Ａ−1', 'Ａ−1'],
  ],
  password: [
    [' ４０ \u200b', ' ４０ \u200b'],
    ['\tpass\u00a0', '\tpass\u00a0'],
  ],
};

for (const [type, rows] of Object.entries(cases) as [Field['type'], readonly Case[]][]) {
  for (const [typed, read] of rows) {
    test(`${type}: ${JSON.stringify(typed)} means ${JSON.stringify(read)}`, () => {
      assert.equal(readTyped(type, typed), read);
    });
  }
  test(`${type}: what was read is read the same again, whatever it was`, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const read = readTyped(type, text);
        assert.equal(readTyped(type, read), read);
      }),
      { numRuns: 300 },
    );
  });
}

test('the digits of every script are read', () => {
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const digit = String.fromCodePoint(codePoint);
    if (!/\p{Nd}/u.test(digit)) continue;
    assert.match(readTyped('tel', digit), /^[0-9]$/, codePoint.toString(16));
  }
});

test('a long text is read in time that grows with its length only', () => {
  const text = '1 2-'.repeat(50_000);
  assert.equal(readTyped('code', text).length, 100_000);
});
