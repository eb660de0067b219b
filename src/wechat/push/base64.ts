/** Base64 between text and bytes, strict on the way in: one text for each run of bytes. */

/** RFC 4648 section 4, padded, in one line. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * The bytes, or undefined where the text is not exactly what `toBase64` gives for them: white space,
 * missing padding and set spare bits, which `atob` forgives, are refused.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined; // not base64 at all
  }
  return btoa(binary) === text ? Uint8Array.from(binary, (char) => char.charCodeAt(0)) : undefined;
}
