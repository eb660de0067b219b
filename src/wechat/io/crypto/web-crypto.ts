/** The operations by WebCrypto (https://www.w3.org/TR/WebCryptoAPI/), which every platform has. */
import type { Bytes, PlatformCrypto } from './platform-crypto.js';

const importKey = (
  key: Bytes,
  algorithm: 'AES-CBC' | 'AES-GCM' | 'HKDF' | HmacImportParams,
  usage: KeyUsage,
): Promise<CryptoKey> => crypto.subtle.importKey('raw', key, algorithm, false, [usage]);

/** With the padding of WebCrypto, which is one block if the plain text has whole blocks. */
async function cbcPadded(key: Bytes, iv: Bytes, plain: Bytes): Promise<Bytes> {
  const imported = await importKey(key, 'AES-CBC', 'encrypt');
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, plain));
}

export const webCrypto: PlatformCrypto = {
  async hash(algorithm, bytes) {
    return new Uint8Array(await crypto.subtle.digest(algorithm, bytes));
  },
  async hmac(key, bytes) {
    const imported = await importKey(key, { name: 'HMAC', hash: 'SHA-256' }, 'sign');
    return new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes));
  },
  async hkdf(secret, salt, info) {
    const imported = await importKey(secret, 'HKDF', 'deriveBits');
    const algorithm = { name: 'HKDF', hash: 'SHA-256', salt, info };
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, imported, 256));
  },
  async cbcEncrypt(key, iv, blocks) {
    return (await cbcPadded(key, iv, blocks)).slice(0, -16);
  },
  async cbcDecrypt(key, iv, blocks) {
    // WebCrypto removes the padding itself and refuses more than 16 bytes of it, which half of WeChat's
    // messages have (https://www.w3.org/TR/WebCryptoAPI/#aes-cbc-operations). Append one full block of
    // padding, chained to the last block: WebCrypto removes that, and leaves theirs.
    const extra = await cbcPadded(key, blocks.slice(-16), new Uint8Array(0));
    const extended = new Uint8Array(blocks.length + extra.length);
    extended.set(blocks);
    extended.set(extra, blocks.length);
    const imported = await importKey(key, 'AES-CBC', 'decrypt');
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-CBC', iv }, imported, extended));
  },
  async gcmSeal(key, iv, plain) {
    const imported = await importKey(key, 'AES-GCM', 'encrypt');
    return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, plain));
  },
  async gcmOpen(key, iv, sealed) {
    const imported = await importKey(key, 'AES-GCM', 'decrypt');
    try {
      const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, imported, sealed);
      return new Uint8Array(opened);
    } catch (error) {
      // WebCrypto rejects with this, and no other, if the key or a single bit is wrong. Its class is not
      // that of the global DOMException where WebCrypto comes from another realm, as in Vercel's edge
      // runtime.
      if (error instanceof Error && error.name === 'OperationError') return undefined;
      throw error;
    }
  },
};
