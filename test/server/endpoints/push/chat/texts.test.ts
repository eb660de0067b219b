/** What a text in the chat means: numbers and digits that answer a question, and all others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createHarness,
  linkText,
  type HarnessOptions,
} from '../../../../support/server/harness.js';
import { lin, mei } from '../../../../support/accounts/sessions-contract.js';

function createAsking(options: HarnessOptions = {}) {
  const passedOn: string[] = [];
  const events: string[] = [];
  const harness = createHarness({
    confirm: 'tap',
    accounts: { find: () => Promise.resolve(lin), create: () => Promise.resolve(mei) },
    onPush: (push) => void (push.type === 'text' && passedOn.push(push.content)),
    onEvent: (event) => void events.push(JSON.stringify(event)),
    ...options,
  });
  const { open, scan, watch } = harness;
  async function ask(openid = 'oPersonOne') {
    const tab = await open({ lang: 'en' });
    const reply = await scan(tab.scene, { openid });
    return { tab, reply, numbers: numbersIn(reply) };
  }
  const stateOf = async (tab: Parameters<typeof watch>[0]) => (await watch(tab)).body['state'];
  const digitsOf = async (tab: Parameters<typeof watch>[0]): Promise<string> =>
    ((await watch(tab)).body['confirm'] as { digits: string }).digits;
  return { ...harness, ask, stateOf, digitsOf, passedOn, events };
}

/** The numbers of a question: Confirm, then Not me. */
function numbersIn(reply: string): readonly string[] {
  const [, confirm = '', notMe = ''] = /reply (\d\d) to confirm or (\d\d) if/.exec(reply) ?? [];
  return [confirm, notMe];
}

const wide = (digits: string): string =>
  digits.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));

test('without links, a number confirms and another one denies', async () => {
  const { ask, type, stateOf, events } = createAsking();
  const one = await ask();
  assert.notEqual(one.numbers[0], one.numbers[1]);
  assert.match(await type(` ${wide(one.numbers[0] ?? '')}\u200b`), /^Confirmed/);
  assert.equal(await stateOf(one.tab), 'approved');
  const two = await ask();
  const about = { msgId: '4711' };
  assert.match(await type(two.numbers[1] ?? '', about), /^Thank you\. Nobody was signed in/);
  assert.equal(await stateOf(two.tab), 'denied');
  assert.match(await type(two.numbers[1] ?? '', about), /^Thank you/, 'WeChat repeats it');
  assert.equal(await type(two.numbers[1] ?? ''), '', 'typed once more, it is the application’s');
  assert.deepEqual(
    events.map((each) => (JSON.parse(each) as { type: string }).type),
    ['denied'],
  );
});

test('any other number is the application’s, and so are the numbers once they are answered', async () => {
  const { ask, type, stateOf, passedOn } = createAsking();
  const { tab, numbers } = await ask();
  const [confirm = '', notMe = ''] = numbers;
  const others = ['1', '00', '123', '402913', 'ok', `${confirm} please`, `${confirm}${notMe}`];
  const free = Array.from({ length: 90 }, (_, index) => String(index + 10));
  others.push(...free.filter((each) => !numbers.includes(each)).slice(0, 3));
  for (const other of others) assert.equal(await type(other), '', other);
  assert.equal(await stateOf(tab), 'scanned');
  await type(confirm);
  assert.equal(await type(notMe), '');
  assert.equal(await stateOf(tab), 'approved');
  assert.deepEqual(passedOn, [...others, notMe]);
});

test('a person’s questions use no number twice within ten minutes, and then have links alone', async () => {
  const { ask, clock } = createAsking();
  const seen = new Set<string>();
  for (let count = 0; count < 45; count++) {
    // At most ten scans count in a minute.
    clock.nowMs += 10_000;
    (await ask()).numbers.forEach((each) => seen.add(each));
  }
  assert.equal(seen.size, 90);
  const { reply } = await ask();
  assert.doesNotMatch(reply, /reply \d\d/);
  assert.ok(linkText(reply, 'confirm') && linkText(reply, 'not-me'));
  clock.nowMs += 600_000;
  assert.match((await ask()).reply, /reply \d\d to confirm/);
});

test('a question that is repeated has the same links and numbers', async () => {
  const { ask, scan } = createAsking();
  const { tab, reply } = await ask();
  assert.equal(await scan(tab.scene), reply);
});

test('in mode digits, the page shows six digits and the chat takes them, in any script', async () => {
  const { ask, type, stateOf, digitsOf } = createAsking({ confirm: 'digits' });
  const { tab, reply } = await ask();
  assert.match(reply, /send the six digits that it shows\. If not: <a /);
  assert.throws(() => linkText(reply, 'confirm'));
  const digits = await digitsOf(tab);
  assert.ok(!reply.includes(digits));
  assert.match(await type(wide(digits.replace(/^.../, '$& '))), /^Confirmed/);
  assert.equal(await stateOf(tab), 'approved');
});

test('in mode digits, the third wrong answer denies, and a repeated message counts once', async () => {
  const { ask, type, stateOf, digitsOf, events } = createAsking({ confirm: 'digits' });
  const { tab } = await ask();
  const digits = await digitsOf(tab);
  const wrong = digits === '000000' ? '000001' : '000000';
  const sendThrice = async (msgId: string): Promise<readonly string[]> =>
    Promise.all([1, 2, 3].map(() => type(wrong, { msgId })));
  for (const [msgId, left] of [
    ['71', 2],
    ['72', 1],
  ] as const) {
    const replies = await sendThrice(msgId);
    assert.deepEqual(new Set(replies).size, 1);
    assert.match(replies[0] ?? '', new RegExp(`Tries left: ${left}\\.`));
  }
  for (const other of ['12345', '1234567', 'x402913', '12']) assert.equal(await type(other), '');
  assert.equal(await stateOf(tab), 'scanned');
  for (const reply of await sendThrice('73')) assert.match(reply, /wrong three times/);
  assert.equal(await stateOf(tab), 'denied');
  assert.equal(await type(digits), '', 'nothing is asked any more');
  assert.deepEqual(events, [
    JSON.stringify({ type: 'denied', attempt: tab.id, by: 'wrongDigits', wasCompleted: false }),
  ]);
});

test('the digits for linking belong on the page, not in the chat', async () => {
  const { open, scan, tap, type, stateOf, passedOn } = createAsking({
    newAccounts: 'ask',
    linkMethods: [
      {
        method: 'x',
        label: 'x',
        fields: [],
        target: () => 'x',
        accounts: () => Promise.resolve([]),
      },
    ],
    accounts: {
      find: () => Promise.resolve(undefined),
      create: () => Promise.resolve(mei),
      link: () => Promise.resolve('linked'),
    },
  });
  const tab = await open({ lang: 'en' });
  const question = await scan(tab.scene);
  assert.doesNotMatch(question.replace(/<a .*?<\/a>/g, ''), /\d{6}/);
  const [, digits = ''] = /asks for a code: (\d{6})\./.exec(await tap(question, 'confirm')) ?? [];
  assert.match(await type(digits), /type these digits into the page, not here/);
  assert.equal(await stateOf(tab), 'approved');
  assert.equal(await type(digits === '111111' ? '222222' : '111111'), '');
  assert.equal(passedOn.length, 1);
});

/** What a message with a token gets once its question is over. */
const over: readonly [name: string, end: 'confirm' | 'not-me' | 'time', RegExp][] = [
  ['answered', 'confirm', /^You have answered this already/],
  ['denied', 'not-me', /^It is too late for this answer/],
  ['expired', 'time', /^It is too late for this answer/],
];
for (const [name, end, sentence] of over) {
  test(`Confirm for a question that is ${name} gets a sentence and changes nothing`, async () => {
    const { ask, tap, watch, clock, passedOn } = createAsking();
    const { tab, reply } = await ask();
    if (end === 'time') clock.nowMs += 90_001;
    else await tap(reply, end);
    const before = (await watch(tab)).body;
    assert.match(await tap(reply, 'confirm'), sentence);
    assert.deepEqual((await watch(tab)).body, before);
    assert.deepEqual(passedOn, []);
  });
}

test('a message with a token that nobody has made gets a sentence, and never goes to the application', async () => {
  const { ask, type, stateOf, passedOn } = createAsking();
  const { tab } = await ask();
  for (const text of [`wml-${'A'.repeat(22)}`, `Confirm wml-${'-'.repeat(40)}`]) {
    assert.match(await type(text), /没有等待你回复.*\nYou are not being asked this now/s);
  }
  for (const text of ['wml-', `wml-${'A'.repeat(21)}`]) assert.equal(await type(text), '');
  assert.equal(await stateOf(tab), 'scanned');
  assert.equal(passedOn.length, 2);
});
