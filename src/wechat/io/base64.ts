/** Base64 (https://www.rfc-editor.org/rfc/rfc4648#section-4). Decoding is strict. */

/** Encodes with padding and without line breaks. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/**
 * Decodes a text. Returns undefined unless it is exactly what `toBase64` returns for these bytes:
 * white space, missing padding and spare bits that are set, which `atob` accepts, are refused.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined; // not base64 at all
  }
  if (btoa(binary) !== text) return undefined;
  // A push has hundreds of bytes, and `Uint8Array.from` with a function takes 80 times as long.
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
