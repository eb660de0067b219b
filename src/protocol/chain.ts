/**
 * The page's three values, v → k → c (protocol, "The page's three values"). Each is the SHA-256 of
 * the one before, so a backend that keeps c alone can check k and v and give neither away.
 */
import { WechatMpLoginError } from './errors.js';

/** v, k and c alike: 32 bytes in base64url without padding. */
export const chainValuePattern = /^[A-Za-z0-9_-]{43}$/;

/** RFC 4648 section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (character) =>
    character === '+' ? '-' : character === '/' ? '_' : '',
  );
}

/** `bytes` random bytes from the platform's generator, in base64url. */
export function randomToken(bytes = 32): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/**
 * SHA-256 of the text, in base64url: RFC 7636's S256.
 * @throws WechatMpLoginError `insecure_context` where there is no `crypto.subtle`
 */
export async function s256(text: string): Promise<string> {
  // Typed as always there, absent on plain http (Secure Contexts, WebCrypto section 10).
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) throw new WechatMpLoginError('insecure_context');
  return base64url(new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** The three values of one attempt. `verifier` stays with the page until it redeems. */
export interface Chain {
  readonly verifier: string;
  readonly key: string;
  readonly challenge: string;
}

/** Makes a new chain, or the one that belongs to a verifier. */
export async function createChain(verifier: string = randomToken()): Promise<Chain> {
  const key = await s256(verifier);
  return { verifier, key, challenge: await s256(key) };
}
