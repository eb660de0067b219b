/** Notices that processes which share a store do not accept each other's `secrets`. */
import type { EventLog } from '../operation/log-events.js';
import type { Records } from '../shared/records.js';
import { createRotatingHash, type Secrets } from './rotation.js';

const recordKey = 'secrets';
/** As long as a browser is known: nothing that the secrets protect lasts longer. */
const keptMs = 90 * 86_400_000;
/** Of processes that start at the same moment, each write fails all others once. */
const maxTries = 5;

const meaning =
  'The process that started last with this store has another first secret, which this one does not accept. ' +
  'While both run, answers in the chat, known browsers and limits work only where the same process takes ' +
  'them. Give all processes the same `secrets` (without it, the AppSecret counts), and keep the former one ' +
  'in the list when you change it (docs/operation.md#key-rotation).';

export interface CompareSecretsOptions {
  /** Those of the store that the processes share. */
  readonly records: Records<object>;
  readonly secrets: Secrets;
  readonly now: () => number;
  readonly log: EventLog;
}

/** Call it once at start. Never rejects: if the store fails, requests say so. */
export async function compareSecrets(options: CompareSecretsOptions): Promise<void> {
  const { records, secrets, now, log } = options;
  try {
    const accepted = await createRotatingHash(secrets, 'secrets').hashes(['first']);
    for (let tries = 0; tries < maxTries; tries++) {
      const stored = await records.get(recordKey);
      // Written by this function, but the record of an earlier or later version may look different.
      const { first } = (stored?.record ?? {}) as { readonly first?: unknown };
      const isNew = first !== accepted[0];
      const next = { first: accepted[0] };
      if (isNew && !(await records.set(recordKey, stored?.rev ?? 0, next, now() + keptMs)))
        continue;
      if (typeof first === 'string' && !accepted.includes(first)) {
        log('warn', 'secrets_differ', { meaning });
      }
      return;
    }
  } catch {
    // The first request will tell.
  }
}
