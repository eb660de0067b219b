/**
 * Tells an instance about changes that other instances make. What a database sends may get lost, so it is
 * only a hint. One ticker compares the revisions of all watched attempts in batches and finds what was missed.
 */
import { backgroundTimers, type Timers } from '../../wechat/io/timers.js';
import type { Attempt } from '../attempts/attempt.js';
import type { Store } from '../attempts/store/store.js';

/** Each tick checks one bucket, so every watched attempt is checked once in 2.5 seconds. */
const tickMs = 250;
const bucketCount = 10;
export const checkedEveryMs = tickMs * bucketCount;

export interface ChangeFeedOptions {
  readonly get: (id: string) => Promise<Attempt | undefined>;
  /** The `rev` of each of these attempts, in the same order; undefined for an attempt that is gone. */
  readonly readRevs: (ids: readonly string[]) => Promise<readonly (number | undefined)[]>;
  /**
   * Listens for hints, unless it does so already. Called at the first subscription and with every tick, so
   * that a lost connection is opened again. Must not throw.
   */
  readonly listen: () => void;
  readonly timers?: Timers;
}

export interface ChangeFeed {
  /** `rev` is the one that the caller has read, and the listener hears of newer ones only. */
  readonly subscribe: Store['subscribe'];
  /** A notification says that the attempt has this `rev` now. */
  readonly hint: (id: string, rev: number) => void;
  /** This instance has written the attempt. */
  readonly changed: (attempt: Attempt) => void;
  /** Checks all watched attempts at once: hints may have been lost. */
  readonly catchUp: () => void;
  readonly close: () => void;
}

type Listener = (attempt: Attempt | undefined) => void;

interface Watched {
  /** What the listeners know, or can read for themselves. */
  rev: number;
  readonly listeners: Set<Listener>;
}

interface Bucket {
  readonly watched: Map<string, Watched>;
  /** While the database does not answer, checks must not pile up. */
  isChecking: boolean;
}

export function createChangeFeed(options: ChangeFeedOptions): ChangeFeed {
  const { listen, timers = backgroundTimers } = options;
  const buckets = createBuckets();
  const { check, deliverIfNewer, deliver } = createDelivery(options, buckets);
  let next = 0;
  let ticker: unknown;
  let isClosed = false;

  function tick(): void {
    ticker = undefined;
    if (isClosed || buckets.all.every(({ watched }) => watched.size === 0)) return;
    ticker = timers.setTimeout(tick, tickMs);
    listen();
    const bucket = buckets.all[next++ % bucketCount];
    if (bucket) void check(bucket);
  }

  return {
    subscribe(id, listener, rev = -1) {
      const remove = buckets.add(id, listener, rev);
      if (ticker === undefined && !isClosed) {
        ticker = timers.setTimeout(tick, tickMs);
        listen();
      }
      return remove;
    },
    hint(id, rev) {
      // If it fails, the next check finds the change.
      deliverIfNewer(id, rev).catch(() => undefined);
    },
    changed: deliver,
    catchUp() {
      for (const bucket of buckets.all) void check(bucket);
    },
    close() {
      isClosed = true;
      timers.clearTimeout(ticker);
      for (const { watched } of buckets.all) watched.clear();
    },
  };
}

type Buckets = ReturnType<typeof createBuckets>;

/**
 * The watched attempts. A bucket holds attempts whose ids begin with the same characters, so that a store
 * that keeps attempts in groups of these reads few groups at a time.
 */
function createBuckets() {
  const all = Array.from({ length: bucketCount }, (): Bucket => ({
    watched: new Map<string, Watched>(),
    isChecking: false,
  }));
  const watchedBeside = (id: string): Map<string, Watched> | undefined =>
    all[(id.charCodeAt(0) || 0) % bucketCount]?.watched;

  return {
    all,
    get: (id: string): Watched | undefined => watchedBeside(id)?.get(id),
    /** Returns its listeners. */
    remove(id: string): readonly Listener[] {
      const listeners = [...(watchedBeside(id)?.get(id)?.listeners ?? [])];
      watchedBeside(id)?.delete(id);
      return listeners;
    },
    /** Returns a function that removes the listener. */
    add(id: string, listener: Listener, rev: number): () => void {
      const bucket = watchedBeside(id);
      const watched = bucket?.get(id) ?? { rev, listeners: new Set() };
      // A listener of its own, so that the same function can be passed twice.
      const each: Listener = (attempt) => listener(attempt);
      watched.listeners.add(each);
      bucket?.set(id, watched);
      return () => {
        watched.listeners.delete(each);
        if (watched.listeners.size === 0 && bucket?.get(id) === watched) bucket.delete(id);
      };
    },
  };
}

/** Tells the listeners what the database has. */
function createDelivery({ get, readRevs }: ChangeFeedOptions, buckets: Buckets) {
  async function check(bucket: Bucket): Promise<void> {
    const ids = [...bucket.watched.keys()];
    if (ids.length === 0 || bucket.isChecking) return;
    bucket.isChecking = true;
    try {
      const revs = await readRevs(ids);
      await Promise.all(ids.map((id, index) => deliverOrLose(id, revs[index])));
    } catch {
      // Whatever it was, the next round tries again, and the requests of the pages log it.
    } finally {
      bucket.isChecking = false;
    }
  }

  async function deliverOrLose(id: string, rev: number | undefined): Promise<void> {
    if (rev !== undefined) {
      await deliverIfNewer(id, rev);
      return;
    }
    // The database has it no longer: its time is over, or a crash has emptied the table.
    for (const listener of buckets.remove(id)) listener(undefined);
  }

  async function deliverIfNewer(id: string, rev: number): Promise<void> {
    const watched = buckets.get(id);
    if (!watched || rev <= watched.rev) return;
    const attempt = await get(id);
    if (attempt) deliver(attempt);
  }

  function deliver(attempt: Attempt): void {
    const watched = buckets.get(attempt.id);
    if (!watched || attempt.rev <= watched.rev) return;
    watched.rev = attempt.rev;
    for (const listener of [...watched.listeners]) listener(attempt);
  }

  return { check, deliverIfNewer, deliver };
}
