import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import wecom from '@wecom/crypto';
import fc from 'fast-check';
import { equalConstantTime, sha1Hex, signatureOf } from '../../../src/wechat/index.js';
import { handshake, plain, push, reply, token } from '../../support/wechat/vectors.js';

test("the documentation's callback signatures are reproduced", async () => {
  for (const { timestamp, nonce, signature } of [handshake, plain]) {
    assert.equal(await signatureOf(token, timestamp, nonce), signature);
  }
});

test("the documentation's msg_signatures are reproduced", async () => {
  for (const { timestamp, nonce, encrypted, msgSignature } of [push, reply]) {
    assert.equal(await signatureOf(token, timestamp, nonce, encrypted), msgSignature);
  }
});

test('the order of the parts makes no difference, and they are not changed', async () => {
  const parts = ['c', 'a', 'b'];
  assert.equal(await signatureOf(...parts), await signatureOf('a', 'b', 'c'));
  assert.deepEqual(parts, ['c', 'a', 'b']);
});

test('signatures agree with another implementation', async () => {
  const ascii = fc.string({ minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(ascii, ascii, ascii, ascii, async (...parts) => {
      assert.equal(await signatureOf(...parts), wecom.getSignature(...parts));
    }),
  );
});

test("SHA-1 is taken over the text's UTF-8 bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      assert.equal(await sha1Hex(text), createHash('sha1').update(text).digest('hex'));
    }),
  );
});

test('the comparison returns what === returns', () => {
  const short = fc.string({ maxLength: 4 });
  fc.assert(
    fc.property(short, short, (a, b) => {
      assert.equal(equalConstantTime(a, b), a === b);
      assert.equal(equalConstantTime(a, a), true);
      assert.equal(equalConstantTime(a, `${a}\0`), false);
      assert.equal(equalConstantTime(`${a}\0`, a), false);
    }),
  );
});
