/** Notices that processes do not share a store: somebody scans a QR code that this one should know, and does not. */
import type { Push } from '../../../wechat/push/messages.js';
import { decodeTicket } from '../../../wechat/ticket.js';
import { pendingMs } from '../../attempts/times-and-tries.js';
import type { EventLog } from '../../base/operation/log-events.js';

/** How much later than it happened a scan may arrive: then a QR code is older than it looks. */
const deliveryMs = 10_000;

/** Given a scan of a QR code that has a scene of ours and that the store does not know. */
export type LostScanWatch = (push: Push) => void;

export interface LostScanOptions {
  readonly log: EventLog;
  readonly now: () => number;
  /** Whether the application has chosen a store. Otherwise each process has its own, in memory. */
  readonly hasStore: boolean;
}

const meanings = {
  memory:
    'Another process has made this QR code: logins are in the memory of each process, so with several ' +
    'processes most people cannot sign in. Run one process, or pass the same `store` to all, such as ' +
    '`createRedisStore` or `createPostgresStore` (docs/stores.md).',
  store:
    'The QR code is new, and this store does not know it. Either another process uses another store: ' +
    'give all the same database and `prefix`; or the store has lost it: it was emptied, or has dropped ' +
    'it for want of memory (docs/stores.md).',
} as const;

/**
 * Warns once. The ticket tells when the QR code was made (docs/wechat.md#tickets-hold-no-secret). Both that
 * and the time of the scan are by WeChat's clock, so ours may differ.
 */
export function createLostScanWatch({ log, now, hasStore }: LostScanOptions): LostScanWatch {
  const startedAtMs = now();
  let hasWarned = false;
  return (push) => {
    const ticket = 'ticket' in push ? push.ticket : undefined;
    if (hasWarned || ticket === undefined) return;
    const made = decodeTicket(ticket);
    if (!made) return;
    const ageMs = (push.createdAtS - made.createdAtS) * 1000;
    // Older ones may have been forgotten in time, or made before this process started, with its memory empty.
    const isOurs = ageMs >= 0 && ageMs <= pendingMs && ageMs + deliveryMs <= now() - startedAtMs;
    if (!isOurs) return;
    hasWarned = true;
    log('warn', 'store_not_shared', { meaning: meanings[hasStore ? 'store' : 'memory'] });
  };
}
