/** Keeps the list quiet while the visitor leaves the page. */
import { systemAfter, wait } from '../../client/wait.js';
import type { Subscribe } from '../../client/wait.js';

/** Longer than a page takes to go. If it stays, as after a download, the request is repeated then. */
const leavingMs = 10_000;

const onPageShow: Subscribe = (listener) => {
  addEventListener('pageshow', listener);
  return () => removeEventListener('pageshow', listener);
};

/**
 * Sends a request. If it fails while the visitor is leaving, that is not reported before the page is gone:
 * browsers end its requests as if the network had failed. A page that comes back repeats the request.
 */
export async function askUnlessLeaving<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const leaving = new AbortController();
  const listening = new AbortController();
  // Only during a request, because browsers may keep no page ready for Back that listens to `beforeunload`.
  for (const type of ['beforeunload', 'pagehide']) {
    addEventListener(type, () => leaving.abort(), { signal: listening.signal });
  }
  try {
    return await ask();
  } catch (error) {
    if (!leaving.signal.aborted) throw error;
    await wait(leavingMs, signal, systemAfter, onPageShow);
  } finally {
    listening.abort();
  }
  return ask();
}
