/**
 * Callers who wait for an attempt to change: event streams and held reads. One ticker serves all of
 * them, and runs only while somebody waits, so no attempt needs a timer of its own.
 */
import { tooMany } from '../base/errors.js';
import { addressGroup } from '../base/address-group.js';
import type { Attempt } from './attempt.js';
import type { Attempts } from './attempts.js';
import { settle } from './transition.js';

const tickMs = 1000;
const maxWatchesPerAttempt = 2;

export interface Watchers {
  /** @throws WechatMpLoginError `rate_limited` where too many wait already */
  checkRoom(address: string): void;
  /** Call `checkRoom` first. A third watch of one attempt closes the oldest. */
  watch(attempt: Attempt, address: string, listener: WatchListener): Watch;
  readonly isClosed: boolean;
  /** Ends every wait, so that pages connect again, to another process. */
  close(): void;
}

export interface WatchListener {
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
}

/** One watch, with what the ticker needs. */
interface OpenWatch extends Watch {
  tick(nowMs: number): void;
}

export function createWatchers(options: WatchersOptions): Watchers {
  const { attempts, now, maxOpen, maxOpenPerAddress } = options;
  const openById = new Map<string, Set<OpenWatch>>();
  const room = createRoom(maxOpen, maxOpenPerAddress);
  let ticker: ReturnType<typeof setInterval> | undefined;
  let isClosed = false;

  function add(id: string, address: string, watch: OpenWatch): void {
    const watches = openById.get(id) ?? new Set();
    openById.set(id, watches.add(watch));
    const [oldest] = watches;
    if (watches.size > maxWatchesPerAttempt) oldest?.close();
    room.enter(address);
    ticker ??= setInterval(() => {
      const nowMs = now();
      for (const each of openById.values()) for (const open of each) open.tick(nowMs);
    }, tickMs);
  }

  /** False where it was closed before. */
  function remove(id: string, address: string, watch: OpenWatch): boolean {
    const watches = openById.get(id);
    if (!watches?.delete(watch)) return false;
    if (watches.size === 0) openById.delete(id);
    room.leave(address);
    if (openById.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
    return true;
  }

  function watch(attempt: Attempt, address: string, listener: WatchListener): Watch {
    const { id } = attempt;
    let newest = attempt;
    let { dueAtMs } = listener;
    let stop = (): void => undefined;
    const change = (next: Attempt): void => {
      newest = next;
      listener.changed(next, own);
    };
    const own: OpenWatch = {
      remindAt: (atMs) => void (dueAtMs = atMs),
      close() {
        if (!remove(id, address, own)) return;
        stop();
        listener.closed(newest);
      },
      tick(nowMs) {
        const settled = settle(newest, nowMs);
        if (settled !== newest) change(settled);
        else if (nowMs >= dueAtMs) listener.due(own);
      },
    };
    add(id, address, own);
    const changeIfNewer = (next: Attempt): void => {
      if (next.rev > newest.rev) change(next);
    };
    stop = attempts.subscribe(id, changeIfNewer);
    // Catches up with changes between the caller's read and the subscription. A store that fails here
    // fails the next read as well; the subscription remains.
    attempts.get(id).then(
      (next) => {
        if (next && openById.get(id)?.has(own)) changeIfNewer(next);
      },
      () => undefined,
    );
    if (isClosed) own.close();
    return own;
  }

  return {
    checkRoom: room.check,
    watch,
    get isClosed() {
      return isClosed;
    },
    close() {
      isClosed = true;
      for (const watches of openById.values()) for (const open of watches) open.close();
    },
  };
}

/** Counts the open watches, in all and by address. */
function createRoom(maxOpen: number, maxOpenPerAddress: number) {
  const countByGroup = new Map<string, number>();
  let count = 0;

  function change(address: string, by: 1 | -1): void {
    count += by;
    const group = addressGroup(address);
    // Callers without an address do not share one.
    if (group === '') return;
    const own = (countByGroup.get(group) ?? 0) + by;
    if (own === 0) countByGroup.delete(group);
    else countByGroup.set(group, own);
  }

  return {
    check: (address: string): void => {
      const own = countByGroup.get(addressGroup(address)) ?? 0;
      if (count >= maxOpen || own >= maxOpenPerAddress) {
        throw tooMany(10_000, 'too many open reads');
      }
    },
    enter: (address: string): void => change(address, 1),
    leave: (address: string): void => change(address, -1),
  };
}
