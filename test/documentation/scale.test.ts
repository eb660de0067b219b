/** docs/scale.md and its Chinese twin quote the model, and the model counts as the backend does. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format } from 'prettier';
import { withTables } from '../../tools/scale/index.js';
import { codes, decided, waiting } from '../../tools/scale/model.js';
import { simulate } from '../../tools/scale/visitors.js';
import { languages } from '../../tools/scale/words.js';
import { readDocument } from '../support/documentation/documents.js';

for (const words of languages) {
  const { document } = words;

  test(`the tables of ${document} are those of the model: node --import tsx tools/scale/index.ts writes them`, async () => {
    const page = readDocument(document);
    assert.equal(await format(page, { parser: 'markdown' }), await withTables(page, words));
  });

  test(`the text of ${document} names the numbers that the source decides`, () => {
    const text = readDocument(document).replaceAll(/(\d) (?=\d{3})/g, '$1');
    for (const [name, value] of Object.entries(decided)) {
      const number = String(value).replace('.', '\\.');
      assert.match(text, new RegExp(`(?<![\\d.])${number}(?![\\d.]\\d)`), `${name}: ${value}`);
    }
  });
}

test('a page uses one QR code for each time that it is shown, and six at most', () => {
  const page = { shownS: 180, maxRenewals: 5 };
  assert.deepEqual(simulate({ meanWaitS: 0, leftOpen: 0 }, page, 10), {
    codesPerVisitor: 1,
    waitS: 0,
  });
  assert.deepEqual(simulate({ meanWaitS: 60, leftOpen: 1 }, page, 10), {
    codesPerVisitor: 6,
    waitS: 1080,
  });
  // 1 / (1 − e^−3), cut at six: as the geometric series says.
  const { now } = codes({ meanWaitS: 60, leftOpen: 0 }, 200_000);
  assert.ok(Math.abs(now.codesPerVisitor - 1 / (1 - Math.exp(-3))) < 0.01);
});

test('checks of many waiting visitors share scripts, and none reads more than 500', () => {
  assert.equal(waiting(10).redisScriptsPerS, 10 / decided.checkedEveryS);
  const { instances, redisScriptsPerS } = waiting(1_000_000);
  assert.equal(redisScriptsPerS, (instances * 64) / decided.checkedEveryS);
});
