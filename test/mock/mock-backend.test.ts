/** How the real client plays a script: each state in its order and at its time. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BindingForm } from '../../src/client/index.js';
import { mockBackend } from '../../src/mock/index.js';
import { play, type PlayedScript } from '../support/mock.js';

test('a script plays step by step, each for its duration', async () => {
  const s = play('loading:500ms,ready:2s,confirm:1s,success');
  await s.run(10);
  assert.deepEqual(s.timeline(), [
    '0 loading',
    '0.5 ready',
    '2.5 confirm',
    '3.5 approved',
    '3.5 success',
  ]);
  const { login } = s;
  assert.equal(login.state.type === 'success' && login.state.account.name, 'Lin Xi');
  assert.equal(s.clock.pending, 0, 'timers left');
  assert.equal(s.page.listeners.size, 0, 'listeners left');
});

test('a step without a duration lasts a second, and a step that is left out takes no time', async () => {
  const s = play('ready,approved,success-new');
  await s.run(10);
  assert.deepEqual(s.timeline(), ['0 loading', '0 ready', '1 approved', '2 success-new']);
});

test('a script without an end stays in its last state', async () => {
  const s = play('ready:1s,confirm-tap');
  await s.run(60);
  assert.deepEqual(s.timeline(), ['0 loading', '0 ready', '1 confirm-tap']);
});

test('a QR code is renewed as with any backend', async () => {
  const s = play('ready:40s,success', { lifetimeMs: 20_000 });
  await s.run(60);
  const renewals = s.states.flatMap((state) => (state.type === 'ready' ? [state.renewals] : []));
  assert.deepEqual([...new Set(renewals)], [0, 1, 2]);
  assert.equal(s.timeline().at(-1), '40 success');
});

for (const end of ['denied', 'cancelled', 'expired']) {
  for (const [before, waits] of [
    ['', 0],
    ['ready:2s,', 2],
    ['ready:1s,confirm:1s,', 2],
    ['ready:1s,approved:1s,', 2],
    ['ready:1s,approved:1s,binding,', 4],
  ] as const) {
    test(`"${before}${end}" ends there, and stays`, async () => {
      const s = play(before + end);
      await s.run(waits);
      if (before.includes('binding')) {
        answer(s);
        await s.clock.advance(1000);
      }
      await s.untilState(end);
      await s.clock.advance(60_000);
      assert.match(s.timeline().at(-1) ?? '', new RegExp(` ${end}$`));
      assert.equal(
        s.timeline().filter((line) => line.endsWith(end)).length,
        1,
        s.timeline().join(),
      );
    });
  }
}

test('an expired QR code leads to "expired" without another state in between', async () => {
  const s = play('ready:2s,expired');
  await s.run(2);
  await s.untilState('expired');
  assert.deepEqual(s.timeline(), ['0 loading', '0 ready', '2 loading', '2 expired']);
});

for (const [script, expected] of [
  ['platform_disabled', ['0 loading', '0 platform_disabled']],
  ['loading:1s,rate_limited:30s', ['0 loading', '1 rate_limited']],
  ['ready:1s,platform_disabled', ['0 loading', '0 ready', '1 platform_disabled']],
  ['ready:1s,rate_limited:30s', ['0 loading', '0 ready', '1 loading', '1 rate_limited']],
  ['confirm:1s,misconfigured', ['0 loading', '0 ready', '0 confirm', '1 misconfigured']],
  ['approved:1s,identity_conflict', ['0 loading', '0 approved', '1 identity_conflict']],
  ['approved:1s,quota_exhausted:20s', ['0 loading', '0 approved', '1 quota_exhausted']],
] as const) {
  test(`"${script}" ends in that error, with its wait`, async () => {
    const s = play(script);
    await s.run(20);
    assert.deepEqual(s.timeline(), expected);
    const { state } = s.login;
    const wait = /:(\d+)s$/.exec(script);
    assert.equal(
      state.type === 'error' && state.retryAfterMs,
      wait ? Number(wait[1]) * 1000 : undefined,
    );
  });
}

test('a retryable error is retried first, as with any backend', async () => {
  const s = play('unreachable');
  await s.run(20);
  assert.deepEqual(s.timeline(), ['0 loading', '3.5 unreachable']);
});

for (const error of [
  'unreachable',
  'rate_limited:30s',
  'upstream_unavailable:9s',
  'misconfigured',
]) {
  test(`after "approved,${error}", refresh() plays the part that follows`, async () => {
    const s = play(`approved:1s,${error},ready:2s,success`);
    await s.run(20);
    assert.equal(s.login.state.type, 'error');
    s.login.refresh();
    await s.clock.advance(3000);
    await s.untilState('success');
  });
}

test('reconnecting is a failed connection, and the QR code stays valid', async () => {
  const s = play('ready:2s,reconnecting:3s,ready:5s,success');
  await s.run(30);
  assert.deepEqual(
    s.timeline().map((line) => line.replace(/^\S+ /, '')),
    ['loading', 'ready', 'reconnecting', 'ready', 'approved', 'success'],
  );
});

function formOf({ login: { state } }: PlayedScript): BindingForm {
  assert.ok(state.type === 'binding');
  return state.form;
}

/** Answers the prompts with a proof. */
function answer(played: PlayedScript): void {
  formOf(played).link();
  formOf(played).submit({ username: 'a', password: 'b' }, '123456');
}

test('at binding the person answers, and each answer leads to the next step', async () => {
  const s = play('ready:1s,binding,proof_failed,select,success');
  await s.run(5);
  answer(s);
  await s.clock.advance(1000);
  answer(s);
  await s.clock.advance(1000);
  formOf(s).select('1');
  await s.clock.advance(1000);
  assert.deepEqual(s.timeline(), [
    '0 loading',
    '0 ready',
    '1 approved',
    '1 choose',
    '5 link',
    '5 link busy',
    '5.4 link proof_failed',
    '6 link busy',
    '6.4 select',
    '7 select busy',
    '7.4 success-linked',
  ]);
});

test('a new account at binding skips the steps that follow a proof', async () => {
  const s = play('binding,proof_failed,select,success');
  await s.run(1);
  formOf(s).create();
  await s.clock.advance(1000);
  assert.equal(s.timeline().at(-1), '1.4 success-new');
});

test('after the last step an answer succeeds, within the time that binding gives', async () => {
  const s = play('binding:30s');
  await s.run(1);
  answer(s);
  await s.clock.advance(1000);
  assert.equal(s.timeline().at(-1), '1.4 success-linked');
  await s.run(31);
  assert.equal(s.timeline().at(-1), '30 expired');
});

test('starting again plays the script from the start, whether it has ended or not', async () => {
  const s = play('ready:2s,success');
  const expected = ['0 loading', '0 ready', '2 approved', '2 success'];
  await s.run(5);
  assert.deepEqual(s.timeline(), expected);
  await s.run(1);
  await s.run(5);
  assert.deepEqual(s.timeline(), expected);
});

test('each start plays the next part of the script; after the last, the first again', async () => {
  const s = play('ready:1s,denied,success');
  const ends = async (): Promise<string | undefined> => {
    await s.run(3);
    return s.timeline().at(-1);
  };
  assert.deepEqual(
    [await ends(), await ends(), await ends()],
    ['1 denied', '0 success', '1 denied'],
  );
});

test('without "loop", the last part is played again and again', async () => {
  const s = play('denied,success', { loop: false });
  for (const end of ['denied', 'success', 'success']) {
    await s.run(1);
    assert.equal(s.timeline().at(-1), `0 ${end}`);
  }
});

test('after the device slept, the script continues where it should be by then', async () => {
  const s = play('ready:2s,confirm:60s,success');
  await s.run(1);
  s.clock.sleep(30_000);
  s.page.signal();
  await s.clock.advance(1000);
  assert.equal(s.login.state.type, 'confirm');
});

test('a disposed login leaves no timer or listener behind', async () => {
  for (const script of [
    'loading:5s,success',
    'ready:9s,success',
    'approved:9s,success',
    'binding',
  ]) {
    const s = play(script);
    await s.run(1);
    s.login.dispose();
    await s.clock.advance(0);
    assert.deepEqual([script, s.clock.pending, s.page.listeners.size], [script, 0, 0]);
  }
});

test('the login shows the people and accounts that the page sets', async () => {
  const s = play('ready:1s,confirm:1s,success', {
    account: { name: 'Ada' },
    officialAccount: { name: '茶馆', kind: 'subscription' },
    url: 'https://example.com/mine',
    confirmDigits: '111222',
  });
  await s.run(5);
  const [, ready, confirm] = s.states;
  assert.deepEqual(ready?.shown, {
    method: 'scan',
    methods: ['scan'],
    officialAccounts: undefined,
    url: 'https://example.com/mine',
    officialAccount: { key: 'default', name: '茶馆', kind: 'subscription' },
    newAccounts: undefined,
  });
  assert.equal(
    confirm?.type === 'confirm' && confirm.mode === 'digits' && confirm.digits,
    '111222',
  );
  assert.equal(s.login.state.type === 'success' && s.login.state.account.name, 'Ada');
});

test('the login goes on with the next method where one is refused, and shows what the page sets', async () => {
  const account = (key: string) => ({ key, name: `Shop ${key}`, kind: 'service' }) as const;
  const s = play(
    'ready:1s,success',
    {
      methods: ['message'],
      message: { digits: '001234', image: '/code.png' },
      officialAccounts: [account('a'), account('b')],
    },
    { method: ['oauth', 'scan', 'message'], officialAccount: 'b' },
  );
  await s.run(3);
  const [loading, ready] = s.states;
  assert.equal(loading?.type, 'loading');
  assert.deepEqual(ready?.shown, {
    method: 'message',
    methods: ['message'],
    digits: '001234',
    image: '/code.png',
    officialAccount: account('b'),
    officialAccounts: [account('a'), account('b')],
    newAccounts: undefined,
  });
  assert.equal(s.login.state.type, 'success');

  const inWeChat = play(
    'ready',
    { methods: ['oauth'], authorizeUrl: 'https://example.com/a' },
    { method: 'oauth' },
  );
  await inWeChat.run(0);
  const { shown } = inWeChat.login.state;
  assert.equal(shown?.method === 'oauth' && shown.url, 'https://example.com/a');

  const refused = play('ready', {}, { method: 'message' });
  await refused.run(0);
  assert.deepEqual(refused.timeline(), ['0 loading', '0 method_unavailable']);
});

test('the samples are in the language of the login', async () => {
  for (const [lang, method] of [
    ['en', 'With a password'],
    ['zh-CN', '用密码验证'],
    ['zh-TW', '用密碼驗證'],
  ]) {
    const s = play('binding', {}, { lang });
    await s.run(1);
    const { state } = s.login;
    const link = state.type === 'binding' && state.options.find((each) => each.action === 'link');
    assert.equal(link && link.label, method);
  }
});

test('purpose "link" ends with a linked WeChat account', async () => {
  const s = play('ready:1s,success', {}, { purpose: 'link' });
  await s.run(3);
  assert.equal(s.login.state.type === 'success' && s.login.state.linked, true);
});

test('an attempt that was never created is not found', async () => {
  const { signal } = new AbortController();
  const backend = mockBackend('success', { warn: () => {} });
  await assert.rejects(backend.redeem('mock-9', 'v', { signal }), { code: 'not_found' });
});
