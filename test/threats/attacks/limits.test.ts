/** Attacks by frequency and size, and what reaches the log. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAccounts } from '../../../src/accounts/index.js';
import { type LinkMethod } from '../../../src/server/index.js';
import { addressGroup } from '../../../src/server/base/limits/address-group.js';
import { createGate } from '../../support/server/attacks.js';
import { until } from '../../support/until.js';
import { ann, createBindingHarness } from '../../support/server/binding-harness.js';
import { createHarness, type Answer } from '../../support/server/harness.js';

test('an address with a port, as some proxies write it, counts as the address', () => {
  for (const port of ['50001', '50002']) {
    assert.equal(addressGroup(`203.0.113.9:${port}`), '203.0.113.9');
    assert.equal(addressGroup(`[2001:db8:1:2::1]:${port}`), addressGroup('2001:db8:1:2::1'));
  }
  assert.notEqual(addressGroup('203.0.113.9:50001'), addressGroup('203.0.113.8:50001'));
});

test('an IPv4 address written as IPv6 in hexadecimal counts as that address', () => {
  assert.equal(addressGroup('::ffff:cb00:7109'), '203.0.113.9');
  assert.equal(addressGroup('::FFFF:C633:6407'), '198.51.100.7');
});

function assertSlowedDown({ status, body, headers }: Answer): void {
  assert.deepEqual([status, body['code']], [429, 'slow_down']);
  assert.ok(Number(headers.get('retry-after')) > 0);
}

test('one attempt can ask the application 30 times at once, then five times a second', async () => {
  const { startBinding, redeem, bind, sendCode, byPassword, calls, clock } = createBindingHarness();
  const { tab, digits } = await startBinding();
  const others = await startBinding({ openid: 'oOther' });
  const asked = () => calls.filter((call) => call === 'current').length;
  const before = asked();
  const answers: Answer[] = [];
  for (let index = 0; index < 100; index++) answers.push(await redeem(tab));
  const done = answers.filter(({ status }) => status === 200);
  // The redeem that led to the question was one of the 30.
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

test('one attempt holds at most 30 requests while its account is created', async () => {
  const gate = createGate();
  const { startBinding, redeem, bind, calls } = createBindingHarness({
    fault: (call) => (call === 'create' ? gate.opened : undefined),
  });
  const { tab } = await startBinding();
  const creating = bind(tab, { action: 'create' });
  await until(() => calls.includes('create'));
  // The redeem that led to the question and the bind are two of the 30.
  const [sent, held] = [300, 28];
  const answers: Answer[] = [];
  const all = Array.from({ length: sent }, async () => void answers.push(await redeem(tab)));
  await until(() => answers.length >= sent - held);
  const answered = [...answers];
  gate.open();
  await Promise.all(all);
  assert.equal((await creating).status, 200);
  answered.forEach(assertSlowedDown);
  assert.ok(
    answers.slice(answered.length).every(({ status }) => status === 200),
    'requests that waited get the answer',
  );
});

test('an openid in an error of the accounts never reaches the log', async () => {
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

test('an address in an error of a link method never reaches the log', async () => {
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
  const { startBinding, bind, sendCode, log } = createBindingHarness({ linkMethods: [directory] });
  const { tab, digits } = await startBinding();
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
