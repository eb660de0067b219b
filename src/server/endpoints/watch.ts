/**
 * `GET /attempts/{id}`: the attempt's state, at once, after the next change, or as a stream of all
 * changes.
 */
import type { Snapshot } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt } from '../attempts/attempt.js';
import { snapshotOf } from '../attempts/transition.js';
import { invalid, slowDown, tooMany, unavailable } from '../base/errors.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply, StreamReply } from './call.js';
import { proveByKey } from './prove.js';

const maxWaitS = 20;
/** Short, because a page that may not hold a stream can ask at once in another way. */
const fullHouseRetryMs = 2000;

export async function watch(backend: Backend, call: Call): Promise<JsonReply | StreamReply> {
  const { limits, watchers } = backend;
  const attempt = await proveByKey(backend, call);
  const tooSoonMs = limits.polls.take(attempt.id);
  if (tooSoonMs > 0) throw slowDown(tooSoonMs);
  if (call.wantsStream) {
    const { isClosed } = watchers;
    if (!isClosed && watchers.hasRoom(call.caller.address)) return { streamOf: attempt };
    // Only a page that has nothing to learn may be refused. Reads that are not held have no such limit.
    if (attempt.state === 'pending') {
      // Without a time to wait, a page comes back within a second, each page at another moment.
      throw isClosed
        ? unavailable('store_unavailable')
        : tooMany(fullHouseRetryMs, 'too many open streams');
    }
    return { status: 200, json: snapshotOf(attempt, backend.now()) };
  }
  const rev = readNumber(call, 'rev');
  const waitMs = Math.min(maxWaitS, readNumber(call, 'wait')) * 1000;
  return { status: 200, json: await nextSnapshot(backend, call, attempt, { rev, waitMs }) };
}

function readNumber({ query }: Call, name: string): number {
  const value = query.get(name);
  if (value === null) return 0;
  if (!/^\d{1,15}$/.test(value)) throw invalid(name);
  return Number(value);
}

/** The next snapshot after `rev`, which is the page's newest; the present one after `waitMs`. */
async function nextSnapshot(
  { now, watchers }: Backend,
  { caller: { address }, signal }: Call,
  attempt: Attempt,
  { rev, waitMs }: { readonly rev: number; readonly waitMs: number },
): Promise<Snapshot> {
  const isBehind = attempt.rev > rev || isEnd(attempt.state);
  const canWait = !watchers.isClosed && !signal.aborted && watchers.hasRoom(address);
  // Without room, the page polls: an answer without news comes at once.
  if (isBehind || waitMs === 0 || !canWait) return snapshotOf(attempt, now());
  return new Promise((resolve) => {
    const leave = new AbortController();
    const held = watchers.watch(attempt, address, {
      as: 'held',
      dueAtMs: now() + waitMs,
      changed(next, own) {
        if (next.rev > rev) own.close();
      },
      due: (own) => own.close(),
      closed(newest) {
        leave.abort();
        resolve(snapshotOf(newest, now()));
      },
    });
    signal.addEventListener('abort', () => held.close(), { signal: leave.signal });
  });
}
