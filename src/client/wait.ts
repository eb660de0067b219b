/** Waits that end: by time, by a wish to stop, or because the page woke up. */

/** Calls back once after `ms` milliseconds; what it returns takes that back. */
export type After = (callback: () => void, ms: number) => () => void;

export const systemAfter: After = (callback, ms) => {
  const id = setTimeout(callback, ms);
  return () => clearTimeout(id);
};

/** Calls back on every sign; what it returns stops that. */
export type Subscribe = (listener: () => void) => () => void;

/**
 * Aborts with its parent, or alone. To be aborted when done, so that the parent lets go of it.
 * (AbortSignal.any came after the browsers that we serve: Safari 17.4, Firefox 124.)
 */
export function linked(parent: AbortSignal): AbortController {
  const child = new AbortController();
  const abort = (): void => child.abort(parent.reason);
  if (parent.aborted) abort();
  parent.addEventListener('abort', abort, child);
  return child;
}

/**
 * Resolves after `ms` milliseconds (Infinity: never by itself) or at the first sign of `wake`.
 * A sleeping machine lets it come late: look at the clock afterwards.
 * @throws signal.reason once aborted
 */
export async function wait(
  ms: number,
  signal: AbortSignal,
  after: After,
  wake?: Subscribe,
): Promise<void> {
  signal.throwIfAborted();
  const scope = linked(signal);
  let stop: (() => void) | undefined;
  let off: (() => void) | undefined;
  await new Promise<unknown>((resolve) => {
    scope.signal.addEventListener('abort', resolve);
    if (ms < Infinity) stop = after(() => resolve(0), ms);
    off = wake?.(() => resolve(0));
  });
  stop?.();
  off?.();
  scope.abort();
  signal.throwIfAborted();
}
