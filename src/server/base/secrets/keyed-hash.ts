/**
 * HMAC-SHA-256 under a key that comes from the AppSecret. All processes of a backend share it, and a store
 * does not know it, so what it returns needs no place in a store.
 */
import { base64url } from '../../../protocol/chain.js';
import {
  platformCrypto,
  utf8,
  type Bytes,
  type Soon,
} from '../../../wechat/io/crypto/platform-crypto.js';
import { deriveKey } from './derive-key.js';

export interface KeyedHash {
  /** 43 characters of base64url. Lists that differ in any part have unrelated hashes. */
  hash(parts: readonly string[]): Promise<string>;
}

/** @param label one for each purpose: the hashes of two purposes are unrelated */
export function createKeyedHash(secret: string, label: string): KeyedHash {
  let key: Soon<Bytes> | undefined;
  return {
    async hash(parts) {
      key ??= deriveKey(secret, label);
      return base64url(await platformCrypto().hmac(await key, utf8(JSON.stringify(parts))));
    },
  };
}
