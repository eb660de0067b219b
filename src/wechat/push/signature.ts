/**
 * How WeChat signs: SHA-1 over a sorted list. It is the platform's choice, not ours, and the list
 * is joined without separators, so a signature says nothing about where one value ends and the next
 * begins (docs/wechat.md#signatures).
 */

/** SHA-1 of the text's UTF-8 bytes, 40 lower-case hex digits. */
export async function sha1Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The signature of a callback: of [Token, timestamp, nonce], or with the `Encrypt` text as a fourth
 * part the `msg_signature`.
 */
export function signatureOf(...parts: string[]): Promise<string> {
  // Code-unit order, as strcmp has it on the ASCII that these parts are.
  return sha1Hex(parts.sort().join(''));
}

/** Compares in a time that depends on the length of `expected` alone. */
export function equalConstantTime(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let i = 0; i < expected.length; i++) {
    // Past the end of `given` charCodeAt is NaN, which ^ reads as 0; the lengths differ then anyway.
    difference |= expected.charCodeAt(i) ^ given.charCodeAt(i);
  }
  return difference === 0;
}
