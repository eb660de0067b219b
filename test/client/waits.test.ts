import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { backoffMs } from '../../src/client/run/backoff.js';
import { explain } from '../../src/client/advice/explain.js';
import { errorCodes } from '../../src/protocol/error-codes.js';
import type { ErrorCode } from '../../src/protocol/errors.js';
import { readProblem } from '../../src/client/http/problem.js';
import { retryAfterMs } from '../../src/client/http/retry-after.js';
import { linked, systemAfter, wait } from '../../src/client/wait.js';
import { FakePage } from '../support/client/harness.js';
import { FakeClock, settle } from '../support/clock.js';

const anyRandom = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a back-off is between 0 and 20 s, and its upper limit doubles from 1 s', () => {
  fc.assert(
    fc.property(fc.nat(5000), anyRandom, (failures, random) => {
      const ms = backoffMs(failures, () => random);
      assert.ok(ms >= 0 && ms <= 20_000 && ms <= 1000 * 2 ** failures, `${ms}`);
    }),
  );
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, () => 1)),
    [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000],
  );
});

test('the back-offs of many pages spread over the whole range', () => {
  const waits = Array.from({ length: 100 }, (_, page) => backoffMs(4, () => page / 100));
  assert.equal(new Set(waits.map((ms) => Math.floor(ms / 1600))).size, 10);
});

test('Retry-After is read as seconds or a date, limited to a day, and ignored if invalid', () => {
  const nowMs = Date.UTC(2026, 0, 1);
  for (const [header, expected] of [
    ['0', 0],
    ['7', 7000],
    ['99999999999999999999', 86_400_000],
    [new Date(nowMs + 5000).toUTCString(), 5000],
    [new Date(nowMs - 5000).toUTCString(), 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['soon GMT', undefined],
    ['', undefined],
    [null, undefined],
  ] as const) {
    assert.equal(retryAfterMs(header, nowMs), expected, String(header));
  }
  fc.assert(
    fc.property(fc.string(), fc.nat(), (header, now) => {
      const ms = retryAfterMs(header, now);
      assert.ok(ms === undefined || (ms >= 0 && ms <= 86_400_000));
    }),
  );
});

test('a wait ends by time, by a signal or by an abort, and leaves no timer or listener', async () => {
  const clock = new FakeClock();
  const page = new FakePage();
  const run = new AbortController();
  const byTime = wait(1000, run.signal, clock.after, page.subscribe);
  await clock.advance(1000);
  await byTime;
  const bySignal = wait(Infinity, run.signal, clock.after, page.subscribe);
  assert.equal(clock.pending, 0, 'no timer for a wait without a time limit');
  page.signal();
  await bySignal;
  const byAbort = wait(1000, run.signal, clock.after, page.subscribe);
  run.abort(new Error('enough'));
  await assert.rejects(byAbort, /enough/);
  await assert.rejects(wait(1000, run.signal, clock.after), /enough/);
  await settle();
  assert.equal(clock.pending, 0);
  assert.equal(page.listeners.size, 0);
});

test('a linked controller aborts with its parent, but not its parent with it', () => {
  const parent = new AbortController();
  const alone = linked(parent.signal);
  alone.abort();
  assert.equal(parent.signal.aborted, false);
  const child = linked(parent.signal);
  parent.abort(new Error('enough'));
  assert.equal((child.signal.reason as Error).message, 'enough');
  assert.equal(linked(parent.signal).signal.aborted, true);
});

test('the timer of the platform can be cancelled', async () => {
  let calls = 0;
  systemAfter(() => calls++, 0)();
  await new Promise<void>((resolve) => systemAfter(resolve, 0));
  assert.equal(calls, 0);
});

test('every error has an explanation for the developer', () => {
  assert.match(explain('unreachable'), /CORS/);
  assert.match(explain('insecure_context'), /https/);
  // A route for one method alone answers the others with HTML.
  assert.match(explain('bad_response'), /every method/);
  assert.match(explain('confirmation_required'), /purpose="step-up"/);
  assert.match(explain('too_recent'), /24 hours/);
  for (const code of Object.keys(errorCodes) as ErrorCode[]) {
    assert.match(explain(code), /^[A-Z"].*\.$/, code);
    assert.doesNotMatch(explain(code), /does not know\.$/, code);
  }
});

test('an unknown error code becomes bad_response or rate_limited', () => {
  const codeOf = (code: unknown, status = 500): string =>
    readProblem(new Response(null, { status }), { code }, 0).code;
  assert.equal(codeOf('gone'), 'gone');
  for (const code of [
    'moon_phase',
    'toString',
    '__proto__',
    'insecure_context',
    '',
    7,
    null,
    undefined,
  ]) {
    assert.equal(codeOf(code), 'bad_response', String(code));
    assert.equal(codeOf(code, 429), 'rate_limited', String(code));
  }
});
