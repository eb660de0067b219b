import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import vm from 'node:vm';
import { buildSync } from 'esbuild';
import fc from 'fast-check';
import {
  base64url,
  chainValuePattern,
  createChain,
  randomToken,
  s256,
} from '../../src/protocol/chain.js';

/** One step of the chain in another implementation. */
const sha = (text: string): string =>
  createHash('sha256').update(text, 'ascii').digest('base64url');

test('s256 matches the example in RFC 7636, appendix B', async () => {
  assert.equal(
    await s256('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  );
});

test('k is the hash of v and c the hash of k, as node:crypto computes them', async () => {
  for (let run = 0; run < 50; run++) {
    const verifier = randomBytes(32).toString('base64url');
    assert.deepEqual(await createChain(verifier), {
      verifier,
      key: sha(verifier),
      challenge: sha(sha(verifier)),
    });
  }
});

test('base64url equals that of node:buffer for every length and byte, without padding', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      assert.equal(base64url(bytes), Buffer.from(bytes).toString('base64url'));
    }),
  );
});

test('a new chain is 32 random bytes, and no two are alike', async () => {
  const chains = await Promise.all(Array.from({ length: 100 }, () => createChain()));
  const values = chains.flatMap(({ verifier, key, challenge }) => [verifier, key, challenge]);
  for (const value of values) {
    assert.match(value, chainValuePattern);
    assert.equal(Buffer.from(value, 'base64url').length, 32);
  }
  assert.equal(new Set(values).size, values.length);
});

test('a random token has the requested number of bytes', () => {
  for (const bytes of [1, 16, 24, 32]) {
    assert.equal(Buffer.from(randomToken(bytes), 'base64url').length, bytes);
  }
});

test('a page on plain http gets the error insecure_context', async () => {
  // A realm of its own, as in browsers on plain http: there `crypto` has no `subtle`.
  const { outputFiles } = buildSync({
    entryPoints: ['src/protocol/chain.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'chain',
  });
  const code = `${outputFiles[0]?.text ?? ''}; chain.s256('a').then(() => undefined, (error) => error.code)`;
  assert.equal(
    await vm.runInNewContext(code, { crypto: {}, TextEncoder, btoa }),
    'insecure_context',
  );
});
