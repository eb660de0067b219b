/** The two proofs that a link needs, and how often each may be wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTally } from '../../../src/server/base/guess-limit.js';
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
    const { startBinding, bind, byPassword } = createBindingHarness();
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

test('wrong proofs for one account are counted across attempts, WeChat users and addresses', async () => {
  const { startBinding, bind, byPassword, clock, linked } = createBindingHarness();
  const guess = async (turn: number, password: string, email = 'ann@example.com') => {
    const { tab, digits } = await startBinding({ openid: `oPerson${turn}` });
    const form = byPassword(digits, { email, password });
    return bind(tab, form, { address: `192.0.2.${turn}` });
  };
  for (let turn = 0; turn < 5; turn++) {
    assert.equal((await guess(turn, 'wrong')).status, 401);
    clock.nowMs += 60_000;
  }
  const refused = await guess(5, 'correct', 'Ann@Example.com');
  assert.deepEqual([refused.status, refused.body['code']], [429, 'rate_limited']);
  assert.equal(refused.headers.get('retry-after'), '600');
  assert.deepEqual(linked(), {}, 'the right password does not get through either');
  assert.equal((await guess(6, 'horse', 'ben@example.com')).status, 200);
  clock.nowMs += 600_000;
  assert.equal((await guess(7, 'correct')).status, 200, 'the first is 15 minutes old');
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
  for (let turn = 0; turn < 5; turn++) {
    assert.equal((await guess(turn, `2001:db8:1:1::${turn}`)).status, 401);
  }
  assert.equal((await guess(5, '2001:db8:1:1::5')).status, 429);
  assert.equal((await guess(6, '2001:db8:1:2::5')).status, 401);
  assert.equal((await guess(7, '')).status, 401, 'an unknown address is not one address');
});

test('concurrent proofs do not get around the limit', async () => {
  const { startBinding, bind, byPassword, calls } = createBindingHarness();
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

test('a tally allows its maximum in any window, forgets old counts, and takes counts back', () => {
  let nowMs = 1000;
  const tally = createTally({ max: 2, windowMs: 100, now: () => nowMs, maxKeys: 3 });
  assert.equal(tally.take(['a']), 0);
  nowMs += 60;
  assert.equal(tally.take(['a', 'b']), 0);
  assert.equal(tally.take(['a']), 40);
  assert.equal(tally.take(['b', 'a']), 40, 'b is not counted where a is full');
  assert.equal(tally.take(['b']), 0);
  nowMs += 40;
  assert.equal(tally.take(['a']), 0, 'the first is over, the second is not');
  assert.equal(tally.take(['a']), 60);
  tally.giveBack(['a']);
  assert.equal(tally.take(['a']), 0);
  tally.take(['c', 'd']);
  assert.equal(tally.take(['b']), 0, 'the one counted longest ago is forgotten');
});
