/** Every security event where it happens, and nothing in events and log that must not be published. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecurityEvent } from '../../src/server/index.js';
import { settle } from '../support/clock.js';
import {
  ann,
  ben,
  createBindingHarness,
  otherThan,
  type BindingHarnessOptions,
} from '../support/server/binding-harness.js';
import { lin, signIn } from '../support/accounts/sessions-contract.js';
import { createHarness, linkText, settings } from '../support/server/harness.js';

const address = '203.0.113.77';
const network = '203.0.113.0/24';

function setup(options: BindingHarnessOptions = {}) {
  const events: SecurityEvent[] = [];
  const harness = createBindingHarness({
    onEvent: (event) => void events.push(event),
    cityOf: () => 'Kunming',
    ...options,
  });
  /** The events so far, without the fields that differ in each run. */
  async function seen(): Promise<readonly SecurityEvent[]> {
    await settle();
    return events;
  }
  return { ...harness, events, seen };
}

test('a push that is forged, and one that is sent again, are events with the reason alone', async () => {
  const { open, scanXml, push, clock, watch, seen } = setup();
  const tab = await open();
  const xml = scanXml(tab.scene);
  assert.equal((await push(xml, { token: 'aWrongToken' })).status, 403);
  assert.equal((await push(xml, { mode: 'plain' })).status, 403);
  const nowS = Math.floor(clock.nowMs / 1000);
  assert.equal((await push(xml, { timestampS: nowS - 1000 })).status, 403);
  assert.equal((await push(scanXml(tab.scene, { sentAtS: nowS - 1000 }))).status, 403);
  assert.equal((await watch(tab)).body['state'], 'pending');
  assert.deepEqual(await seen(), [
    { type: 'forged_push', reason: 'signature' },
    { type: 'forged_push', reason: 'unencrypted' },
    { type: 'replay', reason: 'clock' },
    { type: 'replay', reason: 'age' },
  ]);
});

test('a link is an event, and so is a WeChat user of another account', async () => {
  const { startBinding, bind, byPassword, signedIn, open, scan, redeem, seen } = setup();
  const { tab, digits } = await startBinding();
  assert.equal((await bind(tab, byPassword(digits, ann))).status, 200);
  const cookie = signedIn(ben);
  const other = await open({ purpose: 'link' }, { cookie });
  await scan(other.scene);
  const refused = await redeem(other, { cookie: `${other.cookie}; ${cookie}` });
  assert.equal(refused.body['code'], 'identity_conflict', refused.text);
  assert.deepEqual(await seen(), [
    { type: 'linked', attempt: tab.id, accountId: ann.id },
    { type: 'new_browser', attempt: tab.id, accountId: ann.id },
    { type: 'identity_conflict', attempt: other.id },
  ]);
});

test('unlinking is an event', async () => {
  const events: SecurityEvent[] = [];
  const { call, sessions } = createHarness({
    onEvent: (event) => void events.push(event),
    accounts: {
      find: () => Promise.resolve(undefined),
      create: () => Promise.resolve(lin),
      identities: () =>
        Promise.resolve([{ id: 'first', appId: settings.appId, linkedAtMs: 1_700_000_000_000 }]),
      unlink: () => Promise.resolve('unlinked'),
    },
  });
  const cookie = await signIn(sessions, { account: lin });
  const answer = await call('DELETE', '/identities/first', undefined, { cookie });
  assert.equal(answer.status, 204, answer.text);
  await settle();
  assert.deepEqual(events, [{ type: 'unlinked', accountId: lin.id }]);
});

test('wrong proofs are events once they are used up, and once a limit holds', async () => {
  const { startBinding, bind, byPassword, seen } = setup();
  const first = await startBinding();
  for (let tries = 0; tries < 3; tries++) {
    await bind(first.tab, byPassword(otherThan(first.digits), ann), { address });
  }
  const second = await startBinding();
  for (let tries = 0; tries < 3; tries++) {
    await bind(second.tab, byPassword(second.digits, { ...ann, password: 'wrong' }), { address });
  }
  assert.deepEqual(await seen(), [
    { type: 'proofs_used_up', attempt: first.tab.id, of: 'chatDigits' },
    { type: 'limit_hit', limit: 'badProofs' },
  ]);
});

test('a limit of an address names its network', async () => {
  const { open, call, seen } = setup({ limits: { createsPerAddressPerMinute: 1 } });
  const tab = await open({}, { address });
  const body = { challenge: 'x'.repeat(43), purpose: 'login', method: 'scan' };
  assert.equal((await call('POST', '/attempts', body, { address })).status, 429);
  assert.equal(tab.created.status, 201);
  assert.deepEqual(await seen(), [
    { type: 'limit_hit', limit: 'createsPerAddressPerMinute', network },
  ]);
});

test('the eleventh scan of one person within a minute changes nothing, and the chat says so', async () => {
  const { open, scan, watch, clock, seen } = setup();
  const openid = 'oPersonOne';
  for (let count = 0; count < 10; count++) await scan((await open()).scene, { openid });
  const tab = await open({ lang: 'en' });
  assert.match(await scan(tab.scene, { openid }), /too many codes within a minute.*wait a minute/);
  assert.equal((await watch(tab)).body['state'], 'pending');
  assert.deepEqual(await seen(), [
    { type: 'limit_hit', limit: 'scansPerIdentityPerMinute', attempt: tab.id },
  ]);
  await scan((await open()).scene, { openid: 'oAnother' });
  clock.nowMs += 62_000;
  await scan(tab.scene, { openid });
  assert.notEqual((await watch(tab)).body['state'], 'pending', 'a minute later it counts');
});

test('a repeated push of a scan counts once', async () => {
  const { open, scanXml, push, scan, watch } = setup();
  const tab = await open();
  const xml = scanXml(tab.scene);
  for (let count = 0; count < 30; count++) await push(xml);
  const next = await open();
  await scan(next.scene);
  assert.notEqual((await watch(next)).body['state'], 'pending');
});

test('nothing in the log and in the events of every kind of login is a secret', async () => {
  const secrets = new Set<string>([settings.appSecret, settings.token, settings.encodingAesKey]);
  const note = (...texts: readonly (string | undefined)[]): void => {
    for (const text of texts) if (text !== undefined && text !== '') secrets.add(text);
  };
  const harness = setup({
    confirm: 'auto',
    captcha: { needed: () => true, verify: (token) => token.startsWith('good') },
    limits: { createsPerAddressPerMinute: 30 },
  });
  const { scan, tap, type, redeem, bind, byPassword, call, push, scanXml, log, seen } = harness;
  const userAgent = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0.0.0 Safari/537.36 SecretAgent';
  let tokens = 0;
  const open = async (more: object = {}) => {
    const captcha = `good-captcha-token-${++tokens}`;
    const tab = await harness.open({ lang: 'en', captcha, ...more }, { address, userAgent });
    const { key, verifier, challenge } = tab.chain;
    note(captcha, key, verifier, challenge, tab.scene, tab.cookie.split('=')[1]);
    return tab;
  };
  note('oPersonOne', 'oStranger', address, 'Kunming', 'SecretAgent', ann.email, ann.password);
  note('the-access-token', 'gQtheTicket');

  // A new person links an account, with mistakes.
  const tab = await open();
  const question = await scan(tab.scene);
  await scan(tab.scene, { openid: 'oStranger' });
  for (const digits of question.match(/(?<!\d)\d{6}(?!\d)/g) ?? []) note(digits);
  const [chatDigits = '000000'] = question.match(/(?<!\d)\d{6}(?!\d)/) ?? [];
  await redeem(tab, { address });
  await bind(tab, byPassword(otherThan(chatDigits), ann), { address });
  await bind(tab, byPassword(chatDigits, { ...ann, password: 'wrong-password' }), { address });
  note('wrong-password');
  const done = await bind(tab, byPassword(chatDigits, ann), { address });
  assert.equal(done.status, 200, done.text);
  note(...done.setCookies.map((line) => line.split(';')[0]?.split('=')[1]));

  // A known person confirms; another login is denied; one is confirmed, and then "Not me".
  for (const answers of [['confirm'], ['not-me'], ['confirm', 'not-me']] as const) {
    const next = await open();
    const asked = await scan(next.scene);
    for (const answer of answers) {
      note(/wml-([\w-]{22})/.exec(linkText(asked, answer))?.[1]);
      await tap(asked, answer);
    }
    const signedIn = await redeem(next, { address });
    note(...signedIn.setCookies.map((line) => line.split(';')[0]?.split('=')[1]));
    await type('wml-notATokenOfOurs12345678');
    harness.clock.nowMs += 61_000;
  }

  // Attacks, and limits.
  const xml = scanXml(tab.scene);
  await push(xml, { token: 'aWrongToken' });
  await push(xml, { timestampS: 1 });
  const body = {
    challenge: 'y'.repeat(43),
    purpose: 'login',
    method: 'scan',
    captcha: 'bad-token',
  };
  note('bad-token');
  for (let count = 0; count < 40; count++) await call('POST', '/attempts', body, { address });

  const events = await seen();
  const types = new Set(events.map((event) => event.type));
  for (const name of [
    'contested',
    'linked',
    'denied',
    'forged_push',
    'replay',
    'captcha_failed',
    'limit_hit',
  ] as const) {
    assert.ok(types.has(name), `${name} is among ${[...types].join()}`);
  }
  assert.ok(log.length > 10);
  const published = JSON.stringify({ log, events });
  for (const secret of secrets) {
    assert.ok(!published.includes(secret), `"${secret}" is in the log or the events`);
  }
});
