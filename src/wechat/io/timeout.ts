/** Limits the wait for promises of other code, which may never settle. */
import { systemTimers, type Timers } from './timers.js';

/**
 * Settles as `promise` does. After `timeoutMs` milliseconds it settles with the result of `onTimeout`,
 * which returns a value or throws. The promise itself runs on; if it fails later, nothing is reported.
 */
export function withTimeout<T>(
  timeoutMs: number,
  promise: Promise<T>,
  onTimeout: () => T,
  timers: Timers = systemTimers,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const handle = timers.setTimeout(() => {
      // A promise of its own, because `onTimeout` may throw.
      resolve(Promise.resolve().then(onTimeout));
    }, timeoutMs);
    const settle =
      <V>(how: (value: V) => void) =>
      (value: V): void => {
        timers.clearTimeout(handle);
        how(value);
      };
    // What applications return may be no promise at all.
    Promise.resolve(promise).then(settle(resolve), settle(reject));
  });
}

/**
 * Calls `act` with a signal that aborts after `timeoutMs` milliseconds. `AbortSignal.timeout` does the
 * same, but its timer stays until it fires, long after a quick answer, and its signal costs more than a
 * whole empty request when thousands wait.
 */
export async function withSignal<T>(
  timeoutMs: number,
  act: (signal: AbortSignal) => Promise<T>,
  reason: () => Error = () => new DOMException(`It took more than ${timeoutMs} ms`, 'TimeoutError'),
): Promise<T> {
  const controller = new AbortController();
  const timer = systemTimers.setTimeout(() => controller.abort(reason()), timeoutMs);
  try {
    return await act(controller.signal);
  } finally {
    systemTimers.clearTimeout(timer);
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
