/**
 * Keeps secrets of a login useless to anyone who reads the store: a page's secrets are derived from its
 * verifier, which the backend never stores, and digits are sealed under a key of the backend's own
 * (docs/decisions/0016-what-a-reader-of-the-store-can-do.md).
 */
import { base64url } from '../../../protocol/chain.js';
import { fromBase64, toBase64 } from '../../../wechat/io/base64.js';
import type { Environment } from '../environment.js';

export interface Seal {
  /** Encrypts the text. */
  seal(text: string): Promise<string>;
  /** Undefined if the text was sealed under another key, or has been changed. */
  open(sealed: string): Promise<string | undefined>;
}

/** The secrets of one attempt that only its page can bring about, by sending its verifier. */
export interface PageSecrets {
  /** Names the session that the attempt opens. Sessions may derive their cookie from it. */
  readonly sessionKey: string;
  /** Seals the answer that is kept for a retry. */
  readonly answers: Seal;
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const importSecret = (secret: string, usage: 'deriveKey' | 'deriveBits'): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, [usage]);

/** HKDF (https://www.rfc-editor.org/rfc/rfc5869). Each purpose has a label of its own. */
const hkdf = (label: string, salt: string) => ({
  ...{ name: 'HKDF', hash: 'SHA-256' },
  ...{ info: utf8(`wechat-mp-login ${label}`), salt: utf8(salt) },
});

export async function derivePageSecrets(
  verifier: string,
  attemptId: string,
  randomToken: Environment['randomToken'],
): Promise<PageSecrets> {
  const secret = await importSecret(verifier, 'deriveBits');
  const sessionKey = await crypto.subtle.deriveBits(hkdf('session', attemptId), secret, 256);
  return {
    sessionKey: base64url(new Uint8Array(sessionKey)),
    answers: createSeal(verifier, `answer ${attemptId}`, randomToken),
  };
}

/** AES-256-GCM. Every text has a random salt and so a key of its own, which allows a constant IV. */
export function createSeal(
  secret: string,
  label: string,
  randomToken: Environment['randomToken'],
): Seal {
  const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) };
  const keyFor = async (salt: string): Promise<CryptoKey> =>
    crypto.subtle.deriveKey(
      hkdf(label, salt),
      await importSecret(secret, 'deriveKey'),
      { name: 'AES-GCM', length: 256 },
      false,
      ['encrypt', 'decrypt'],
    );
  return {
    async seal(text) {
      const salt = randomToken(16);
      const sealed = await crypto.subtle.encrypt(algorithm, await keyFor(salt), utf8(text));
      return `${salt}.${toBase64(new Uint8Array(sealed))}`;
    },
    async open(sealed) {
      const [salt = '', base64 = ''] = sealed.split('.');
      const bytes = fromBase64(base64);
      if (!bytes) return undefined;
      try {
        const opened = await crypto.subtle.decrypt(algorithm, await keyFor(salt), bytes);
        return new TextDecoder().decode(opened);
      } catch (error) {
        // WebCrypto rejects with this, and no other, if the key or a single bit is wrong. Its class is
        // not that of the global DOMException where WebCrypto comes from another realm, as in Vercel's
        // edge runtime.
        if (error instanceof Error && error.name === 'OperationError') return undefined;
        throw error;
      }
    },
  };
}
