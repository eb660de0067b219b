/**
 * Hashes and ciphers, by whichever way the platform computes them fastest. WebCrypto is everywhere, but it
 * starts a job in another thread for every call, which costs many times more than a hash of a short text:
 * a login needs dozens (docs/decisions/0026-hot-paths.md). `node:crypto` returns at once.
 */
import { createNodeCrypto, nodeModule } from './node-crypto.js';
import { webCrypto } from './web-crypto.js';

export type Bytes = Uint8Array<ArrayBuffer>;

/** What is there at once, or soon: `await` it. */
export type Soon<T> = T | Promise<T>;

/** The few operations that a backend needs. Both implementations return the same bytes. */
export interface PlatformCrypto {
  hash(algorithm: 'SHA-1' | 'SHA-256', bytes: Bytes): Soon<Bytes>;
  /** HMAC-SHA-256. */
  hmac(key: Bytes, bytes: Bytes): Soon<Bytes>;
  /** HKDF-SHA-256, 32 bytes (https://www.rfc-editor.org/rfc/rfc5869). */
  hkdf(secret: Bytes, salt: Bytes, info: Bytes): Soon<Bytes>;
  /** AES-256-CBC of whole blocks, without any padding. */
  cbcEncrypt(key: Bytes, iv: Bytes, blocks: Bytes): Soon<Bytes>;
  cbcDecrypt(key: Bytes, iv: Bytes, blocks: Bytes): Soon<Bytes>;
  /** AES-256-GCM. The tag of 16 bytes stands at the end. */
  gcmSeal(key: Bytes, iv: Bytes, plain: Bytes): Soon<Bytes>;
  /** Undefined if the key is another one, or if a single bit was changed. */
  gcmOpen(key: Bytes, iv: Bytes, sealed: Bytes): Soon<Bytes | undefined>;
}

/** One whose results are there at once. */
export type ImmediateCrypto = {
  readonly [Name in keyof PlatformCrypto]: (
    ...given: Parameters<PlatformCrypto[Name]>
  ) => Awaited<ReturnType<PlatformCrypto[Name]>>;
};

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

let chosen: PlatformCrypto | undefined;

/** That of Node.js where there is one, and WebCrypto everywhere else. */
export function platformCrypto(): PlatformCrypto {
  return (chosen ??= choose());
}

function choose(): PlatformCrypto {
  const found = nodeModule();
  if (!found) return webCrypto;
  const nodeCrypto = createNodeCrypto(found);
  return isComplete(nodeCrypto) ? nodeCrypto : webCrypto;
}

/** Some edge runtimes have a `node:crypto` of which only a part works: the rest throws. */
function isComplete(crypto: ImmediateCrypto): boolean {
  const block = new Uint8Array(32);
  const iv = new Uint8Array(16);
  try {
    crypto.hash('SHA-1', crypto.hmac(block, block));
    const key = crypto.hkdf(block, block, block);
    crypto.cbcDecrypt(key, iv, crypto.cbcEncrypt(key, iv, block));
    return crypto.gcmOpen(key, iv, crypto.gcmSeal(key, iv, block)) !== undefined;
  } catch {
    // Whatever is missing: WebCrypto has it.
    return false;
  }
}
