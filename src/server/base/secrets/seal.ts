/**
 * Keeps secrets of a login useless to anyone who reads the store: a page's secrets are derived from its
 * verifier, which the backend never stores, and digits are sealed under a key of the backend's own
 * (docs/decisions/0016-what-a-reader-of-the-store-can-do.md).
 */
import { base64url } from '../../../protocol/chain.js';
import { fromBase64, toBase64 } from '../../../wechat/io/base64.js';
import { platformCrypto, utf8 } from '../../../wechat/io/crypto/platform-crypto.js';
import type { Environment } from '../environment.js';
import { deriveKey } from './derive-key.js';

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

export async function derivePageSecrets(
  verifier: string,
  attemptId: string,
  randomToken: Environment['randomToken'],
): Promise<PageSecrets> {
  return {
    sessionKey: base64url(await deriveKey(verifier, 'session', attemptId)),
    answers: createSeal(verifier, `answer ${attemptId}`, randomToken),
  };
}

/** AES-256-GCM. Every text has a random salt and so a key of its own, which allows a constant IV. */
export function createSeal(
  secret: string,
  label: string,
  randomToken: Environment['randomToken'],
): Seal {
  const iv = new Uint8Array(12);
  return {
    async seal(text) {
      const salt = randomToken(16);
      const key = await deriveKey(secret, label, salt);
      return `${salt}.${toBase64(await platformCrypto().gcmSeal(key, iv, utf8(text)))}`;
    },
    async open(sealed) {
      const [salt = '', base64 = ''] = sealed.split('.');
      const bytes = fromBase64(base64);
      if (!bytes) return undefined;
      const opened = await platformCrypto().gcmOpen(
        await deriveKey(secret, label, salt),
        iv,
        bytes,
      );
      return opened && new TextDecoder().decode(opened);
    },
  };
}
