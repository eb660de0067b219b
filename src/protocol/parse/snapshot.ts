/** Checks the snapshots of an attempt that a backend sends while the page waits. */
import type { Snapshot } from '../messages.js';
import { isAttemptState } from '../states.js';
import { snapshotReaders } from './created.js';
import { object, text } from './read.js';

const snapshot = object(snapshotReaders);
/** A state that this version may not know yet. */
const state = object<{ state: string }>({ state: text(/^[A-Za-z0-9_-]{1,64}$/) });

/**
 * Reads a snapshot of an attempt.
 *
 * @returns undefined for a state that a newer backend has added: the page keeps what it shows and
 * keeps waiting
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * parseSnapshot({ state: 'pending', rev: 1, expiresIn: 180, interval: 2 })?.state; // 'pending'
 * ```
 */
export function parseSnapshot(body: unknown): Snapshot | undefined {
  return isAttemptState(state(body).state) ? snapshot(body) : undefined;
}
