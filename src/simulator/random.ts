/** All ids, tokens and nonces of the platform come from here, so that a test can repeat a run. */

/** Returns `length` random bytes. */
export type RandomBytes = (length: number) => Uint8Array;

export interface Random {
  readonly bytes: RandomBytes;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** Decimal digits, the first of which is not 0. */
  digits(length: number): string;
  /** `[A-Za-z0-9]` */
  alphanumeric(length: number): string;
  /** `[A-Za-z0-9_-]` */
  base64url(length: number): string;
}

const decimal = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export function createRandom(bytes: RandomBytes = systemBytes): Random {
  // The remainder is slightly biased, which does not matter: these values protect nothing.
  const pick = (alphabet: string, length: number): string =>
    Array.from(bytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return {
    bytes,
    hex: (length) => pick('0123456789abcdef', length),
    digits: (length) => pick(decimal.slice(1), 1) + pick(decimal, length - 1),
    alphanumeric: (length) => pick(letters + decimal, length),
    base64url: (length) => pick(`${letters}${decimal}-_`, length),
  };
}

function systemBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}
