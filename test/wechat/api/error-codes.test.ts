import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { describeErrcode, errcodeTable, WechatApiError } from '../../../src/wechat/index.js';

test('every documented error code has a sentence of its own', () => {
  const codes = [
    -1, 40001, 40014, 42001, 40013, 40125, 40164, 40243, 41002, 41004, 43002, 45009, 45011, 47001,
    48001, 50002, 89503, 40052, 40053, 45029, 40029, 40163, 63178, 63182, 63183, 40066, 41018,
    43003, 44002, 45035, 48002, 48003, 48004, 50001, 50003, 50004, 50007, 61003, 61004, 61007,
    61024,
  ];
  for (const code of codes) assert.ok(Object.hasOwn(errcodeTable, code), String(code));
  const sentences = Object.values(errcodeTable).map((row) => row.sentence);
  assert.equal(new Set(sentences).size, sentences.length);
  for (const sentence of sentences) assert.match(sentence, /^[A-Z].{20,}\.$/s);
});

test('the sentence names the address that is not on the whitelist', () => {
  const rid = '655d9278-7c157f97-69055077';
  const v4 = `invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist rid: ${rid}`;
  const described = describeErrcode(40164, v4);
  assert.equal(described.kind, 'misconfigured');
  assert.match(described.sentence, /IP whitelist.*The address is 203\.0\.113\.7\.$/s);
  assert.equal(described.rid, rid);
  assert.match(
    describeErrcode(40164, 'invalid ip 2001:db8::1, not in whitelist').sentence,
    /The address is 2001:db8::1\.$/,
  );
  assert.doesNotMatch(describeErrcode(40164, 'not in whitelist').sentence, /The address is/);
});

test('an unknown errcode is named', () => {
  assert.match(describeErrcode(99999, 'x').sentence, /99999/);
  assert.equal(describeErrcode(99999, 'x').kind, 'request');
});

test("only an IP address and a request id are taken from WeChat's text", () => {
  const table = Object.keys(errcodeTable).map(Number);
  const code = fc.oneof(fc.constantFrom(...table), fc.integer());
  const text = fc.oneof(
    fc.string(),
    fc.string().map((s) => `invalid ip ${s}`),
    fc.string().map((s) => `rid: ${s}`),
  );
  fc.assert(
    fc.property(code, text, (errcode, errmsg) => {
      const { sentence, rid = '' } = describeErrcode(errcode, `${errmsg} SECRET`);
      assert.doesNotMatch(sentence, /SECRET/);
      assert.match(rid, /^[0-9a-f-]{0,67}$/);
    }),
  );
  assert.equal(describeErrcode(40164, 'invalid ip <script>').sentence.includes('<'), false);
});

test('an error knows whether waiting helps', () => {
  assert.equal(WechatApiError.fromErrcode(-1, '').retryable, true);
  assert.equal(WechatApiError.fromErrcode(45009, '').retryable, true);
  for (const errcode of [40013, 40125, 40164, 40243, 48001, 50002]) {
    assert.equal(WechatApiError.fromErrcode(errcode, '').retryable, false);
  }
});
