import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import wecom from '@wecom/crypto';
import fc from 'fast-check';
import {
  createCrypt,
  CryptError,
  readEncodingAesKey,
  WechatConfigurationError,
} from '../../../src/wechat/index.js';
import { appId, bytesOf, encodingAesKey, push, reply } from '../../support/wechat/vectors.js';

const key = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const crypt = await createCrypt({ encodingAesKey: key, appId });

/** Encrypts a buffer as it is, with the padding and length that the test has chosen. */
function sealed(plain: Uint8Array): string {
  const keyBytes = Buffer.from(`${key}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', keyBytes, keyBytes.subarray(0, 16));
  cipher.setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

interface Parts {
  readonly message: Uint8Array;
  readonly length?: number;
  readonly tail?: string;
  readonly padding?: (needed: number) => Uint8Array;
}

/** A plaintext like WeChat's, in which any part may be wrong. */
function plaintext({ message, length = message.length, tail = appId, padding }: Parts): Buffer {
  const head = Buffer.alloc(20, 7);
  head.writeUInt32BE(length, 16);
  const inner = Buffer.concat([head, message, Buffer.from(tail)]);
  const needed = 32 - (inner.length % 32);
  return Buffer.concat([inner, padding?.(needed) ?? Buffer.alloc(needed, needed)]);
}

async function assertRefused(encrypted: string): Promise<void> {
  const error = await crypt.decrypt(encrypted).then(
    (message) => assert.fail(`decrypted to ${JSON.stringify(message)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof CryptError, String(error));
  assert.match(String(error), /^CryptError: The text cannot be decrypted/);
  assert.equal(error.message, new CryptError().message);
  assert.equal(error.cause, undefined);
}

test("the documentation's push is decrypted", async () => {
  const official = await createCrypt({ encodingAesKey, appId });
  assert.equal(await official.decrypt(push.encrypted), push.message);
});

test("the documentation's push and reply are encrypted to the same text", async () => {
  for (const { random, message, encrypted } of [push, reply]) {
    const randomBytes = bytesOf(random);
    const official = await createCrypt({ encodingAesKey, appId, randomBytes });
    assert.equal(await official.encrypt(message), encrypted);
  }
});

test('every length from 0 to 64 is read by another implementation, and read from it', async () => {
  for (let length = 0; length <= 64; length++) {
    const message = 'x'.repeat(length);
    const theirs = wecom.decrypt(key, await crypt.encrypt(message));
    assert.deepEqual([theirs.message, theirs.id], [message, appId]);
    assert.equal(await crypt.decrypt(wecom.encrypt(key, message, appId)), message);
  }
});

test('any text, Chinese and emoji included, is read by another implementation and back', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(text, fc.stringMatching(/^[!-~]{1,40}$/), async (message, id) => {
      const other = await createCrypt({ encodingAesKey: key, appId: id });
      const theirs = wecom.decrypt(key, await other.encrypt(message));
      assert.deepEqual([theirs.message, theirs.id], [message, id]);
      assert.equal(await other.decrypt(wecom.encrypt(key, message, id)), message);
    }),
  );
});

test('a leading byte order mark is kept', async () => {
  assert.equal(await crypt.decrypt(await crypt.encrypt('\uFEFFx')), '\uFEFFx');
});

test('the same message is encrypted differently each time', async () => {
  assert.notEqual(await crypt.encrypt('x'), await crypt.encrypt('x'));
});

test("a buffer like WeChat's is accepted, so that the refusals below mean something", async () => {
  for (let length = 0; length <= 64; length++) {
    const message = Buffer.alloc(length, 'm');
    assert.equal(await crypt.decrypt(sealed(plaintext({ message }))), 'm'.repeat(length));
  }
});

test('wrong padding is refused', async () => {
  for (let length = 0; length < 32; length++) {
    const message = Buffer.alloc(length, 'm');
    for (const padding of [
      (needed: number) => Buffer.alloc(needed, 0),
      (needed: number) => Buffer.alloc(needed, 33),
      (needed: number) => Buffer.alloc(needed, 255),
      (needed: number) => Buffer.alloc(needed, needed + 1),
      // The last byte is right, but the one before it is not.
      (needed: number) => Buffer.alloc(needed, needed).fill(needed === 1 ? 2 : 0, 0, needed - 1),
    ]) {
      const padded = plaintext({ message, padding });
      if (padded.equals(plaintext({ message }))) continue;
      await assertRefused(sealed(padded));
    }
  }
});

test('padding to 16 bytes, which others use, is refused', async () => {
  const message = Buffer.alloc(64 - 20 - appId.length, 'm');
  await assertRefused(sealed(plaintext({ message, padding: () => Buffer.alloc(16, 16) })));
});

test('a whole block of padding too much is refused, however well formed', async () => {
  for (const message of ['x', 'xx', 'x'.repeat(40)]) {
    const padding = (needed: number): Buffer => Buffer.alloc(needed + 32, needed + 32);
    await assertRefused(sealed(plaintext({ message: Buffer.from(message), padding })));
  }
});

test('an EncodingAESKey with anything before or after it is refused', () => {
  const key = 'A'.repeat(43);
  assert.equal(readEncodingAesKey(key).length, 32);
  for (const wrong of [` ${key}`, `${key} `, `A${key}`, `${key}\n`, `${key}=`]) {
    assert.throws(() => readEncodingAesKey(wrong), WechatConfigurationError);
  }
});

test('33 bytes of padding are refused even if all of them are present', async () => {
  const message = Buffer.alloc(64 - 20 - appId.length - 1, 'm');
  await assertRefused(sealed(plaintext({ message, padding: () => Buffer.alloc(33, 33) })));
});

test('a length that does not fit the buffer is refused', async () => {
  const message = Buffer.from('message');
  for (const length of [0, 6, 8, message.length + appId.length, 4096, 0x7fffffff, 0xffffffff]) {
    await assertRefused(sealed(plaintext({ message, length })));
  }
});

test('another AppID, and bytes before or after it, are refused', async () => {
  const message = Buffer.from('message');
  for (const tail of ['', 'wxba5fad812f8e6fb8', `x${appId}`, `${appId}x`, `${appId}\0`]) {
    await assertRefused(sealed(plaintext({ message, tail })));
  }
});

test('a message that is not UTF-8 is refused', async () => {
  await assertRefused(sealed(plaintext({ message: Buffer.from([0xc3, 0x28]) })));
});

test('malformed base64 is refused, even if a lenient decoder would accept it', async () => {
  const encrypted = await crypt.encrypt('hello');
  assert.match(encrypted, /[^=]==$/);
  const variants = [
    '',
    ` ${encrypted}`,
    `${encrypted}\n`,
    `${encrypted.slice(0, 8)} ${encrypted.slice(8)}`,
    encrypted.replace(/=+$/, ''),
    `${encrypted}=`,
    `${encrypted}AAAA`,
    encrypted.slice(0, -4),
    `${encrypted.slice(0, 8)}-${encrypted.slice(9)}`,
    `${encrypted.slice(0, 8)}=${encrypted.slice(9)}`,
    '=',
    '====',
    'A===',
  ];
  for (const variant of variants) await assertRefused(variant);
});

test('base64 with its spare bits set is refused', async () => {
  const encrypted = await crypt.encrypt('');
  assert.ok(encrypted.endsWith('='), '64 bytes leave spare bits');
  const last = encrypted.replace(/=+$/, '').at(-1) ?? '';
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const loose = alphabet[alphabet.indexOf(last) + 1] ?? '';
  const changed = encrypted.replace(/.(=+)$/, `${loose}$1`);
  assert.deepEqual(Buffer.from(changed, 'base64'), Buffer.from(encrypted, 'base64'));
  await assertRefused(changed);
});

test('any changed byte is refused or changes the message, and nothing but CryptError is thrown', async () => {
  const encrypted = Buffer.from(await crypt.encrypt('hello'), 'base64');
  await fc.assert(
    fc.asyncProperty(
      fc.nat(encrypted.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const changed = Buffer.from(encrypted);
        changed[at] = (changed[at] ?? 0) ^ by;
        const message = await crypt.decrypt(changed.toString('base64')).catch((error: unknown) => {
          assert.ok(error instanceof CryptError);
          return undefined;
        });
        // The random prefix fills the first block; only msg_signature protects it.
        if (at >= 16) assert.notEqual(message, 'hello');
      },
    ),
  );
});

test('any input is decrypted, or refused with CryptError', async () => {
  const blocks = fc
    .uint8Array({ minLength: 32, maxLength: 256 })
    .map((bytes) => Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 32))));
  const candidates = fc.oneof(
    fc.string(),
    fc.base64String(),
    blocks.map((bytes) => bytes.toString('base64')),
    blocks.map((bytes) => sealed(bytes)),
  );
  await fc.assert(fc.asyncProperty(candidates, assertRefused), { numRuns: 500 });
});

test('the longest push is 65 536 characters; more are refused unread', async () => {
  // Fills whole blocks of 32 bytes, and with them 65 536 characters of base64.
  const longest = 'x'.repeat((65_536 / 4) * 3 - 20 - appId.length - 1);
  const encrypted = await crypt.encrypt(longest);
  assert.equal(encrypted.length, 65_536);
  assert.equal(await crypt.decrypt(encrypted), longest);
  await assertRefused(wecom.encrypt(key, 'x'.repeat(60_000), appId));
});

test('the EncodingAESKey is checked, and the error says what to do', async () => {
  const wrong = [
    '',
    'A'.repeat(42),
    `${'A'.repeat(43)}=`,
    `${'A'.repeat(42)}+`,
    ` ${'A'.repeat(42)}`,
  ];
  for (const candidate of wrong) {
    await assert.rejects(createCrypt({ encodingAesKey: candidate, appId }), (error) => {
      assert.ok(error instanceof WechatConfigurationError);
      assert.equal(error.setting, 'encodingAesKey');
      assert.match(error.message, /43 letters and digits.*Copy it again.*official account/s);
      return candidate === '' || !error.message.includes(candidate);
    });
  }
});

test('the spare bits of an EncodingAESKey mean nothing', async () => {
  const encrypted = await crypt.encrypt('hello');
  const twin = await createCrypt({ encodingAesKey: `${key.slice(0, -1)}D`, appId });
  assert.equal(await twin.decrypt(encrypted), 'hello');
});

test('a missing AppID is refused at the start', async () => {
  for (const candidate of ['', 'wx 1', 'x'.repeat(65)]) {
    await assert.rejects(createCrypt({ encodingAesKey: key, appId: candidate }), {
      ...{ name: 'WechatConfigurationError', setting: 'appId' },
      message: /"wx" and 16 hexadecimal digits/,
    });
  }
});
