/** The operations by `node:crypto`, of Node.js 20.16 or later and of runtimes that have the same module. */
import type { Bytes, ImmediateCrypto } from './platform-crypto.js';

type NodeCryptoModule = ReturnType<typeof process.getBuiltinModule<'node:crypto'>>;

/**
 * Undefined in browsers, on edge runtimes without it, and in Node.js before 20.16. Not an import: there
 * are bundlers and runtimes that refuse every module with an import of `node:`.
 */
export function nodeModule(): NodeCryptoModule | undefined {
  const { process } = globalThis as { readonly process?: Partial<NodeJS.Process> };
  return process?.getBuiltinModule?.('node:crypto');
}

const tagLength = 16;

export function createNodeCrypto(node: NodeCryptoModule): ImmediateCrypto {
  const toBytes = (...parts: readonly Uint8Array[]): Bytes => {
    const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return bytes;
  };
  const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array => {
    const computing = node.createHmac('sha256', key);
    for (const part of parts) computing.update(part);
    return computing.digest();
  };
  return {
    hash: (algorithm, bytes) =>
      toBytes(
        node
          .createHash(algorithm === 'SHA-1' ? 'sha1' : 'sha256')
          .update(bytes)
          .digest(),
      ),
    hmac: (key, bytes) => toBytes(hmac(key, bytes)),
    // For 32 bytes, it is HMAC twice (https://www.rfc-editor.org/rfc/rfc5869#section-2), which takes half
    // the time of `hkdfSync`.
    hkdf: (secret, salt, info) => toBytes(hmac(hmac(salt, secret), info, Uint8Array.of(1))),
    cbcEncrypt(key, iv, blocks) {
      const cipher = node.createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return toBytes(cipher.update(blocks), cipher.final());
    },
    cbcDecrypt(key, iv, blocks) {
      const cipher = node.createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
      return toBytes(cipher.update(blocks), cipher.final());
    },
    gcmSeal(key, iv, plain) {
      const cipher = node.createCipheriv('aes-256-gcm', key, iv);
      return toBytes(cipher.update(plain), cipher.final(), cipher.getAuthTag());
    },
    gcmOpen(key, iv, sealed) {
      if (sealed.length < tagLength) return undefined;
      const cipher = node.createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagLength });
      cipher.setAuthTag(sealed.subarray(-tagLength));
      const opened = cipher.update(sealed.subarray(0, -tagLength));
      try {
        return toBytes(opened, cipher.final());
      } catch {
        // `final` throws for one reason only: the tag does not fit.
        return undefined;
      }
    },
  };
}
