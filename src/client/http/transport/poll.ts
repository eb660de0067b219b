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
/** If a held request ends sooner and without news, a proxy or the network has cut it off. */
const shortMs = 15_000;

export function createPoller(requests: Requests, now: () => number): Poller {
  let holdsRequests = true;

  return async function* poll({ id, key }, { rev, signal }) {
    const beganMs = now();
    const path = holdsRequests ? `/${id}?rev=${rev}&wait=${holdS}` : `/${id}`;
    const timeoutMs = answerTimeoutMs + (holdsRequests ? holdS * 1000 : 0);
    let snapshot: Snapshot | undefined;
    try {
      snapshot = await requests.ask({ path, key }, { signal, timeoutMs, parse: parseSnapshot });
    } catch (error) {
      // After a failure, requests are not held, so that the page learns at once that the backend is back.
      holdsRequests &&= signal.aborted;
      throw error;
    }
    const isNews = (snapshot?.rev ?? 0) > rev;
    holdsRequests &&= isNews || now() - beganMs >= shortMs;
    if (snapshot) yield snapshot;
  };
}
