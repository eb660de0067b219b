/**
 * Serves the callers who wait for an attempt to change: event streams and held reads. A single ticker
 * serves them all, and runs only while somebody waits, so no attempt needs a timer of its own.
 */
import { addressGroup } from '../base/limits/address-group.js';
import type { Metrics } from '../base/operation/metrics.js';
import { atAnEvenPace } from '../base/operation/pace.js';
import type { Attempt } from './attempt.js';
import type { Attempts } from './attempts.js';
import { settle } from './transition.js';

const tickMs = 1000;
const maxWatchesPerAttempt = 2;

export interface Watchers {
  /** Whether this address may wait, or too many wait already. */
  hasRoom(address: string): boolean;
  /** Call `hasRoom` first. A third watch of one attempt closes the oldest. */
  watch(attempt: Attempt, address: string, listener: WatchListener): Watch;
  readonly isClosed: boolean;
  /**
   * Ends every wait within `spreadMs`, so that the pages connect again, to another process if there is one.
   * A wait that begins now ends at once.
   */
  close(spreadMs: number): Promise<void>;
}

export interface WatchListener {
  readonly as: 'stream' | 'held';
  /** When to call `due` first, in milliseconds since the epoch. */
  readonly dueAtMs: number;
  /** The attempt has changed, or has ended because its time is over. */
  changed(attempt: Attempt, watch: Watch): void;
  due(watch: Watch): void;
  /** Called once, with the newest attempt: after `close`, for a newer watch, and when the server stops. */
  closed(newest: Attempt): void;
}

export interface Watch {
  /** When to call `due` next, in milliseconds since the epoch. */
  remindAt(atMs: number): void;
  close(): void;
}

export interface WatchersOptions {
  readonly attempts: Pick<Attempts, 'get' | 'subscribe'>;
  readonly now: () => number;
  readonly maxOpen: number;
  readonly maxOpenPerAddress: number;
  readonly metrics: Metrics;
}

export function createWatchers(options: WatchersOptions): Watchers {
  const { attempts, now, metrics } = options;
  const room = createRoom(options.maxOpen, options.maxOpenPerAddress);
  const open = createOpenWatches(now);
  let isClosed = false;

  function watch(attempt: Attempt, address: string, listener: WatchListener): Watch {
    const { id } = attempt;
    let stop = (): void => undefined;
    const own = createWatch(attempt, listener, { open, metrics }, () => {
      room.leave(address);
      metrics({ type: 'waiting', as: listener.as, change: -1 });
      stop();
    });
    room.enter(address);
    metrics({ type: 'waiting', as: listener.as, change: 1 });
    open.add(id, own);
    stop = attempts.subscribe(id, own.changeIfNewer, attempt.rev);
    // Catches up with changes between the caller's read and the subscription. A failure is ignored: the
    // subscription remains, and the next read fails too if the store is down.
    attempts.get(id).then(
      (next) => {
        if (open.has(id, own)) own.changeIfNewer(next);
      },
      () => undefined,
    );
    if (isClosed) own.close();
    return own;
  }

  return {
    hasRoom: room.has,
    watch,
    get isClosed() {
      return isClosed;
    },
    close(spreadMs) {
      isClosed = true;
      return atAnEvenPace(open.all(), spreadMs, (each) => each.close());
    },
  };
}

/** A watch, with the functions that the ticker and the store call. */
interface OpenWatch extends Watch {
  readonly tick: (nowMs: number) => void;
  readonly changeIfNewer: (next: Attempt | undefined) => void;
}

/** @param left called when it has ended, before the listener hears of it */
function createWatch(
  attempt: Attempt,
  listener: WatchListener,
  { open, metrics }: { readonly open: OpenWatches; readonly metrics: Metrics },
  left: () => void,
): OpenWatch {
  const { id } = attempt;
  let newest = attempt;
  let { dueAtMs } = listener;
  const change = (next: Attempt): void => {
    newest = next;
    listener.changed(next, own);
  };
  const own: OpenWatch = {
    remindAt: (atMs) => void (dueAtMs = atMs),
    close() {
      if (!open.remove(id, own)) return;
      left();
      listener.closed(newest);
    },
    tick(nowMs) {
      const settled = settle(newest, nowMs);
      if (settled !== newest) {
        // Once for an attempt that two callers watch: the first one's wait ends with it.
        if (open.isLast(id)) metrics({ type: 'attempt', event: 'expired', method: newest.method });
        change(settled);
      } else if (nowMs >= dueAtMs) listener.due(own);
    },
    changeIfNewer(next) {
      // Lost by the store: the page asks again, and learns that it needs another QR code.
      if (!next) own.close();
      else if (next.rev > newest.rev) change(next);
    },
  };
  return own;
}

type OpenWatches = ReturnType<typeof createOpenWatches>;

/** The open watches by attempt, and the ticker that serves them. */
function createOpenWatches(now: () => number) {
  const byId = new Map<string, Set<OpenWatch>>();
  let ticker: ReturnType<typeof setInterval> | undefined;

  function tick(): void {
    const nowMs = now();
    for (const watches of byId.values()) for (const watch of watches) watch.tick(nowMs);
  }

  return {
    add(id: string, watch: OpenWatch): void {
      const watches = byId.get(id) ?? new Set();
      byId.set(id, watches.add(watch));
      const [oldest] = watches;
      if (watches.size > maxWatchesPerAttempt) oldest?.close();
      ticker ??= setInterval(tick, tickMs);
    },
    has: (id: string, watch: OpenWatch): boolean => byId.get(id)?.has(watch) ?? false,
    /** False for a watch that was removed before. */
    remove(id: string, watch: OpenWatch): boolean {
      const watches = byId.get(id);
      if (!watches?.delete(watch)) return false;
      if (watches.size === 0) byId.delete(id);
      if (byId.size === 0) {
        clearInterval(ticker);
        ticker = undefined;
      }
      return true;
    },
    isLast: (id: string): boolean => byId.get(id)?.size === 1,
    all: (): readonly OpenWatch[] => [...byId.values()].flatMap((watches) => [...watches]),
  };
}

/** Counts the open watches, in all and by address. */
function createRoom(maxOpen: number, maxOpenPerAddress: number) {
  const countByGroup = new Map<string, number>();
  let count = 0;

  function change(address: string, by: 1 | -1): void {
    count += by;
    const group = addressGroup(address);
    // Unknown addresses are not counted together as if they were one.
    if (group === '') return;
    const own = (countByGroup.get(group) ?? 0) + by;
    if (own === 0) countByGroup.delete(group);
    else countByGroup.set(group, own);
  }

  return {
    has: (address: string): boolean =>
      count < maxOpen && (countByGroup.get(addressGroup(address)) ?? 0) < maxOpenPerAddress,
    enter: (address: string): void => change(address, 1),
    leave: (address: string): void => change(address, -1),
  };
}
