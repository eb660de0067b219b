/**
 * HMAC-SHA-256 under a key that comes from the AppSecret. All processes of a backend share it, and a store
 * does not know it, so what it returns needs no place in a store.
 */
import { base64url } from '../../../protocol/chain.js';

export interface KeyedHash {
  /** 43 characters of base64url. Lists that differ in any part have unrelated hashes. */
  hash(parts: readonly string[]): Promise<string>;
}

/** @param label one for each purpose: the hashes of two purposes are unrelated */
export function createKeyedHash(secret: string, label: string): KeyedHash {
  const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  let key: Promise<CryptoKey> | undefined;
  async function importKey(): Promise<CryptoKey> {
    const derived = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, [
      'deriveKey',
    ]);
    const hkdf = {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: utf8(''),
      info: utf8(`wechat-mp-login ${label}`),
    };
    const hmac = { name: 'HMAC', hash: 'SHA-256', length: 256 };
    return crypto.subtle.deriveKey(hkdf, derived, hmac, false, ['sign']);
  }
  return {
    async hash(parts) {
      key ??= importKey();
      const signed = await crypto.subtle.sign('HMAC', await key, utf8(JSON.stringify(parts)));
      return base64url(new Uint8Array(signed));
    },
  };
}
