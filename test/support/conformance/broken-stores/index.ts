/** Stores that are broken on purpose, each in one way. */
import { brokenAttempts } from './attempts.js';
import type { Broken } from './broken.js';
import { brokenCounters } from './counters.js';
import { brokenOperation } from './operating.js';
import { brokenRecords } from './records.js';
import { brokenSubscriptions } from './subscriptions.js';

export const brokenStores: readonly Broken[] = [
  ...brokenAttempts,
  ...brokenSubscriptions,
  ...brokenRecords,
  ...brokenCounters,
  ...brokenOperation,
];
