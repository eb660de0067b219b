/** The two proofs that a link needs, and how often each may be wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WechatMpLoginError } from '../../../src/protocol/errors.js';
import { createMemoryStore, passwordMethod } from '../../../src/server/index.js';
import type { MatchingAccounts } from '../../../src/server/binding/link-method.js';
import { BusyError } from '../../../src/server/base/errors.js';
import { createGate } from '../../support/server/attacks.js';
import { until } from '../../support/until.js';
import { ann, ben, createBindingHarness, otherThan } from '../../support/server/binding-harness.js';
import type { Answer } from '../../support/server/harness.js';

test('a link needs the digits from the chat of its own attempt', async () => {
  const { startBinding, bind, byPassword, linked, calls } = createBindingHarness();
  const [mine, stranger] = [await startBinding(), await startBinding({ openid: 'oStranger' })];
  for (const chatCode of [undefined, '', '12345', '1234567', 'abcdef']) {
    const answer = await bind(mine.tab, { ...byPassword('', ann), chatCode });
    assert.deepEqual([answer.status, answer.body['field']], [400, 'chatCode']);
  }
  const answer = await bind(mine.tab, byPassword(stranger.digits, ann));
  assert.deepEqual([answer.status, answer.body['code']], [401, 'proof_failed']);
  assert.deepEqual([answer.body['field'], answer.body['remaining']], ['chatCode', 2]);
  assert.deepEqual(linked(), {});
  assert.ok(!calls.includes('password'), 'the account is not even asked for');
  assert.equal((await bind(mine.tab, byPassword(mine.digits, ann))).status, 200);
});

test('the third wrong chat digits end the attempt, whatever else was proven', async () => {
  const { startBinding, bind, byPassword, linked, watch } = createBindingHarness();
  const { tab, digits } = await startBinding();
  for (const remaining of [2, 1, 0]) {
    const answer = await bind(tab, byPassword(otherThan(digits), ann));
    assert.deepEqual([answer.status, answer.body['remaining']], [401, remaining]);
  }
  const { state, reason } = (await watch(tab)).body;
  assert.deepEqual([state, reason], ['failed', 'proof_failed']);
  const late = await bind(tab, byPassword(digits, ann));
  assert.deepEqual([late.status, late.body['reason']], [410, 'proof_failed']);
  assert.deepEqual(linked(), {});
});

test('the fifth wrong proof of an account ends the attempt, and a right one after it is too late', async () => {
  const { startBinding, bind, byPassword, linked } = createBindingHarness();
  const { tab, digits } = await startBinding();
  for (const remaining of [4, 3, 2, 1, 0]) {
    const answer = await bind(tab, byPassword(digits, { ...ann, password: `wrong ${remaining}` }));
    assert.deepEqual(answer.body, {
      type: 'urn:wechat-mp-login:problem:proof_failed',
      title: 'The proof is wrong.',
      status: 401,
      code: 'proof_failed',
      remaining,
    });
  }
  const late = await bind(tab, byPassword(digits, ann));
  assert.deepEqual([late.status, late.body['reason']], [410, 'proof_failed']);
  assert.deepEqual(linked(), {});
});

const visible = ({ status, headers, text, setCookies }: Answer): unknown => ({
  status,
  text,
  setCookies,
  headers: [...headers],
});

test('a wrong password, an unknown account and an unverified one get the same bytes, and cost the same', async () => {
  const answers: unknown[][] = [];
  for (const email of ['ann@example.com', 'nobody@example.com', 'old@example.com']) {
    const { startBinding, bind, byPassword } = createBindingHarness({
      limits: { badProofsPerTargetPer15Minutes: 5 },
    });
    const { tab, digits } = await startBinding();
    const wrong = byPassword(digits, { email, password: email.startsWith('ann') ? 'x' : 'horse' });
    const all: Answer[] = [];
    for (let proof = 0; proof < 6; proof++) all.push(await bind(tab, wrong));
    // Another WeChat user at another address, so only the limit of the target counts.
    const { tab: other, digits: others } = await startBinding({ openid: 'oOther' });
    const elsewhere = { ...wrong, chatCode: others };
    all.push(await bind(other, elsewhere, { address: '192.0.2.9' }));
    answers.push(all.map(visible));
    const cookie = `__Host-wml-${tab.id}`;
    assert.ok(JSON.stringify(answers.at(-1)).includes(cookie));
    answers[answers.length - 1] = JSON.parse(
      JSON.stringify(answers.at(-1)).replaceAll(cookie, 'the attempt’s cookie'),
    ) as unknown[];
    assert.deepEqual(
      all.map(({ status }) => status),
      [401, 401, 401, 401, 401, 410, 429],
    );
  }
  assert.deepEqual(answers[1], answers[0]);
  assert.deepEqual(answers[2], answers[0]);
});

test('an account allows many wrong proofs of strangers, so that nobody locks its owner out', async () => {
  const { startBinding, bind, byPassword, clock, linked } = createBindingHarness();
  const guess = async (person: number, password: string, email = 'ann@example.com') => {
    const { tab, digits } = await startBinding({ openid: `oPerson${person}` });
    const form = byPassword(digits, { email, password });
    return bind(tab, form, { address: `192.0.2.${person}` });
  };
  // Two strangers use up their five tries each.
  for (let turn = 0; turn < 12; turn++) {
    assert.equal((await guess(turn % 2, 'wrong')).status, turn < 10 ? 401 : 429);
  }
  assert.equal((await guess(2, 'correct')).status, 200, 'the owner links');
  assert.deepEqual(Object.values(linked()), ['ann']);
  // A hundred in 15 minutes are enough, whoever sends them.
  for (let person = 3; person < 21; person++) {
    for (let turn = 0; turn < 5; turn++) {
      assert.equal((await guess(person, 'wrong')).status, 401);
    }
  }
  clock.nowMs += 300_000;
  const refused = await guess(21, 'correct', 'Ann@Example.com');
  assert.deepEqual([refused.status, refused.body['code']], [429, 'rate_limited']);
  assert.equal(refused.headers.get('retry-after'), '630');
  assert.equal((await guess(22, 'horse', 'ben@example.com')).status, 200);
  clock.nowMs += 630_000;
  assert.equal((await guess(23, 'correct')).status, 200, 'the first are out of the window');
});

test('wrong proofs of one WeChat user are counted across accounts and addresses', async () => {
  const { startBinding, bind, byPassword } = createBindingHarness();
  for (let turn = 0; turn < 5; turn++) {
    const { tab, digits } = await startBinding();
    const form = byPassword(digits, { email: `a${turn}@example.com`, password: 'x' });
    assert.equal((await bind(tab, form, { address: `192.0.2.${turn}` })).status, 401);
  }
  const { tab, digits } = await startBinding();
  const form = byPassword(digits, ann);
  assert.equal((await bind(tab, form, { address: '192.0.2.99' })).status, 429);
});

test('wrong proofs from one address are counted across accounts and WeChat users', async () => {
  const { startBinding, bind, byPassword } = createBindingHarness();
  const guess = async (turn: number, address: string) => {
    const { tab, digits } = await startBinding({ openid: `oPerson${turn}` });
    const form = byPassword(digits, { email: `a${turn}@example.com`, password: 'x' });
    return bind(tab, form, { address });
  };
  // An office may share an address, so one of its people must not use up the tries of all.
  for (let turn = 0; turn < 30; turn++) {
    assert.equal((await guess(turn, `2001:db8:1:1::${turn}`)).status, 401);
  }
  assert.equal((await guess(30, '2001:db8:1:1::5')).status, 429);
  assert.equal((await guess(31, '2001:db8:1:2::5')).status, 401);
  assert.equal((await guess(32, '')).status, 401, 'an unknown address is not one address');
});

test('concurrent proofs do not get around the limit', async () => {
  const { startBinding, bind, byPassword, calls } = createBindingHarness({
    limits: { badProofsPerTargetPer15Minutes: 5 },
  });
  const tabs: Awaited<ReturnType<typeof startBinding>>[] = [];
  for (let turn = 0; turn < 20; turn++) tabs.push(await startBinding({ openid: `oPerson${turn}` }));
  const wrong = { ...ann, password: 'wrong' };
  const answers = await Promise.all(
    tabs.map(({ tab, digits }) => bind(tab, byPassword(digits, wrong))),
  );
  assert.equal(calls.filter((call) => call === 'password').length, 5);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [
    ...Array<number>(5).fill(401),
    ...Array<number>(15).fill(429),
  ]);
});

test('right proofs and wrong digits of the chat do not count against an account', async () => {
  const { startBinding, bind, byPassword } = createBindingHarness();
  for (let turn = 0; turn < 7; turn++) {
    const { tab, digits } = await startBinding({ openid: `oPerson${turn}` });
    const typo = await bind(tab, byPassword(otherThan(digits), ann));
    assert.deepEqual([typo.status, typo.body['field']], [401, 'chatCode']);
    const right = await bind(tab, byPassword(digits, ann));
    assert.equal(right.status, 200, right.text);
  }
});

test('wrong digits of the chat over many attempts count against the WeChat user', async () => {
  const { startBinding, bind, byPassword } = createBindingHarness();
  const statuses: number[] = [];
  for (let turn = 0; turn < 6; turn++) {
    const { tab, digits } = await startBinding();
    statuses.push((await bind(tab, byPassword(otherThan(digits), turn % 2 ? ann : ben))).status);
  }
  assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
});

test('an account that is gone when it is linked looks like a wrong proof', async () => {
  const harness = createBindingHarness({
    fault: (call) => {
      if (call === 'link') harness.accountsById.delete('ann');
    },
  });
  const { tab, digits } = await harness.startBinding();
  const answer = await harness.bind(tab, harness.byPassword(digits, ann));
  assert.deepEqual([answer.status, answer.body['remaining']], [401, 4]);
  assert.deepEqual([harness.notices, harness.sessionCount()], [[], 0]);
});

/** What an application may do about a wrong password instead of returning an empty list. */
const otherRefusals: Readonly<Record<string, () => unknown>> = {
  rejects: () => Promise.reject(new Error('wrong')),
  'rejects with an error of ours': () => Promise.reject(new WechatMpLoginError('proof_failed')),
  throws: () => {
    throw new Error('wrong');
  },
  'returns null': () => Promise.resolve(null),
  'returns undefined': () => undefined,
  'returns a list of null': () => Promise.resolve([null]),
  'returns false': () => Promise.resolve(false),
};

for (const [name, refuse] of Object.entries(otherRefusals)) {
  test(`a check that ${name} for a wrong password looks at five in 15 minutes`, async () => {
    let looked = 0;
    const check = (_: string, password: string) => {
      looked++;
      // A cast, because JavaScript does not check what a function returns.
      return password === 'right' ? Promise.resolve([ann]) : (refuse() as MatchingAccounts);
    };
    const { startBinding, bind, byPassword, clock, linked } = createBindingHarness({
      linkMethods: [passwordMethod({ check })],
    });
    let { tab, digits } = await startBinding();
    for (let guess = 0; guess < 25; guess++) {
      clock.nowMs += 1000;
      if (guess % 5 === 4) ({ tab, digits } = await startBinding());
      await bind(tab, byPassword(digits, { email: ann.email ?? '', password: `wrong ${guess}` }));
    }
    assert.equal(looked, 5);
    const late = await bind(tab, byPassword(digits, { email: ann.email ?? '', password: 'right' }));
    assert.deepEqual([late.status, late.body['code']], [429, 'rate_limited']);
    assert.deepEqual(linked(), {});
    const owner = await startBinding({ openid: 'oOwner' });
    const right = byPassword(owner.digits, { email: ann.email ?? '', password: 'right' });
    assert.equal((await bind(owner.tab, right)).status, 200, 'the owner gets in');
  });
}

test('a check that hangs counts, also if the client has left', async () => {
  const gate = createGate();
  let looked = 0;
  const check = async () => {
    looked++;
    await gate.opened;
    return [];
  };
  const { startBinding, bind, byPassword } = createBindingHarness({
    linkMethods: [passwordMethod({ check })],
  });
  const leaving = new AbortController();
  const hanging: Promise<unknown>[] = [];
  for (let guess = 0; guess < 5; guess++) {
    const { tab, digits } = await startBinding();
    hanging.push(bind(tab, byPassword(digits, ann), { signal: leaving.signal }));
  }
  await until(() => looked === 5);
  leaving.abort();
  const { tab, digits } = await startBinding();
  const late = await bind(tab, byPassword(digits, ann));
  assert.deepEqual([late.status, late.body['code'], looked], [429, 'rate_limited', 5]);
  gate.open();
  await Promise.all(hanging);
});

test('digits of the chat count against the WeChat user even if the store fails to write them down', async () => {
  let isDown = false;
  const store = createMemoryStore();
  const { startBinding, bind, byPassword } = createBindingHarness({
    store: {
      ...store,
      advance: (id, rev, next) =>
        isDown && next.wrongChatDigits !== undefined
          ? Promise.reject(new Error('down'))
          : store.advance(id, rev, next),
    },
  });
  const { tab, digits } = await startBinding();
  isDown = true;
  const statuses: number[] = [];
  for (let guess = 0; guess < 6; guess++) {
    statuses.push((await bind(tab, byPassword(otherThan(digits), ann))).status);
  }
  assert.deepEqual(statuses, [503, 503, 503, 503, 503, 429]);
});

test('a proof that never got as far as the secrets is not counted', async () => {
  const { startBinding, bind, byPassword, signedIn, clock } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const bySession = { action: 'link', method: 'session', chatCode: digits };
  for (let turn = 0; turn < 20; turn++) {
    clock.nowMs += 1000;
    const cookie = turn % 2 === 0 ? '' : signedIn(ben, clock.nowMs - 400_000);
    assert.equal((await bind(tab, bySession, { cookie })).status, 403);
  }
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
});

test('a password that was refused because too many wait to be checked is not counted', async () => {
  let isBusy = true;
  const { startBinding, bind, byPassword, clock } = createBindingHarness({
    linkMethods: [
      passwordMethod({
        check: () => (isBusy ? Promise.reject(new BusyError(2000)) : Promise.resolve([ann])),
      }),
    ],
  });
  const { tab, digits } = await startBinding();
  for (let turn = 0; turn < 10; turn++) {
    clock.nowMs += 1000;
    const { status, headers } = await bind(tab, byPassword(digits, ann));
    assert.deepEqual([status, headers.get('retry-after')], [429, '2']);
  }
  isBusy = false;
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
});
