/** Every wait has an end, also one for a promise that is somebody else's. */

/**
 * What `promise` comes to, or after `ms` milliseconds what `late` returns or throws. The promise
 * itself runs on; its late failure is nobody's.
 */
export async function within<T>(ms: number, promise: Promise<T>, late: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    return await Promise.race([promise, timeout.then(late)]);
  } finally {
    clearTimeout(timer);
  }
}
