/** Six digits that people read in one place and type in another. */

/** Uses 48 random bits: no number is then more than 1.000000004 times as likely as another. */
export function sixDigits(randomToken: (bytes: number) => string): string {
  const bytes = atob(randomToken(6).replace(/-/g, '+').replace(/_/g, '/'));
  const number = Array.from(bytes).reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0);
  return String(number % 1_000_000).padStart(6, '0');
}
