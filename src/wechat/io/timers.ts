/** The timers as a parameter, so that no test has to wait for real seconds. */

export interface Timers {
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** The platform's own timers. */
export const systemTimers: Timers = {
  setTimeout: (callback, delayMs) => globalThis.setTimeout(callback, delayMs),
  clearTimeout: (handle) => globalThis.clearTimeout(handle as number | undefined),
};

/** The platform's own timers, except that a pending one does not keep a Node process alive. */
export const backgroundTimers: Timers = {
  setTimeout(callback, delayMs) {
    // A number in browsers, an object with `unref` in Node.
    const handle: unknown = globalThis.setTimeout(callback, delayMs);
    if (hasUnref(handle)) handle.unref();
    return handle;
  },
  clearTimeout: (handle) => systemTimers.clearTimeout(handle),
};

function hasUnref(handle: unknown): handle is { unref(): void } {
  return typeof handle === 'object' && handle !== null && 'unref' in handle;
}
