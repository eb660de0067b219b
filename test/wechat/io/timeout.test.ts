import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { backgroundTimers, type Timers } from '../../../src/wechat/io/timers.js';
import { untilAborted, withSignal, withTimeout } from '../../../src/wechat/io/timeout.js';

const never = (): Promise<never> => new Promise(() => undefined);
const fail = (): never => {
  throw new Error('late');
};

/** A timer that fires when the test says so. */
function manualTimers() {
  const pending = new Set<() => void>();
  const timers: Timers = {
    setTimeout(callback) {
      pending.add(callback);
      return callback;
    },
    clearTimeout: (handle) => void pending.delete(handle as () => void),
  };
  return { pending, timers, fire: () => pending.forEach((callback) => callback()) };
}

test('a promise that settles in time settles as itself, and leaves no timer behind', async () => {
  const { pending, timers } = manualTimers();
  assert.equal(await withTimeout(10, Promise.resolve('value'), fail, timers), 'value');
  const own = withTimeout(10, Promise.reject(new Error('own')), fail, timers);
  await assert.rejects(own, { message: 'own' });
  assert.equal(pending.size, 0);
});

test('a promise that is late is replaced by a value or an error, and may fail unnoticed', async () => {
  const { timers, fire } = manualTimers();
  let failLater: (error: Error) => void = () => undefined;
  const slow = new Promise<string>((_, reject) => (failLater = reject));
  const replaced = withTimeout(10, slow, () => 'instead', timers);
  const refused = withTimeout(10, slow, fail, timers);
  fire();
  assert.equal(await replaced, 'instead');
  await assert.rejects(refused, { message: 'late' });
  failLater(new Error('nobody waits for this any more'));
  await new Promise(setImmediate);
});

test('a timer in the background does not keep the process alive', async () => {
  const handle = backgroundTimers.setTimeout(() => undefined, 1);
  assert.ok(typeof handle === 'object' && handle !== null && 'hasRef' in handle);
  assert.equal((handle as NodeJS.Timeout).hasRef(), false);
  backgroundTimers.clearTimeout(handle);
  // The test's own timer keeps the process alive meanwhile.
  const keep = setTimeout(() => undefined, 1000);
  assert.equal(await withTimeout(1, never(), () => 'late', backgroundTimers), 'late');
  clearTimeout(keep);
});

test('an aborted signal rejects with its reason, before or during the wait', async () => {
  const stop = new AbortController();
  const waiting = untilAborted(never(), stop.signal);
  stop.abort(new Error('stopped'));
  await assert.rejects(waiting, { message: 'stopped' });
  await assert.rejects(untilAborted(never(), stop.signal), { message: 'stopped' });
  assert.equal(await untilAborted(Promise.resolve(1), undefined), 1);
});

test('a signal aborts after its time with its reason, and no timer stays after a quick answer', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let given: AbortSignal | undefined;
    assert.equal(await withSignal(10, (signal) => ((given = signal), Promise.resolve(1))), 1);
    mock.timers.tick(20);
    assert.equal(given?.aborted, false);
    const late = withSignal(10, (signal) => untilAborted(never(), signal));
    const named = withSignal(
      10,
      (signal) => untilAborted(never(), signal),
      () => new Error('late'),
    );
    mock.timers.tick(10);
    await assert.rejects(late, { name: 'TimeoutError' });
    await assert.rejects(named, { message: 'late' });
  } finally {
    mock.timers.reset();
  }
});
