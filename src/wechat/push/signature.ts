/**
 * WeChat's signatures: SHA-1 over a sorted list (docs/wechat.md#signatures). The list is joined
 * without separators, so a signature does not protect where one value ends and the next begins.
 */
import { platformCrypto, utf8 } from '../io/crypto/platform-crypto.js';

/**
 * Returns the SHA-1 of the text's UTF-8 bytes as 40 lower-case hexadecimal digits.
 * @example
 * ```ts
 * console.log(await sha1Hex('abc')); // a9993e364706816aba3e25717850c26c9cd0d89d
 * ```
 */
export async function sha1Hex(text: string): Promise<string> {
  const digest = await platformCrypto().hash('SHA-1', utf8(text));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Returns the `signature` of a callback for Token, timestamp and nonce. With the `Encrypt` text as a
 * fourth part, it returns the `msg_signature`.
 * @example
 * ```ts
 * const signature = await signatureOf('AAAAA', '1714036504', '1514711492');
 * console.log(signature); // f464b24fc39322e44b38aa78f5edd27bd1441696
 * ```
 */
export function signatureOf(...parts: string[]): Promise<string> {
  // Code-unit order; these parts are ASCII.
  return sha1Hex(parts.sort().join(''));
}

/**
 * Compares two texts in a time that depends on the length of `expected` only, so that the time does
 * not reveal how much of `given` is right.
 * @example
 * ```ts
 * declare const query: URLSearchParams;
 * const expected = await signatureOf('token', query.get('timestamp') ?? '', query.get('nonce') ?? '');
 * const isGenuine = equalConstantTime(expected, query.get('signature') ?? '');
 * console.log(isGenuine);
 * ```
 */
export function equalConstantTime(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let i = 0; i < expected.length; i++) {
    // Beyond the end of `given`, charCodeAt is NaN, which ^ treats as 0; the lengths differ anyway.
    difference |= expected.charCodeAt(i) ^ given.charCodeAt(i);
  }
  return difference === 0;
}
