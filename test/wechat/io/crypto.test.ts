/** Both implementations return the bytes that the standards' own examples say. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createNodeCrypto, nodeModule } from '../../../src/wechat/io/crypto/node-crypto.js';
import {
  platformCrypto,
  utf8,
  type Bytes,
  type PlatformCrypto,
} from '../../../src/wechat/io/crypto/platform-crypto.js';
import { webCrypto } from '../../../src/wechat/io/crypto/web-crypto.js';

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

const found = nodeModule();
const implementations: Readonly<Record<string, PlatformCrypto>> = {
  webCrypto,
  ...(found && { nodeCrypto: createNodeCrypto(found) }),
};

const key = hex('603deb1015ca71be2b73aef0857d7781 1f352c073b6108d72d9810a30914dff4');
const iv = hex('000102030405060708090a0b0c0d0e0f');
const blocks = hex('6bc1bee22e409f96e93d7e117393172a ae2d8a571e03ac9c9eb76fac45af8e51');
const zeros = (length: number): Bytes => new Uint8Array(length);

for (const [name, crypto] of Object.entries(implementations)) {
  const rows: readonly (readonly [what: string, got: () => unknown, expected: Bytes])[] = [
    [
      'SHA-1 (FIPS 180)',
      () => crypto.hash('SHA-1', utf8('abc')),
      hex('a9993e364706816aba3e25717850c26c9cd0d89d'),
    ],
    [
      'SHA-256 (FIPS 180)',
      () => crypto.hash('SHA-256', utf8('abc')),
      hex('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'),
    ],
    [
      'HMAC (RFC 4231, 4.3)',
      () => crypto.hmac(utf8('Jefe'), utf8('what do ya want for nothing?')),
      hex('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'),
    ],
    [
      'HKDF (RFC 5869, A.1)',
      () =>
        crypto.hkdf(
          hex('0b'.repeat(22)),
          hex('000102030405060708090a0b0c'),
          hex('f0f1f2f3f4f5f6f7f8f9'),
        ),
      hex('3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf'),
    ],
    [
      'HKDF without salt (RFC 5869, A.3)',
      () => crypto.hkdf(hex('0b'.repeat(22)), zeros(0), zeros(0)),
      hex('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d'),
    ],
    [
      'AES-256-CBC (NIST SP 800-38A, F.2.5)',
      () => crypto.cbcEncrypt(key, iv, blocks),
      hex('f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d'),
    ],
    [
      'AES-256-CBC back',
      () =>
        crypto.cbcDecrypt(
          key,
          iv,
          hex('f58c4c04d6e5f1ba779eabfb5f7bfbd6 9cfc4e967edb808d679f777bc6702c7d'),
        ),
      blocks,
    ],
    [
      'AES-256-GCM (test case 14 of its specification)',
      () => crypto.gcmSeal(zeros(32), zeros(12), zeros(16)),
      hex('cea7403d4d606b6e074ec5d3baf39d18 d0d1c8a799996bf0265b98b5d48ab919'),
    ],
  ];
  for (const [what, got, expected] of rows) {
    test(`${name} computes ${what}`, async () => {
      const bytes = (await got()) as Bytes;
      assert.equal(bytes.constructor, Uint8Array);
      assert.deepEqual(bytes, expected);
      // Callers may look at the buffer, which must be no pool that others share.
      assert.equal(bytes.buffer.byteLength, bytes.length);
    });
  }

  test(`${name} opens what was sealed, and nothing that was changed`, async () => {
    const sealed = await crypto.gcmSeal(key, zeros(12), utf8('登录'));
    assert.deepEqual(await crypto.gcmOpen(key, zeros(12), sealed), utf8('登录'));
    const changed = sealed.slice();
    changed[0] = (changed[0] ?? 0) ^ 1;
    const refused = [changed, sealed.slice(0, -1), sealed.slice(0, 15), zeros(0)];
    for (const each of refused) {
      assert.equal(await crypto.gcmOpen(key, zeros(12), each), undefined);
    }
    assert.equal(await crypto.gcmOpen(zeros(32), zeros(12), sealed), undefined);
  });
}

test('what Node.js has is used, and its results are there at once', () => {
  const isNode = platformCrypto() !== webCrypto;
  assert.equal(isNode, found !== undefined);
  assert.equal(platformCrypto().hash('SHA-1', utf8('abc')) instanceof Promise, !isNode);
});
