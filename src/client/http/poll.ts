/**
 * Polling: one request that the backend holds open until something changes, or, where held requests
 * do not get through, one that it answers at once.
 */
import type { Snapshot } from '../../protocol/messages.js';
import { parseSnapshot } from '../../protocol/parse/answers.js';
import type { AttemptHandle, WatchOptions } from '../backend.js';
import { answerTimeoutMs, type Requests } from './request.js';

/** One request's worth of snapshots: one, or none where the backend has nothing that we know. */
export type Poller = (attempt: AttemptHandle, options: WatchOptions) => AsyncGenerator<Snapshot>;

/** How long a backend is asked to hold a request, in seconds. */
const holdS = 20;
/** A held request without news that ends sooner was cut. */
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
      // Plain requests after a failure, so that the page learns at once that the backend is back.
      holdsRequests &&= signal.aborted;
      throw error;
    }
    const isNews = (snapshot?.rev ?? 0) > rev;
    holdsRequests &&= isNews || now() - beganMs >= shortMs;
    if (snapshot) yield snapshot;
  };
}
