import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createHints, hintOf } from '../../../src/server/stores/hints.js';
import { listenOn } from '../../../src/server/stores/postgres/listen.js';
import { settle } from '../../support/clock.js';

/** Hints over connections that a test can cut and refuse. The clock is that of the ticks. */
function setup() {
  const at = { nowMs: 0, opened: 0, gaps: 0, isRefused: false };
  const heard: string[] = [];
  const lines: [string, Readonly<Record<string, unknown>>][] = [];
  let hear: (payload: string) => void = () => undefined;
  let cut = (): void => undefined;
  const open = listenOn((_, onPayload, lost) => {
    at.opened++;
    [hear, cut] = [onPayload, lost];
    if (at.isRefused) throw Object.assign(new Error('refused'), { code: '53300' });
    return Promise.resolve(() => undefined);
  }, 'channel');
  const hints = createHints({
    open,
    onHint: (id, rev) => heard.push(`${id} ${rev}`),
    onGap: () => at.gaps++,
    log: (_, event, details) => lines.push([event, details]),
    now: () => at.nowMs,
  });
  return {
    ...{ at, heard, lines, hints },
    cut: () => cut(),
    hear: (payload: string) => hear(payload),
    /** How many connections were opened by the ticks within this time. */
    openedWithin: async (ms: number): Promise<number> => {
      const before = at.opened;
      for (let passed = 0; passed < ms; passed += 250) {
        at.nowMs += 250;
        hints.listen();
        await settle();
      }
      return at.opened - before;
    },
  };
}

test('a connection that is lost again and again is opened less and less often, until one hears', async () => {
  const { at, cut, hear, heard, hints, openedWithin } = setup();
  hints.listen();
  await settle();
  assert.deepEqual([at.opened, at.gaps], [1, 1]);
  cut();
  assert.equal(await openedWithin(500), 0, 'seen by a tick, and then not before half a second');
  at.isRefused = true;
  assert.equal(await openedWithin(250), 1, 'refused this time');
  at.isRefused = false;
  assert.equal(await openedWithin(750), 0, 'not before a second');
  assert.equal(await openedWithin(250), 1);
  hear(hintOf('id', 3));
  assert.deepEqual(heard, ['id 3']);
  cut();
  assert.equal(await openedWithin(750), 1, 'after it has heard, half a second again');
  cut();
  await hints.close();
  assert.equal(await openedWithin(20_000), 0, 'never after close');
});

test('the log says once why an instance hears nothing, and again when it has heard since', async () => {
  const { at, cut, hear, hints, lines, openedWithin } = setup();
  at.isRefused = true;
  hints.listen();
  await settle();
  assert.ok((await openedWithin(30_000)) > 3);
  assert.deepEqual(lines.map(([event, { error }]) => [event, error]), [['store_listen_failed', 'Error 53300']]); // prettier-ignore
  assert.match(String(lines[0]?.[1]['meaning']), /within 3 seconds.*no connection left/s);
  at.isRefused = false;
  await openedWithin(10_000);
  hear(hintOf('id', 1));
  cut();
  await openedWithin(250);
  assert.equal(lines.length, 2);
  assert.match(String(lines[1]?.[1]['error']), /CONNECTION_LOST/);
  await hints.close();
});

test('what is no hint is not heard', async () => {
  const { hear, heard, hints } = setup();
  hints.listen();
  await settle();
  for (const text of ['', '1', 'x y', '-1 id', '1 id more', `${'9'.repeat(16)} id`]) hear(text);
  assert.deepEqual(heard, []);
  await hints.close();
});
