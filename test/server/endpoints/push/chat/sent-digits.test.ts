/** Digits that visitors send instead of scanning: every row of the table, and everything that can be wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PushReply } from '../../../../../src/wechat/push/write-reply.js';
import { counterKeptMs } from '../../../../../src/server/base/shared/counters.js';
import { createMemoryStore, type SecurityEvent } from '../../../../../src/server/index.js';
import { ann, createBindingHarness } from '../../../../support/server/binding-harness.js';
import { hookStore } from '../../../../support/server/hook-store.js';
import {
  createHarness,
  sentenceOf,
  type CallOptions,
  type HarnessOptions,
  type Tab,
} from '../../../../support/server/harness.js';

const officialAccount = { name: 'Example', methods: ['message'] } as const;

/** A backend of an account that may not call WeChat's API at all, as a subscription account. */
function setup(options: HarnessOptions = {}) {
  const events: SecurityEvent[] = [];
  const others: string[] = [];
  const harness = createHarness({
    ...{ officialAccount, confirm: 'auto', openPlatform: false },
    api: () => ({ errcode: 48001, errmsg: 'api unauthorized' }),
    onEvent: (event) => void events.push(event),
    onPush: (push): PushReply | undefined => {
      if (push.type === 'text') others.push(push.content);
      return undefined;
    },
    ...options,
  });
  const stateOf = async (tab: Tab) => (await harness.watch(tab)).body['state'];
  return { ...harness, events, others, openScan: harness.open, open: opener(harness), stateOf };
}

/** Opens a page that shows digits. */
function opener(harness: Pick<ReturnType<typeof createHarness>, 'open'>) {
  return async (more: object = {}, calling: CallOptions = {}) => {
    const tab = await harness.open({ method: 'message', lang: 'en', ...more }, calling);
    const { type, digits } = tab.created.body['present'] as { type: string; digits: string };
    assert.equal(type, 'message');
    return { tab, digits };
  };
}

/** Other digits than these, as many of them. */
const otherThan = (digits: string, step = 1): string =>
  String((Number(digits) + step) % 10 ** digits.length).padStart(digits.length, '0');

const wrong = (remaining: number): RegExp =>
  new RegExp(
    `还可以试 ${remaining} 次.*no page shows these digits.*Tries left: ${remaining}\\.$`,
    's',
  );
const tooMany = /数字发送次数过多.*You have sent digits too often/s;
const expired = /数字已失效|These digits have expired/;
const used = /^These digits were already used\./;
const asks = /^Somebody wants to sign in to login\.example with your WeChat:/;

test('digits ask, Confirm signs in, and WeChat’s API is never called', async () => {
  const { open, type, tap, redeem, stateOf, apiCalls } = setup();
  const { tab, digits } = await open();
  assert.match(digits, /^\d{6}$/);
  const question = await type(digits);
  assert.match(question, asks);
  assert.equal(await stateOf(tab), 'scanned');
  assert.match(await tap(question, 'confirm'), /^Confirmed\. Please return to the page/);
  const answer = await redeem(tab);
  assert.deepEqual([answer.status, answer.body['isNew']], [200, true], answer.text);
  assert.deepEqual(apiCalls, []);
});

test('digits alone never approve, whoever sends them and in whatever mode that asks', async () => {
  for (const confirm of ['auto', 'tap', 'digits'] as const) {
    const { open, type, tap, redeem, call, stateOf } = setup({ confirm });
    const first = await open();
    await tap(await type(first.digits), 'confirm');
    const device = (await redeem(first.tab)).setCookies.map((line) => line.split(';')[0]);
    // The same person, in a browser where they have confirmed.
    const cookie = device.filter((each) => each?.includes('device')).join('; ');
    const again = await call(
      'POST',
      '/attempts',
      { challenge: 'c'.repeat(43), purpose: 'login', method: 'message', lang: 'en' },
      { cookie },
    );
    const { digits } = again.body['present'] as { digits: string };
    assert.match(await type(digits), /^Somebody wants[^]*reply \d\d to confirm/, confirm);
    const newcomer = await open();
    assert.match(await type(newcomer.digits, { openid: 'oPersonNew' }), asks, confirm);
    assert.equal(await stateOf(newcomer.tab), 'scanned', confirm);
    assert.equal((await redeem(newcomer.tab)).status, 409, confirm);
  }
});

test('in mode none, digits sign in like a scan', async () => {
  const { open, type, redeem, stateOf } = setup({ confirm: 'none' });
  const { tab, digits } = await open();
  assert.equal(sentenceOf(await type(digits)).slice(0, 18), 'You have signed in');
  assert.equal(await stateOf(tab), 'approved');
  assert.equal((await redeem(tab)).status, 200);
});

test('the two numbers and Not me answer the question as after a scan', async () => {
  const { open, type, tap, stateOf, events } = setup();
  const one = await open();
  const [, confirm = ''] = /reply (\d\d) to confirm/.exec(await type(one.digits)) ?? [];
  assert.match(await type(confirm), /^Confirmed/);
  const other = await open();
  assert.match(await tap(await type(other.digits), 'not-me'), /^Thank you\. Nobody was signed in/);
  assert.equal(await stateOf(other.tab), 'denied');
  assert.deepEqual(events.filter(({ type: each }) => each === 'denied').length, 1);
});

test('digits count in every script and with spaces, but not inside a sentence', async () => {
  const write: readonly ((digits: string) => string)[] = [
    (digits) => ` ${digits.slice(0, 3)} ${digits.slice(3)}\n`,
    (digits) => digits.replace(/\d/g, (each) => String.fromCodePoint(0xff10 + Number(each))),
    (digits) => digits.replace(/\d/g, (each) => String.fromCodePoint(0x0660 + Number(each))),
    (digits) => `\u200b${digits.split('').join('\u00a0')}\u2060`,
  ];
  const { open, type, others } = setup();
  for (const [index, each] of write.entries()) {
    const { digits } = await open();
    assert.match(await type(each(digits), { openid: `oPerson${index}` }), asks, each(digits));
  }
  const { tab, digits } = await open();
  const sentences = [
    `my code is ${digits}`,
    `${digits}!`,
    `${digits}0`,
    digits.slice(1),
    `${digits} ${digits}`,
    `${digits.slice(0, 3)}-${digits.slice(3)}`,
    'hello',
  ];
  for (const each of sentences) assert.equal(await type(each), '', each);
  assert.deepEqual(others, sentences);
  assert.equal(tab.created.body['state'], 'pending');
});

test('while nobody waits for digits, they are the application’s', async () => {
  const { open, type, others, clock } = setup();
  assert.equal(await type('123456'), '');
  const { digits } = await open();
  clock.nowMs += counterKeptMs(260_000);
  assert.equal(await type(otherThan(digits)), '');
  assert.deepEqual(others, ['123456', otherThan(digits)]);
});

test('wrong digits say how many tries are left, and after five nothing is looked at for ten minutes', async () => {
  const { open, type, stateOf, clock, events } = setup();
  const { tab, digits } = await open();
  for (const remaining of [4, 3, 2, 1]) {
    assert.match(await type(otherThan(digits, remaining)), wrong(remaining));
  }
  assert.match(await type(otherThan(digits, 7)), tooMany);
  assert.match(await type(digits), tooMany, 'the right ones, too late');
  assert.equal(await stateOf(tab), 'pending');
  assert.deepEqual(
    events.map((event) => event.type === 'limit_hit' && event.limit),
    ['wrongDigitsPerIdentity'],
  );
  assert.match(await type(digits, { openid: 'oPersonTwo' }), asks, 'somebody else');
  clock.nowMs += 620_000;
  const next = await open();
  assert.match(await type(next.digits), asks);
});

test('a message that WeChat repeats counts once and gets the same reply, also at the same time', async () => {
  const { open, type, tap } = setup();
  const { digits } = await open();
  const bad = otherThan(digits);
  const replies = await Promise.all([1, 2, 3].map(() => type(bad, { msgId: '7001' })));
  assert.equal(new Set(replies).size, 1);
  assert.match(replies[0] ?? '', wrong(4));
  assert.match(await type(otherThan(digits, 2), { msgId: '7002' }), wrong(3));
  const questions = await Promise.all([1, 2, 3].map(() => type(digits, { msgId: '7003' })));
  assert.equal(new Set(questions).size, 1);
  await tap(questions[0] ?? '', 'confirm');
  assert.equal(await type(digits, { msgId: '7003' }), questions[0]);
});

test('a message of which nothing came, because the store failed, is looked at when WeChat repeats it', async () => {
  let isDown = false;
  const memory = createMemoryStore({ now: () => 1_800_000_000_000 });
  const store = hookStore(memory, (method) => {
    if (isDown && method === 'byScene') throw new Error('down');
  });
  const { open, type } = setup({ store });
  const { digits } = await open();
  isDown = true;
  await assert.rejects(type(digits, { msgId: '7001' }));
  isDown = false;
  assert.match(await type(digits, { msgId: '7001' }), asks);
});

test('digits of somebody else: the second person is told, and the first one goes on', async () => {
  const { open, type, tap, stateOf, events } = setup();
  const { tab, digits } = await open();
  const question = await type(digits);
  assert.match(await type(digits, { openid: 'oPersonTwo' }), used);
  assert.deepEqual(
    events.map((event) => [event.type, 'attempt' in event && event.attempt]),
    [['contested', tab.id]],
  );
  assert.equal(await stateOf(tab), 'scanned');
  await tap(question, 'confirm');
  assert.match(await type(digits, { openid: 'oPersonTwo' }), used);
  assert.equal(await stateOf(tab), 'approved');
});

test('of two people who send the same digits at once, one is asked', async () => {
  const { open, type, stateOf } = setup();
  const { tab, digits } = await open();
  const people = ['oPersonOne', 'oPersonTwo', 'oPersonThree'];
  const replies = await Promise.all(people.map((openid) => type(digits, { openid })));
  assert.equal(replies.filter((each) => asks.test(each)).length, 1);
  assert.equal(replies.filter((each) => used.test(each)).length, 2);
  assert.equal(await stateOf(tab), 'scanned');
});

test('a person who sends the same digits again is asked the same again', async () => {
  const { open, type, tap, redeem } = setup();
  const { tab, digits } = await open();
  const question = await type(digits);
  for (let count = 0; count < 7; count++) assert.equal(await type(digits), question);
  const confirmed = await tap(question, 'confirm');
  assert.equal(sentenceOf(await type(digits)), sentenceOf(confirmed));
  await redeem(tab);
  assert.match(await type(digits), used);
});

test('old digits are answered for 15 minutes after their attempt is over', async () => {
  const { open, type, clock, others } = setup();
  const { digits } = await open();
  clock.nowMs += 260_001;
  assert.match(await type(digits), expired);
  // Forgotten by the store.
  clock.nowMs += 300_000;
  const late = await type(digits, { openid: 'oPersonTwo' });
  assert.match(late, /^这些数字已失效.*\nThese digits have expired/s);
  clock.nowMs += 600_000;
  assert.match(await type(digits, { openid: 'oPersonThree' }), expired);
  clock.nowMs += 3_600_000;
  assert.equal(await type(digits, { openid: 'oPersonFour' }), '');
  assert.deepEqual(others, [digits]);
});

test('a message at the last moment counts, and one a millisecond later does not', async () => {
  for (const [ms, reply] of [
    [259_999, asks],
    [260_000, expired],
  ] as const) {
    const { open, type, clock } = setup();
    const { digits } = await open();
    clock.nowMs += ms;
    assert.match(await type(digits), reply, `${ms} ms`);
  }
});

test('digits of a cancelled attempt say so', async () => {
  const { open, type, call, bearer } = setup();
  const { tab, digits } = await open();
  await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(tab.chain.key));
  assert.match(await type(digits), expired);
});

test('newer digits of the same person end the attempt before; a late message ends nothing', async () => {
  const { open, type, stateOf, clock } = setup();
  const [one, two, three] = [await open(), await open(), await open()];
  await type(one.digits);
  clock.nowMs += 5000;
  assert.match(await type(two.digits), asks);
  assert.deepEqual([await stateOf(one.tab), await stateOf(two.tab)], ['cancelled', 'scanned']);
  assert.match(await type(one.digits), expired);
  // The clock of a message is that of WeChat.
  clock.nowMs -= 4000;
  assert.match(await type(three.digits), /^You have signed in on another page since/);
  assert.equal(await stateOf(three.tab), 'pending');
});

test('somebody who is asked can send digits of another page; those of the question come first', async () => {
  for (const confirm of ['tap', 'digits'] as const) {
    const methods = ['scan', 'message'] as const;
    const backend = setup({
      ...{ confirm, api: () => undefined, officialAccount: { name: 'Example', methods } },
    });
    const { open, scan, type, stateOf, watch } = backend;
    const scanned = await backend.openScan({ lang: 'en' });
    await scan(scanned.scene);
    const { tab, digits } = await open();
    if (confirm === 'tap') {
      assert.match(await type(digits), asks);
      assert.deepEqual([await stateOf(scanned), await stateOf(tab)], ['cancelled', 'scanned']);
    } else {
      const { digits: shown } = (await watch(scanned)).body['confirm'] as { digits: string };
      assert.match(await type(digits), /^These are not the digits on the page\. Tries left: 2/);
      assert.equal(await stateOf(tab), 'pending');
      assert.match(await type(shown), /^Confirmed/);
      assert.match(await type(digits), asks, 'now that nothing is asked');
    }
  }
});

test('the six digits for linking, sent here by mistake, belong on the page', async () => {
  const harness = createBindingHarness({ officialAccount, confirm: 'auto' });
  const open = opener(harness);
  const { digits } = await open();
  const reply = await harness.tap(await harness.type(digits), 'confirm');
  const [, forPage = ''] = /a code: (\d{6})/.exec(reply) ?? [];
  await open();
  assert.match(await harness.type(forPage), /^Please type these digits into the page/);
});

test('a visitor who is signed in links WeChat by message, and steps up by message', async () => {
  const harness = createBindingHarness({ officialAccount, confirm: 'auto' });
  const { tap, type, redeem, bind, withCookies, linked, accountIn, sessionOf } = harness;
  const open = opener(harness);
  const cookie = harness.signedIn(ann);
  const linking = await open({ purpose: 'link' }, { cookie });
  const question = await type(linking.digits);
  assert.match(question, /^Somebody wants to link your WeChat to an account/);
  const reply = await tap(question, 'confirm');
  const [, chatCode = ''] = /(\d{6})/.exec(sentenceOf(reply)) ?? [];
  assert.equal((await redeem(linking.tab, withCookies(linking.tab, { cookie }))).status, 200);
  const done = await bind(linking.tab, { action: 'link', method: 'session', chatCode }, { cookie });
  assert.deepEqual([done.status, done.body['linked']], [200, true], done.text);
  assert.deepEqual(linked(), { 'wx0123456789abcdef oPersonOne': 'ann' });

  const session = sessionOf(done);
  const fresh = await open({ purpose: 'step-up' }, { cookie: session });
  const asked = await type(fresh.digits);
  assert.match(asked, /^login\.example asks whether this is you/);
  await tap(asked, 'confirm');
  const stepped = await redeem(fresh.tab, withCookies(fresh.tab, { cookie: session }));
  assert.equal(stepped.status, 200, stepped.text);
  assert.equal(accountIn(sessionOf(stepped)), 'ann');
});

test('a thousand wrong digits of others refuse nobody’s first ones', async () => {
  const { open, type, events } = setup();
  const { digits } = await open();
  for (let person = 0; person < 200; person++) {
    for (let step = 1; step <= 5; step++) {
      await type(otherThan(digits, step), { openid: `oSprayer${person}` });
    }
  }
  assert.match(await type(otherThan(digits), { openid: 'oHonest' }), wrong(4));
  assert.match(await type(otherThan(digits, 2), { openid: 'oHonest' }), tooMany);
  assert.match(await type(digits, { openid: 'oFirst' }), asks);
  assert.deepEqual(
    events.map((event) => event.type === 'limit_hit' && event.limit),
    ['wrongDigits'],
  );
});

test('digits of another official account are wrong here, and touch nothing there', async () => {
  const harness = createHarness({ servesNews: true, confirm: 'auto', openPlatform: false });
  const open = opener(harness);
  const { watch, type } = harness;
  const [here, there] = [await open(), await open({ officialAccount: 'news' })];
  assert.match(await type(there.digits), wrong(4));
  assert.match(await type(here.digits, { at: 'news' }), wrong(4), 'counted for each account');
  for (const { tab } of [here, there]) assert.equal((await watch(tab)).body['state'], 'pending');
  assert.match(await type(there.digits, { at: 'news' }), asks);
  assert.match(await type(here.digits), asks);
});

test('an account that does not offer it leaves all digits to the application', async () => {
  const { type, others } = setup({
    officialAccount: { name: 'Example', methods: ['scan'] },
  });
  assert.equal(await type('123456'), '');
  assert.deepEqual(others, ['123456']);
});

test('a follower is told to send the digits while a page waits for them', async () => {
  const { open, login, clock } = setup();
  assert.equal(await login.scanAgainText(), undefined);
  await open();
  assert.equal(
    await login.scanAgainText(),
    '如果你正要登录 login.example，请把网页上的数字发到这里。\n' +
      'If you were about to sign in to login.example, please send the digits that the page shows.',
  );
  clock.nowMs += 260_000;
  assert.equal(await login.scanAgainText(), undefined);
});

test('digits that another instance has given are known to all', async () => {
  const store = createMemoryStore({ now: () => 1_800_000_000_000 });
  const [one, other] = [setup({ store }), setup({ store })];
  const { digits } = await one.open();
  assert.match(await other.type(otherThan(digits)), wrong(4));
  assert.match(await other.type(digits), asks);
});

test('if the store keeps attempts only, they are looked for within the same limit', async () => {
  const memory = createMemoryStore({ now: () => 1_800_000_000_000 });
  const { counters: _, records: __, ...store } = memory;
  const [one, other] = [setup({ store }), setup({ store })];
  const { digits } = await one.open();
  for (let step = 1; step <= 4; step++) {
    assert.equal(await other.type(otherThan(digits, step)), '', 'the application’s');
  }
  assert.match(await other.type(digits), asks);
  const next = await one.open();
  await other.type(otherThan(digits, 5));
  assert.equal(await other.type(next.digits), '', 'nothing is looked at any more');
  assert.equal(await one.stateOf(next.tab), 'pending');
});
