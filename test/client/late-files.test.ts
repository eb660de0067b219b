/** What loads after the QR code may hang: an import has no time limit of its own. */
import assert from 'node:assert/strict';
import { afterEach, mock, test } from 'node:test';
import { lateFiles } from '../../src/client/load-when-needed.js';
import { LatePart } from '../../src/elements/login/late-part.js';
import { assertNothingLeft, createLoginHarness } from '../support/client/harness.js';
import { untilSettled } from '../support/clock.js';

const files = { ...lateFiles };
afterEach(() => void Object.assign(lateFiles, files));

const hang = (): Promise<never> => new Promise(() => undefined);

for (const [what, options] of [
  ['the file that watches', {}],
  ['what the page loads', { beforeWatching: hang }],
] as const) {
  test(`if ${what} hangs, the login ends after 30 s`, async () => {
    if (what === 'the file that watches') lateFiles.watching = hang;
    const s = createLoginHarness(options);
    await s.ready();
    await s.clock.advance(29_000);
    assert.deepEqual(s.stateTypes(), ['loading', 'ready']);
    await s.clock.advance(2000);
    await untilSettled(() => s.login.state.type === 'error', 'error');
    const { state } = s.login;
    assert.equal(state.type === 'error' && state.code, 'load_failed');
    assert.equal(s.server.requestsOf('stream').length, 0);
    await assertNothingLeft(s);
  });
}

test('nothing is watched until the page is ready for it', async () => {
  let finish: (() => void) | undefined;
  const s = createLoginHarness({
    beforeWatching: () => new Promise<void>((resolve) => (finish = resolve)),
  });
  await s.ready();
  await untilSettled(() => finish !== undefined, 'asked');
  assert.equal(s.server.requestsOf('stream').length, 0);
  finish?.();
  await untilSettled(() => s.server.requestsOf('stream').length === 1, 'watched');
  s.login.dispose();
});

test('if the file that reads refusals hangs, the request ends with its time', async () => {
  lateFiles.afterCreate = hang;
  const s = createLoginHarness();
  s.server.fault = () => new Response('{}', { status: 403 });
  s.login.start();
  await s.clock.advance(120_000);
  await untilSettled(() => s.login.state.type === 'error', 'error');
  const { state } = s.login;
  assert.equal(state.type === 'error' && state.code, 'timeout');
  await assertNothingLeft(s);
});

test('a part of a tag that hangs fails after 30 s, and is loaded again the next time', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let load: () => Promise<string> = hang;
    const late = new LatePart(() => load());
    const failed = assert.rejects(late.load(), { code: 'load_failed' });
    mock.timers.tick(30_000);
    await failed;
    load = () => Promise.resolve('loaded');
    assert.equal(await late.load(), 'loaded');
  } finally {
    mock.timers.reset();
  }
});
