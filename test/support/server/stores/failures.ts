/** What visitors and the log get from a backend whose database fails. */
import assert from 'node:assert/strict';
import { createChain } from '../../../../src/protocol/chain.js';
import type { Store } from '../../../../src/server/index.js';
import { newAttempt } from '../../../../src/conformance/store/kit.js';
import { until } from '../../until.js';
import { createHarness } from '../harness.js';

/** A place for a store and the log that it gets. */
export function logged(create: (log: (...line: [string, string, object]) => void) => Store) {
  const lines: { event: string; details: unknown }[] = [];
  const store = create((_, event, details) => void lines.push({ event, details }));
  return { store, lines };
}

/** A visitor opens a page: the answer to it, and how the log explains it. */
export async function openPage(store: Store) {
  const { call, log } = createHarness({ store, now: Date.now });
  const { challenge } = await createChain();
  const body = { challenge, purpose: 'login', method: 'scan' };
  const { status, body: answer } = await call('POST', '/attempts', body);
  return { status, code: answer['code'], log };
}

/** The page gets a 503, and each failure is a line that names the call, the error and what to do. */
export async function assertExplained(store: Store, error: string, meaning: RegExp): Promise<void> {
  const { status, code, log } = await openPage(store);
  assert.deepEqual([status, code], [503, 'store_unavailable']);
  const failures = log.filter(({ event }) => event === 'store_failed');
  assert.ok(failures.length > 0, 'the log says why');
  for (const { details } of failures) {
    const { call, error: kind, meaning: says } = details as Record<string, unknown>;
    assert.match(String(call), /^(now|create|counters\.count)$/);
    assert.equal(kind, error);
    assert.match(String(says), meaning);
  }
}

/** Waits until a page gets a QR code again. */
export async function untilServed(store: Store): Promise<void> {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs;) {
    if ((await openPage(store)).status === 201) return;
  }
  throw new Error('the store did not come back');
}

/** An instance whose connection for hints fails says so once, and its visitors sign in all the same. */
export async function assertDeaf(
  store: Store,
  lines: readonly { readonly event: string; readonly details: unknown }[],
  why: RegExp,
): Promise<void> {
  const attempt = newAttempt(Date.now());
  await store.create(attempt);
  const seen: number[] = [];
  const stop = store.subscribe(attempt.id, (next) => next && seen.push(next.rev), 0);
  await until(() => lines.length > 0, 'the log says that nothing is heard');
  assert.equal(lines[0]?.event, 'store_listen_failed');
  assert.match(JSON.stringify(lines[0].details), why);
  assert.equal(await store.advance(attempt.id, 0, { ...attempt, rev: 1 }), true);
  await until(() => seen.at(-1) === 1);
  assert.equal(lines.length, 1, 'once');
  stop();
}
