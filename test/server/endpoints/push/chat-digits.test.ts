import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import {
  createMemoryStore,
  passwordMethod,
  type Accounts,
  type HostAccount,
} from '../../../../src/server/index.js';
import { settle } from '../../../support/clock.js';
import { createHarness, sentenceOf, type HarnessOptions } from '../../../support/server/harness.js';
import { lin, mei, signIn } from '../../../support/accounts/sessions-contract.js';

/** Accounts that know one WeChat user, and a backend that asks all others. */
function createAsking(find?: Accounts['find'], options: HarnessOptions = {}) {
  const asked: string[] = [];
  const known = async ({ openid }: { openid: string }): Promise<HostAccount | undefined> =>
    Promise.resolve(openid === 'oKnown' ? lin : undefined);
  const accounts: Accounts = {
    find(identity) {
      asked.push(identity.openid);
      return (find ?? known)(identity);
    },
    create: () => Promise.resolve(mei),
    link: () => Promise.resolve('linked'),
  };
  const linkMethods = [passwordMethod({ check: () => Promise.resolve([]) })];
  const harness = createHarness({ accounts, linkMethods, newAccounts: 'ask', ...options });
  return { ...harness, asked };
}

/** The digits in a reply, which must not contain any others. */
function digitsIn(reply: string): string {
  const [digits = '', ...others] = sentenceOf(reply).match(/\d+/g) ?? [];
  assert.match(digits, /^\d{6}$/, reply);
  assert.deepEqual(others, []);
  return digits;
}

for (const newAccounts of ['ask', 'existing-only'] as const) {
  test(`with newAccounts "${newAccounts}" an unknown WeChat user gets six digits, in the chat alone`, async () => {
    const { open, scan, watch, log } = createAsking(undefined, { newAccounts });
    const [chinese, english] = [await open(), await open({ lang: 'en' })];
    const replies = [await scan(chinese.scene), await scan(english.scene)];
    const [one = '', two = ''] = replies.map(digitsIn);
    assert.deepEqual(replies.map(sentenceOf), [
      `你正在登录 login.example，请返回网页。如网页要求输入验证码：${one}。请只在你自己打开的网页上输入，不要告诉任何人。`,
      `You are signing in to login.example. Please return to the page. If it asks for a code: ${two}. Type it only into a page that you opened yourself, and tell nobody.`,
    ]);
    const visible = JSON.stringify([(await watch(chinese)).body, (await watch(english)).body, log]);
    assert.ok(!visible.includes(one) && !visible.includes(two));
  });

  test(`with newAccounts "${newAccounts}" a known WeChat user gets no digits`, async () => {
    const { open, scan, asked } = createAsking(undefined, { newAccounts });
    const tab = await open({ lang: 'en' });
    const reply = await scan(tab.scene, { openid: 'oKnown' });
    assert.equal(
      sentenceOf(reply),
      'You have signed in to login.example with WeChat. Please return to the page.',
    );
    assert.deepEqual(asked, ['oKnown']);
  });
}

test('if everyone gets an account automatically, there are no digits and no lookup', async () => {
  const { open, scan, asked } = createAsking(undefined, { newAccounts: 'create' });
  const tab = await open({ lang: 'en' });
  assert.equal(
    sentenceOf(await scan(tab.scene)),
    'You have signed in to login.example with WeChat. Please return to the page.',
  );
  assert.deepEqual(asked, []);
});

test('every attempt has digits of its own', async () => {
  const { open, scan, clock } = createAsking();
  const allDigits = new Set<string>();
  for (let attempt = 0; attempt < 20; attempt++) {
    // At most ten scans count in a minute.
    clock.nowMs += 10_000;
    allDigits.add(digitsIn(await scan((await open()).scene)));
  }
  assert.ok(allDigits.size > 15);
});

for (const newAccounts of ['ask', 'create'] as const) {
  test(`from a settings page everyone gets digits and their purpose, with newAccounts "${newAccounts}"`, async () => {
    const { open, scan, sessions } = createAsking(undefined, { newAccounts });
    const cookie = await signIn(sessions);
    const [chinese, english] = [
      await open({ purpose: 'link', lang: 'zh-CN' }, { cookie }),
      await open({ purpose: 'link', lang: 'en' }, { cookie }),
    ];
    const replies = [
      await scan(chinese.scene),
      await scan(english.scene, { openid: 'oKnown', event: 'subscribe' }),
    ];
    const [one, two] = replies.map(digitsIn);
    assert.deepEqual(replies.map(sentenceOf), [
      `要把微信关联到你在 login.example 的账号，请在网页上输入：${one}。请只在你自己打开的网页上输入，不要告诉任何人。`,
      `To link WeChat to your account at login.example, type this code into the page: ${two}. Type it only into a page that you opened yourself, and tell nobody.`,
    ]);
  });
}

const failing: readonly [name: string, find: Accounts['find']][] = [
  ['reject', () => Promise.reject(new Error('no row for oPersonOne'))],
  [
    'throw',
    () => {
      throw new Error('no row for oPersonOne');
    },
  ],
  ['never answer', () => new Promise(() => undefined)],
];

for (const [name, find] of failing) {
  test(`with accounts that ${name} the chat shows digits in time`, async () => {
    const { open, scan, watch, log } = createAsking(find);
    const tab = await open();
    digitsIn(await scan(tab.scene));
    assert.equal((await watch(tab)).body['state'], 'approved');
    assert.ok(log.some(({ event }) => event === 'known_unclear'));
    assert.ok(!JSON.stringify(log).includes('oPersonOne'));
  });
}

test('a repeated push gets the same digits, also after the login', async () => {
  const { open, scan, redeem, call, clock, asked } = createAsking();
  const tab = await open();
  const sentAtS = Math.floor(clock.nowMs / 1000);
  const first = await scan(tab.scene, { sentAtS });
  digitsIn(first);
  assert.equal((await redeem(tab)).body['result'], 'binding');
  clock.nowMs += 1000;
  const before = asked.length;
  assert.equal(await scan(tab.scene, { sentAtS }), first);
  assert.equal(asked.length, before, 'whether they are known is settled');
  // Another scan by the same WeChat user gets the same digits.
  assert.equal(await scan(tab.scene), first);
  const body = { verifier: tab.chain.verifier, action: 'create' };
  const allDigits = await call('POST', `/attempts/${tab.id}/bind`, body, { cookie: tab.cookie });
  assert.equal(allDigits.status, 200, allDigits.text);
  assert.equal(await scan(tab.scene, { sentAtS }), first);
});

test('a push that arrives three times at once shows the same digits each time', async () => {
  let answer = (): void => undefined;
  const held = new Promise<undefined>((resolve) => {
    answer = () => resolve(undefined);
  });
  let asked = 0;
  const { open, scan } = createAsking(() => {
    if (++asked === 3) answer();
    return held;
  });
  const tab = await open();
  const about = { sentAtS: 1_800_000_000 };
  const replies = await Promise.all([1, 2, 3].map(() => scan(tab.scene, about)));
  assert.equal(asked, 3);
  assert.equal(new Set(replies.map(digitsIn)).size, 1);
});

test('the second WeChat user to scan a QR code sees no digits', async () => {
  const { open, scan } = createAsking();
  const tab = await open({ lang: 'en' });
  digitsIn(await scan(tab.scene));
  for (const openid of ['oPersonTwo', 'oKnown']) {
    assert.equal(
      await scan(tab.scene, { openid }),
      'This code was already used. Please refresh the page and scan again.',
    );
  }
});

test('a reply with digits contains nothing that a visitor sent', async () => {
  const { open, scan } = createAsking();
  const about = { lang: 'en', returnTo: '/?<a href=http://evil.example>x</a>' };
  const userAgent = '<a href="http://evil.example">Chrome</a>]]>\u202e';
  const tab = await open(about, { userAgent });
  const reply = await scan(tab.scene);
  assert.match(sentenceOf(reply), /^You are signing in [^<>/]+$/);
  assert.doesNotMatch(reply, /evil|Chrome/);
});

test('a push waits for the store no longer than WeChat waits for the push', async () => {
  const store = createMemoryStore();
  const { open, push, scanXml } = createAsking(undefined, { store });
  const tab = await open();
  store.advance = () => new Promise(() => undefined);
  mock.timers.enable({ apis: ['setTimeout'] });
  const answered = push(scanXml(tab.scene));
  await settle();
  // After 5 s WeChat closes the connection, and the chat shows an error.
  mock.timers.tick(4500);
  const answer = await answered.finally(() => mock.timers.reset());
  assert.equal(answer.status, 503);
});
