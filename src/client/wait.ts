/** Time for the client: timers that a test can replace, deadlines, and pauses that can end early. */

/**
 * Calls back once after `ms` milliseconds. The function that it returns cancels that. Injected, so
 * that tests need no real time.
 */
export type After = (callback: () => void, ms: number) => () => void;

export const systemAfter: After = (callback, ms) => {
  const id = setTimeout(callback, ms);
  return () => clearTimeout(id);
};

/** Calls back on every signal. The function that it returns unsubscribes. */
export type Subscribe = (listener: () => void) => () => void;

/**
 * Creates a controller that aborts with its parent, or alone. Abort it when done, so that the parent
 * lets go of it. (`AbortSignal.any` is younger than the browsers that we support: Safari 17.4,
 * Firefox 124.)
 */
export function linked(parent: AbortSignal): AbortController {
  const child = new AbortController();
  const abort = (): void => child.abort(parent.reason);
  if (parent.aborted) abort();
  parent.addEventListener('abort', abort, child);
  return child;
}

/** A signal that aborts with its parent or when its time is up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Starts the time anew, with another length. */
  restart(ms: number): void;
  /** Stops the timer and aborts the signal. Always call it when done: the parent holds on until then. */
  end(): void;
}

/**
 * @param ms until the signal aborts, in milliseconds; `Infinity` for no time of its own
 * @param reason what the signal aborts with when the time is up
 */
export function createDeadline(
  parent: AbortSignal,
  ms: number,
  after: After,
  reason?: () => unknown,
): Deadline {
  const controller = linked(parent);
  let stopTimer = (): void => {};
  const restart = (nextMs: number): void => {
    stopTimer();
    if (nextMs < Infinity) stopTimer = after(() => controller.abort(reason?.()), nextMs);
  };
  restart(ms);
  return {
    signal: controller.signal,
    restart,
    end() {
      stopTimer();
      controller.abort();
    },
  };
}

/**
 * Waits for `ms` milliseconds (`Infinity` for no limit) or until `wake` signals. If the device
 * sleeps, it resolves late: look at the clock afterwards.
 * @throws signal.reason once aborted
 */
export async function wait(
  ms: number,
  signal: AbortSignal,
  after: After,
  wake?: Subscribe,
): Promise<void> {
  signal.throwIfAborted();
  const deadline = createDeadline(signal, ms, after);
  const unsubscribe = wake?.(() => deadline.end());
  await new Promise<unknown>((resolve) => deadline.signal.addEventListener('abort', resolve));
  unsubscribe?.();
  deadline.end();
  signal.throwIfAborted();
}

/** For what cannot be aborted: an import, or a `fetch` that ignores its signal, as one in memory may. */
export function untilAborted<T>(pending: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    pending.then(resolve, reject);
  });
}
