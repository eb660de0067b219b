/** What the backend takes from its surroundings, so that tests can replace it. */
import type { Log } from './log.js';

export interface Environment {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** That many random bytes in base64url. */
  readonly randomToken: (bytes: number) => string;
  readonly log: Log;
}
