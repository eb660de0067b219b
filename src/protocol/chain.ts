/**
 * The page's three values: verifier → key → challenge (docs/protocol.md, "The page's three values").
 * Each is the SHA-256 of the one before, as PKCE derives a challenge
 * (https://www.rfc-editor.org/rfc/rfc7636#section-4.2). A backend that stores only the challenge can
 * check the other two values, but cannot leak them.
 */
import { WechatMpLoginError } from './errors.js';

/** All three values are 32 bytes in base64url without padding. */
export const chainValuePattern = /^[A-Za-z0-9_-]{43}$/;

/**
 * Encodes bytes in base64url without padding (https://www.rfc-editor.org/rfc/rfc4648#section-5).
 *
 * @example
 * ```ts
 * base64url(new Uint8Array([251, 255])); // '-_8'
 * ```
 */
export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/**
 * Creates a random token from the platform's cryptographic generator, in base64url.
 *
 * @param bytes the number of random bytes; 32 unless set
 * @example
 * ```ts
 * randomToken().length; // 43 characters
 * ```
 */
export function randomToken(bytes = 32): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)));
}

/**
 * Computes the SHA-256 of a text in base64url: `S256` of
 * https://www.rfc-editor.org/rfc/rfc7636#section-4.2
 *
 * @throws WechatMpLoginError `insecure_context` on a page that was loaded over plain http
 * @example
 * ```ts
 * const { verifier, key } = await createChain();
 * (await s256(verifier)) === key; // true
 * ```
 */
export async function s256(text: string): Promise<string> {
  // TypeScript declares it as always present, but a page loaded over plain http has none:
  // https://w3c.github.io/webcrypto/#Crypto-interface
  const subtle = crypto.subtle as SubtleCrypto | undefined;
  if (!subtle) throw new WechatMpLoginError('insecure_context');
  return base64url(new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text))));
}

/** The three values of one attempt. */
export interface Chain {
  /** Stays in the page until it redeems: together with a cookie, it signs in. */
  readonly verifier: string;
  /** Reads and cancels the attempt. It signs nobody in. */
  readonly key: string;
  /** Creates the attempt. It proves nothing. */
  readonly challenge: string;
}

/**
 * Creates a new chain, or the one that belongs to a verifier.
 *
 * @throws WechatMpLoginError `insecure_context` on a page that was loaded over plain http
 * @example
 * ```ts
 * const { challenge, verifier } = await createChain();
 * const body = JSON.stringify({ challenge, purpose: 'login', method: 'scan' });
 * await fetch('/wechat-login/attempts', { method: 'POST', body });
 * // Keep the verifier in memory until the attempt is approved.
 * console.log(verifier.length);
 * ```
 */
export async function createChain(verifier: string = randomToken()): Promise<Chain> {
  const key = await s256(verifier);
  return { verifier, key, challenge: await s256(key) };
}
