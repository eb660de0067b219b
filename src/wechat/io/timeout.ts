/** Limits the wait for promises of other code, which may never settle. */
import { systemTimers, type Timers } from './timers.js';

/**
 * Settles as `promise` does. After `timeoutMs` milliseconds it settles with the result of `onTimeout`,
 * which returns a value or throws. The promise itself runs on; if it fails later, nothing is reported.
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
