/**
 * Polling: one request that the backend holds open until something changes. Where held requests do
 * not get through, the backend answers at once.
 */
import type { Snapshot } from '../../../protocol/messages.js';
import { parseSnapshot } from '../../../protocol/parse/snapshot.js';
import type { AttemptHandle, WatchOptions } from '../../backend.js';
import { answerTimeoutMs, type Requests } from '../request.js';

/** Sends one request and yields its snapshot, or nothing if this version does not know its state. */
export type Poller = (attempt: AttemptHandle, options: WatchOptions) => AsyncGenerator<Snapshot>;

/** How long a backend is asked to hold a request, in seconds. */
const holdS = 20;
/** If a held request ends sooner and without news, a proxy, the network or a backend that stops has ended it. */
const shortMs = 15_000;
/** Then requests are not held for so long: it may have been that backend, or an outage that is over. */
const unheldMs = 60_000;

export function createPoller(requests: Requests, now: () => number): Poller {
  let holdAgainAtMs = 0;

  return async function* poll({ id, key }, { rev, signal }) {
    const beganMs = now();
    const isHeld = beganMs >= holdAgainAtMs;
    const path = isHeld ? `/${id}?rev=${rev}&wait=${holdS}` : `/${id}`;
    const timeoutMs = answerTimeoutMs + (isHeld ? holdS * 1000 : 0);
    let snapshot: Snapshot | undefined;
    try {
      snapshot = await requests.ask({ path, key }, { signal, timeoutMs, parse: parseSnapshot });
    } catch (error) {
      // After a failure, requests are not held, so that the page learns at once that the backend is back.
      if (!signal.aborted) holdAgainAtMs = now() + unheldMs;
      throw error;
    }
    const isNews = (snapshot?.rev ?? 0) > rev;
    if (isHeld && !isNews && now() - beganMs < shortMs) holdAgainAtMs = now() + unheldMs;
    if (snapshot) yield snapshot;
  };
}
