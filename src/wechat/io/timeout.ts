/** Puts an end to waits for promises that other code owns and that may never settle. */
import { systemTimers, type Timers } from './timers.js';

/**
 * Settles as `promise` does, or after `timeoutMs` milliseconds as `onTimeout` does, which returns a
 * value in its place or throws. The promise itself runs on; if it fails later, nothing is reported.
 */
export async function withTimeout<T>(
  timeoutMs: number,
  promise: Promise<T>,
  onTimeout: () => T,
  timers: Timers = systemTimers,
): Promise<T> {
  let handle: unknown;
  const timeout = new Promise<void>((resolve) => {
    handle = timers.setTimeout(resolve, timeoutMs);
  });
  try {
    return await Promise.race([promise, timeout.then(onTimeout)]);
  } finally {
    timers.clearTimeout(handle);
  }
}

/** Settles as `promise` does, or rejects with the signal's reason if the signal aborts first. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
