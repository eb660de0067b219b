/** The clock, the source of randomness and the log: passed in, so that tests can replace them. */
import type { EventLog } from './operation/log-events.js';

export interface Environment {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Returns the given number of random bytes in base64url. */
  readonly randomToken: (bytes: number) => string;
  readonly log: EventLog;
}
