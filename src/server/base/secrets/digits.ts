/** Digits that people read in one place and type in another. */

/** Uses 48 random bits: of up to nine digits, no number is then more than 1.000004 times as likely as another. */
export function randomDigits(randomToken: (bytes: number) => string, length: number): string {
  const bytes = atob(randomToken(6).replace(/-/g, '+').replace(/_/g, '/'));
  const number = Array.from(bytes).reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
  return String(number % 10 ** length).padStart(length, '0');
}

export const sixDigits = (randomToken: (bytes: number) => string): string =>
  randomDigits(randomToken, 6);
