/** Waits for a condition in tests, in Node.js and in browsers. */

/** Digests and encryption run in other threads, which a busy machine may keep waiting. */
const timeoutMs = 30_000;

/**
 * Waits until `look` returns something.
 * @param what names the condition in the error
 * @throws Error after 30 s
 */
export async function until<T>(
  look: () => T | null | undefined | false,
  what = String(look),
): Promise<T> {
  for (const endMs = performance.now() + timeoutMs; performance.now() < endMs;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  throw new Error(`waited ${timeoutMs / 1000} s for: ${what}`);
}
