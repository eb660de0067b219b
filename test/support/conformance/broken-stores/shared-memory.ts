/** A database in memory, with stores that share it as those of several processes would. */
import type { Attempt } from '../../../../src/server/attempts/attempt.js';
import { createMemoryStore, type Store } from '../../../../src/server/index.js';

export interface SharedMemory {
  /** Opens one more store on it. */
  open(): Required<Store>;
  readonly now: () => number;
  /** Moves the clock. Every second of it, all stores catch up with changes that nobody told them. */
  readonly pass: (ms: number) => Promise<void>;
  readonly loseNotifications: () => void;
  readonly isLossy: () => boolean;
}

interface Watch {
  readonly id: string;
  readonly listener: (attempt: Attempt) => void;
  rev: number;
}

export function createSharedMemory(): SharedMemory {
  let nowMs = 1_800_000_000_400;
  let isLossy = false;
  const now = (): number => nowMs;
  const { records, counters, ...database } = createMemoryStore({ now });
  const watches = new Set<Watch>();
  if (!records || !counters) throw new Error('The memory store has records and counters');

  function deliver(next: Attempt): void {
    for (const watch of watches) {
      if (watch.id !== next.id || watch.rev >= next.rev) continue;
      watch.rev = next.rev;
      watch.listener(next);
    }
  }

  async function catchUp(): Promise<void> {
    for (const { id } of watches) {
      const next = await database.get(id);
      if (next) deliver(next);
    }
  }

  return {
    open: () => ({
      ...{ ...database, records, counters },
      async advance(id, rev, next) {
        const isWritten = await database.advance(id, rev, next);
        if (isWritten && !isLossy) deliver(next);
        return isWritten;
      },
      subscribe(id, listener, rev = -1) {
        const watch = { id, listener, rev };
        watches.add(watch);
        return () => watches.delete(watch);
      },
      now: () => Promise.resolve(nowMs),
      close: () => Promise.resolve(),
    }),
    now,
    async pass(ms) {
      const lastSecond = Math.floor(nowMs / 1000);
      nowMs += ms;
      if (Math.floor(nowMs / 1000) > lastSecond) await catchUp();
    },
    loseNotifications: () => void (isLossy = true),
    isLossy: () => isLossy,
  };
}
