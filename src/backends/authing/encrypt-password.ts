/**
 * Encrypts a password for Authing, which accepts RSAES-PKCS1-v1_5 alone
 * (https://www.rfc-editor.org/rfc/rfc8017#section-7.2). WebCrypto does not have it, but reads the key.
 */

/**
 * @param pem the public key, as `/api/v2/.well-known` has it
 * @returns base64
 */
export async function encryptPassword(password: string, pem: string): Promise<string> {
  const der = bytesOf(atob(pem.replace(/-----[^-]*-----|\s/g, '')));
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('spki', der, algorithm, true, ['encrypt']);
  const { n = '', e = '' } = await crypto.subtle.exportKey('jwk', key);
  const modulus = bytesOf(fromBase64Url(n));
  const message = pad(new TextEncoder().encode(password), modulus.length);
  const encrypted = power(
    numberOf(message),
    numberOf(bytesOf(fromBase64Url(e))),
    numberOf(modulus),
  );
  const hex = encrypted.toString(16).padStart(modulus.length * 2, '0');
  return btoa(hex.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16))));
}

/** 0, 2, at least eight random bytes other than 0, 0, the message. */
function pad(message: Uint8Array, length: number): Uint8Array {
  const free = length - message.length - 3;
  if (free < 8) throw new RangeError('The password is too long for the key.');
  const random = crypto.getRandomValues(new Uint8Array(free)).map((byte) => byte || 1);
  return new Uint8Array([0, 2, ...random, 0, ...message]);
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

const fromBase64Url = (text: string): string => atob(text.replace(/-/g, '+').replace(/_/g, '/'));
const bytesOf = (binary: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));
const numberOf = (bytes: Uint8Array): bigint =>
  BigInt('0x' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(''));
