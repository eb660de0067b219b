/** Attacks that are a matter of how often and how much, and on what the logs keep of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../src/accounts/index.js';
import { type LinkMethod } from '../../src/server/index.js';
import { addressGroup } from '../../src/server/base/address-group.js';
import { createGate, turns } from '../support/server/attacks.js';
import { until } from '../support/until.js';
import { ann, createBindingWorld } from '../support/server/binding.js';
import { createHarness, type Answer } from '../support/server/harness.js';

test('an address with a port, as some proxies write it, is the address', () => {
  for (const port of ['50001', '50002']) {
    assert.equal(addressGroup(`203.0.113.9:${port}`), '203.0.113.9');
    assert.equal(addressGroup(`[2001:db8:1:2::1]:${port}`), addressGroup('2001:db8:1:2::1'));
  }
  assert.notEqual(addressGroup('203.0.113.9:50001'), addressGroup('203.0.113.8:50001'));
});

test('an IPv4 address written as IPv6 in hexadecimal is that address, not everybody', () => {
  assert.equal(addressGroup('::ffff:cb00:7109'), '203.0.113.9');
  assert.equal(addressGroup('::FFFF:C633:6407'), '198.51.100.7');
});

function assertSlowedDown({ status, body, headers }: Answer): void {
  assert.deepEqual([status, body['code']], [429, 'slow_down']);
  assert.ok(Number(headers.get('retry-after')) > 0);
}

test('one attempt asks the application 30 times at once, then five times a second', async () => {
  const { ask, redeem, bind, sendCode, byPassword, calls, clock } = createBindingWorld();
  const { tab, digits } = await ask();
  const others = await ask({ openid: 'oOther' });
  const asked = () => calls.filter((call) => call === 'current').length;
  const before = asked();
  const answers: Answer[] = [];
  for (let index = 0; index < 100; index++) answers.push(await redeem(tab));
  const done = answers.filter(({ status }) => status === 200);
  // One was taken on the way to the question.
  assert.equal(done.length, 29);
  assert.ok(asked() - before <= 29, `${asked() - before} questions`);
  const toEmail = { method: 'email-code', fields: { email: ann.email } };
  const slowed = [
    ...answers.slice(29),
    await bind(tab, byPassword(digits, ann)),
    await sendCode(tab, toEmail),
  ];
  for (const answer of slowed) assertSlowedDown(answer);
  assert.equal((await redeem(others.tab)).status, 200, 'others go on');
  clock.nowMs += 1000;
  const later: number[] = [];
  for (let index = 0; index < 6; index++) later.push((await redeem(tab)).status);
  assert.deepEqual(later, [200, 200, 200, 200, 200, 429]);
});

test('one attempt holds no more than 30 requests while its account is being made', async () => {
  const gate = createGate();
  const { ask, redeem, bind, calls } = createBindingWorld({
    fault: (call) => (call === 'create' ? gate.opened : undefined),
  });
  const { tab } = await ask();
  const making = bind(tab, { action: 'create' });
  await until(() => calls.includes('create'));
  const answers: Answer[] = [];
  const all = Array.from({ length: 1000 }, async () => void answers.push(await redeem(tab)));
  await until(() => answers.length >= 970);
  await turns(50);
  const answered = [...answers];
  gate.open();
  await Promise.all(all);
  assert.equal((await making).status, 200);
  assert.ok(answered.length >= 970, `${1000 - answered.length} held`);
  answered.forEach(assertSlowedDown);
  assert.ok(
    answers.slice(answered.length).every(({ status }) => status === 200),
    'who waited gets the answer',
  );
});

test('what the accounts say of an openid as they fail is in no line of the log', async () => {
  const { open, scan, redeem, log } = createHarness({
    accounts: {
      ...createMemoryAccounts(),
      find: ({ openid }) => Promise.reject(new Error(`no row for ${openid}`)),
    },
  });
  const tab = await open();
  await scan(tab.scene, { openid: 'oSecretOpenid' });
  assert.equal((await redeem(tab)).status, 503);
  assert.ok(log.some(({ event }) => event === 'redeem_failed'));
  assert.doesNotMatch(JSON.stringify(log), /oSecretOpenid/);
});

test('what a way to link says of an address as it fails is in no line of the log', async () => {
  const directory: LinkMethod = {
    method: 'directory',
    label: 'Directory',
    fields: [
      { name: 'email', label: 'E-mail', type: 'email' },
      { name: 'code', label: 'Code', type: 'code' },
    ],
    target({ email }) {
      throw new Error(`not in the directory: ${email}`);
    },
    accounts: () => Promise.resolve([]),
    send: () => Promise.resolve(),
  };
  const { ask, bind, sendCode, log } = createBindingWorld({ linkMethods: [directory] });
  const { tab, digits } = await ask();
  const { method } = directory;
  const fields = { email: ann.email, code: '123456' };
  const before = log.length;
  const answers = [
    await bind(tab, { action: 'link', method, fields, chatCode: digits }),
    await sendCode(tab, { method, fields: { email: ann.email } }),
  ];
  for (const { status, text } of answers) {
    assert.ok(status >= 500, text);
    assert.doesNotMatch(text, /directory:|ann@/);
  }
  assert.equal(log.length, before + answers.length, 'it is in the log that they failed');
  assert.doesNotMatch(JSON.stringify(log), /ann@example|directory:/);
});
