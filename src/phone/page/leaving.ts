/** Keeps the phone quiet while the visitor leaves the page. */
import type { PhoneConnection } from '../connection.js';
import { pause } from '../wait.js';

/** Longer than a page takes to go. If it stays, as after a download, a failure is reported then. */
const leavingMs = 10_000;

/**
 * The same connection, but a call that fails because the visitor is leaving does not fail before the page
 * is gone: Firefox ends requests as soon as another page is asked for, as if the network had failed.
 */
export function quietWhenLeaving(connection: PhoneConnection): PhoneConnection {
  return {
    people: () => unlessLeaving(connection.people()),
    scan: (...args) => unlessLeaving(connection.scan(...args)),
    follow: (...args) => unlessLeaving(connection.follow(...args)),
    unfollow: (...args) => unlessLeaving(connection.unfollow(...args)),
    chat: (...args) => unlessLeaving(connection.chat(...args)),
    send: (...args) => unlessLeaving(connection.send(...args)),
    tap: (...args) => unlessLeaving(connection.tap(...args)),
    search: (...args) => unlessLeaving(connection.search(...args)),
  };
}

async function unlessLeaving<T>(call: Promise<T>): Promise<T> {
  const leaving = new AbortController();
  const done = new AbortController();
  const { signal } = done;
  // Only during a call, because browsers may keep no page ready for Back that listens to `beforeunload`.
  for (const type of ['beforeunload', 'pagehide']) {
    addEventListener(type, () => leaving.abort(), { signal });
  }
  try {
    return await call;
  } catch (error) {
    if (leaving.signal.aborted) await pause(leavingMs, signal);
    throw error;
  } finally {
    done.abort();
  }
}
