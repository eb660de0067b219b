/** `onEvent`: in the background, bounded, and without secrets. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEmitter, type SecurityEvent } from '../../../src/server/host/security-events.js';
import { settle } from '../../support/clock.js';

function setup(onEvent?: (event: SecurityEvent) => void | Promise<void>) {
  const clock = { nowMs: 0 };
  const received: SecurityEvent[] = [];
  const log: string[] = [];
  const emit = createEmitter(
    {
      now: () => clock.nowMs,
      log: (_, event, details) => void log.push(`${event} ${JSON.stringify(details)}`),
    },
    onEvent ?? ((event) => void received.push(event)),
  );
  return { clock, received, log, emit };
}

const forged = { type: 'forged_push', reason: 'signature' } as const;

test('a flood of one type is bounded, and the next event says how many were left out', async () => {
  const { clock, received, emit } = setup();
  for (let count = 0; count < 1000; count++) emit(forged);
  await settle();
  assert.equal(received.length, 20);
  assert.ok(received.every(({ omitted }) => omitted === undefined));
  clock.nowMs += 3000;
  emit(forged);
  emit(forged);
  await settle();
  assert.deepEqual(received.slice(20), [{ ...forged, omitted: 980 }]);
  clock.nowMs += 60_000;
  emit(forged);
  await settle();
  assert.equal(received.at(-1)?.omitted, 1);
});

test('a flood of one type, or of one limit, hides no other', async () => {
  const { received, emit } = setup();
  for (let count = 0; count < 100; count++) {
    emit(forged);
    emit({ type: 'limit_hit', limit: 'createsPerMinute', network: '192.0.2.0/24' });
  }
  emit({ type: 'limit_hit', limit: 'badProofs', network: '192.0.2.0/24' });
  emit({ type: 'contested', attempt: 'a' });
  await settle();
  const last = received.slice(-2).map((event) => ('limit' in event ? event.limit : event.type));
  assert.deepEqual(last, ['badProofs', 'contested']);
});

test('an application that throws or rejects disturbs nothing, and the log has no message of its', async () => {
  for (const onEvent of [
    () => {
      throw new TypeError('secret');
    },
    () => Promise.reject(new TypeError('secret')),
  ]) {
    const { log, emit } = setup(onEvent);
    emit(forged);
    await settle();
    assert.deepEqual(log, ['on_event_failed {"event":"forged_push","error":"TypeError"}']);
  }
});

test('an event is handed over after the caller has gone on', async () => {
  const { received, emit } = setup();
  emit(forged);
  assert.equal(received.length, 0);
  await settle();
  assert.equal(received.length, 1);
});
