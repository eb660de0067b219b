/**
 * `GET /attempts/{id}`: the attempt's state, at once, after the next change, or as a stream of all
 * changes.
 */
import type { Snapshot } from '../../protocol/messages.js';
import { isEnd } from '../../protocol/states.js';
import type { Attempt } from '../attempts/attempt.js';
import { snapshotOf } from '../attempts/transition.js';
import { invalid, slowDown } from '../base/errors.js';
import type { Backend } from './backend.js';
import type { Call, JsonReply, StreamReply } from './call.js';
import { proveByKey } from './prove.js';

const maxWaitS = 25;

export async function watch(backend: Backend, call: Call): Promise<JsonReply | StreamReply> {
  const { limits, watchers } = backend;
  const attempt = await proveByKey(backend, call);
  const tooSoonMs = limits.polls.take(attempt.id);
  if (tooSoonMs > 0) throw slowDown(tooSoonMs);
  if (call.wantsStream) {
    watchers.checkRoom(call.caller.address);
    return { streamOf: attempt };
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
  if (isBehind || waitMs === 0 || watchers.isClosed) return snapshotOf(attempt, now());
  watchers.checkRoom(address);
  return new Promise((resolve) => {
    const leave = new AbortController();
    const held = watchers.watch(attempt, address, {
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
