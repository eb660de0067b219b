/** The functions of a store for attempts, from those of a database and what tells of changes. */
import type { EventLog } from '../base/operation/log-events.js';
import type { Store } from '../attempts/store/store.js';
import { createChangeFeed, type ChangeFeedOptions } from './change-feed.js';
import { createHints, type HintsOptions } from './hints.js';

/** Attempts in a database that any number of instances use. */
export interface DatabaseAttempts extends Pick<Store, 'create' | 'get' | 'byScene' | 'advance'> {
  readonly readRevs: ChangeFeedOptions['readRevs'];
}

type AttemptFunctions = Pick<Store, 'create' | 'get' | 'byScene' | 'advance' | 'subscribe'>;

/** @param open listens for hints; undefined: the change feed finds all changes by itself */
export function shareAttempts(
  attempts: DatabaseAttempts,
  open: HintsOptions['open'] | undefined,
  log: EventLog,
): AttemptFunctions & { close(): Promise<void> } {
  const feed = createChangeFeed({
    get: (id) => attempts.get(id),
    readRevs: (ids) => attempts.readRevs(ids),
    listen: () => hints?.listen(),
  });
  const hints = open && createHints({ open, onHint: feed.hint, onGap: feed.catchUp, log });
  return {
    create: (attempt) => attempts.create(attempt),
    get: (id) => attempts.get(id),
    byScene: (scene) => attempts.byScene(scene),
    async advance(id, rev, next) {
      const isWritten = await attempts.advance(id, rev, next);
      if (isWritten) feed.changed(next);
      return isWritten;
    },
    subscribe: (...args) => feed.subscribe(...args),
    async close() {
      feed.close();
      await hints?.close();
    },
  };
}
