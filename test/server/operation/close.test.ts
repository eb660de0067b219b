/** `login.close()`: nothing that is under way is lost, and the pages go on with another process. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createHttpBackend, Login, type LoginState } from '../../../src/client/index.js';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import {
  ConfigurationError,
  createMemoryStore,
  type WechatMpLogin,
} from '../../../src/server/index.js';
import { atAnEvenPace } from '../../../src/server/base/operation/pace.js';
import { FakePage } from '../../support/client/harness.js';
import { FakeClock, settle, untilSettled } from '../../support/clock.js';
import { createGate, turns } from '../../support/server/attacks.js';
import {
  baseUrl,
  createHarness,
  page,
  readEvents,
  type Tab,
} from '../../support/server/harness.js';

type Harness = ReturnType<typeof createHarness>;

const streamOf = ({ request, bearer }: Harness, tab: Tab): Promise<Response> =>
  request(
    `${baseUrl}/attempts/${tab.id}`,
    {},
    { headers: { ...bearer(tab.chain.key).headers, accept: 'text/event-stream' } },
  );

/** Whether it has resolved, after everything that could resolve it has happened. */
async function isDone(promise: Promise<unknown>): Promise<boolean> {
  let isResolved = false;
  void promise.then(() => (isResolved = true));
  await settle();
  await turns(20);
  return isResolved;
}

describe('close()', () => {
  test('ends streams and held reads, refuses new streams, and answers everything else', async () => {
    const harness = createHarness();
    const { open, watch, login, scan, redeem } = harness;
    const [tab, another] = [await open(), await open()];
    const streamed = readEvents(await streamOf(harness, tab));
    const held = watch(another, '?rev=1&wait=20');
    await settle();
    const closed = login.close();
    assert.deepEqual(
      (await streamed).map(({ state }) => state),
      ['pending'],
    );
    assert.equal((await held).body['state'], 'pending');
    await closed;

    const refused = await streamOf(harness, tab);
    assert.equal(refused.status, 503);
    assert.equal(((await refused.json()) as { code: string }).code, 'store_unavailable');
    assert.equal(refused.headers.get('retry-after'), null, 'the page need not wait');
    assert.equal((await watch(tab, '?rev=1&wait=20')).status, 200, 'answered, and not held');
    await scan(tab.scene);
    const told = await streamOf(harness, tab);
    assert.equal(((await told.json()) as { state: string }).state, 'approved', 'news is told');
    assert.equal((await redeem(tab)).status, 200);
    assert.equal((await open()).created.status, 201);
  });

  test('waits for a redeem that is under way, whose answer arrives', async () => {
    const gate = createGate();
    const memory = createMemoryAccounts();
    const accounts = {
      ...memory,
      create: async (...given: Parameters<typeof memory.create>) => {
        await gate.opened;
        return memory.create(...given);
      },
    };
    const { open, scan, redeem, login } = createHarness({ accounts });
    const tab = await open();
    await scan(tab.scene);
    const redeemed = redeem(tab);
    await settle();
    const closed = login.close();
    assert.equal(login.close(), closed, 'twice is once');
    assert.equal(await isDone(closed), false);
    gate.open();
    const { status, body, setCookies } = await redeemed;
    assert.equal(status, 200);
    assert.equal(body['result'], 'authenticated');
    assert.ok(setCookies.some((line) => line.startsWith('__Host-session=')));
    await closed;
  });

  for (const [name, act] of Object.entries({
    notify: ({ push, clock }: Harness) =>
      push(
        `<xml><ToUserName>gh_0123456789ab</ToUserName><FromUserName>oPersonOne</FromUserName><CreateTime>${Math.floor(clock.nowMs / 1000)}</CreateTime><MsgType>event</MsgType><Event>unsubscribe</Event><EventKey></EventKey></xml>`,
      ),
    onEvent: ({ call }: Harness) =>
      call('POST', '/wechat/default?signature=0&timestamp=1&nonce=2', undefined, {}),
    followed: ({ push, scanXml }: Harness) => push(scanXml('', { event: 'subscribe' })),
  })) {
    test(`waits for \`${name}\`, which goes on after the answer`, async () => {
      const gate = createGate();
      let calls = 0;
      const wait = async (): Promise<void> => {
        calls++;
        await gate.opened;
      };
      const accounts = { ...createMemoryAccounts(), followed: wait };
      const harness = createHarness({ accounts, notify: wait, onEvent: wait });
      await act(harness);
      await settle();
      assert.equal(calls, 1);
      const closed = harness.login.close();
      assert.equal(await isDone(closed), false);
      gate.open();
      await closed;
    });
  }

  test('waits for `onPush`, also past its deadline, after which WeChat has its answer', async () => {
    const gate = createGate();
    const { push, scanXml, login, log } = createHarness({
      onPush: () => gate.opened.then(() => undefined),
    });
    assert.equal((await push(scanXml('', { event: 'subscribe' }))).status, 200);
    assert.ok(log.some(({ event }) => event === 'on_push_late'));
    const closed = login.close();
    assert.equal(await isDone(closed), false);
    gate.open();
    await closed;
  });

  test('gives up after `timeoutMs`, and the log says that something was under way', async () => {
    const { push, scanXml, login, log } = createHarness({
      accounts: { ...createMemoryAccounts(), followed: () => new Promise<void>(() => undefined) },
    });
    await push(scanXml('', { event: 'subscribe' }));
    await login.close({ timeoutMs: 1 });
    const [line] = log.filter(({ event }) => event === 'close_timed_out');
    assert.equal((line?.details as { underWay: number }).underWay, 1);
  });

  test('refuses a time that is none, and takes what a signal passes', async () => {
    const { login } = createHarness();
    for (const timeoutMs of [NaN, -1, Infinity, '5 s' as unknown as number]) {
      assert.throws(() => void login.close({ timeoutMs }), ConfigurationError);
    }
    await login.close('SIGTERM' as unknown as object);
  });
});

test('thousands of waits end at an even pace, and a few at once', async () => {
  for (const [count, most, tookMs] of [
    [10_000, 200, 4900],
    [1000, 20, 4900],
    [20, 20, 0],
    [0, 0, 0],
  ] as const) {
    const clock = new FakeClock();
    const startMs = clock.nowMs;
    const endedAtMs: number[] = [];
    const items = Array.from({ length: count }, (_, index) => index);
    const done = atAnEvenPace(items, 5000, () => endedAtMs.push(clock.nowMs), clock.timers);
    while (clock.pending > 0) await clock.advance(100);
    await done;
    assert.equal(endedAtMs.length, count);
    assert.equal((endedAtMs.at(-1) ?? startMs) - startMs, tookMs);
    const atOnce = [...new Set(endedAtMs)].map((ms) => endedAtMs.filter((each) => each === ms));
    assert.equal(Math.max(0, ...atOnce.map((each) => each.length)), most);
  }
});

test('a page whose process closes goes on with another one, within a second, and nothing is lost', async () => {
  const clock = new FakeClock(1_800_000_000_000);
  const store = createMemoryStore({ now: clock.now });
  const [first, second] = [
    createHarness({ store, now: clock.now }),
    createHarness({ store, now: clock.now }),
  ];
  let inFront: WechatMpLogin = first.login;
  let cookie = '';
  const asked: string[] = [];
  const states: LoginState[] = [];
  const login = new Login({
    backend: createHttpBackend(baseUrl, {
      now: clock.now,
      after: clock.after,
      async fetch(input, init) {
        const request = new Request(input, init);
        const by = inFront === first.login ? 'first' : 'second';
        const response = await inFront.fetch(request, { origin: page, cookie });
        asked.push(`${by} ${request.method} ${response.status}`);
        cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
        return response;
      },
    }),
    onState: (state) => states.push(state),
    page: new FakePage(),
    random: () => 0.999,
    ...{ now: clock.now, after: clock.after },
  });
  login.start();
  await untilSettled(() => asked.includes('first GET 200'), 'the stream is open');
  await clock.advance(10_000);
  const before = asked.length;
  const closed = first.login.close();
  // The first try still finds the one that closes.
  await untilSettled(() => asked.length > before, 'the page connects again');
  inFront = second.login;
  await clock.advance(1000);
  await closed;
  assert.deepEqual(asked.slice(before), ['first GET 503', 'second GET 200']);
  assert.ok(
    !states.some((state) => 'reconnecting' in state && state.reconnecting),
    'nobody sees it',
  );
  await second.push(second.scanXml(first.scenes().at(-1) ?? ''));
  await untilSettled(() => login.state.type === 'success', 'signed in');
  login.dispose();
  await second.login.close();
});
