/** From the scan through the question to the login, over HTTP. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryIdentityRecords } from '../../../../../src/server/index.js';
import {
  createHarness,
  linkText,
  type HarnessOptions,
} from '../../../../support/server/harness.js';
import { lin, mei } from '../../../../support/accounts/sessions-contract.js';

/** A backend that asks, and whose accounts know `oPersonOne` and the unionid `known`. */
function createAsking(options: HarnessOptions = {}) {
  const harness = createHarness({
    confirm: 'auto',
    accounts: {
      find: ({ openid, unionid }) =>
        Promise.resolve(openid === 'oPersonOne' || unionid === 'known' ? lin : undefined),
      create: () => Promise.resolve(mei),
    },
    ...options,
  });
  const stateOf = async (tab: Parameters<typeof harness.watch>[0]): Promise<unknown> =>
    (await harness.watch(tab)).body['state'];
  return { ...harness, stateOf };
}

const question =
  /^Somebody wants to sign in to login\.example with your WeChat:\n.+\n\nConfirm only/;

test('a known person is asked, confirms in the chat, and is signed in', async () => {
  const { open, scan, tap, watch, redeem, stateOf } = createAsking();
  const tab = await open({ lang: 'en' });
  const reply = await scan(tab.scene);
  assert.match(reply, question);
  const { state, confirm, expiresIn } = (await watch(tab)).body;
  assert.deepEqual(
    { state, confirm, expiresIn },
    {
      ...{ state: 'scanned', confirm: { mode: 'tap' }, expiresIn: 90 },
    },
  );
  assert.equal((await redeem(tab)).status, 409);
  assert.match(await tap(reply, 'confirm'), /^Confirmed\. Please return to the page of login/);
  assert.equal(await stateOf(tab), 'approved');
  const answer = await redeem(tab);
  assert.deepEqual([answer.status, answer.body['result']], [200, 'authenticated']);
});

test('test accounts leave out the menu id: the token in the message is enough', async () => {
  const { open, scan, type, stateOf } = createAsking();
  const tab = await open();
  await type(linkText(await scan(tab.scene), 'confirm'));
  assert.equal(await stateOf(tab), 'approved');
});

test('a new person is signed in by the scan alone', async () => {
  const { open, scan, stateOf } = createAsking({ openPlatform: false });
  const tab = await open({ lang: 'en' });
  assert.match(await scan(tab.scene, { openid: 'oNew' }), /^You have signed in/);
  assert.equal(await stateOf(tab), 'approved');
});

test('only the newest scan of a person counts', async () => {
  const { open, scan, tap, stateOf } = createAsking();
  const [one, two] = [await open({ lang: 'en' }), await open({ lang: 'en' })];
  const older = await scan(one.scene);
  await scan(two.scene);
  assert.deepEqual([await stateOf(one), await stateOf(two)], ['cancelled', 'scanned']);
  assert.match(await tap(older, 'confirm'), /You are not being asked this now/);
  assert.deepEqual([await stateOf(one), await stateOf(two)], ['cancelled', 'scanned']);
});

test('nobody else can confirm', async () => {
  const { open, scan, type, stateOf } = createAsking();
  const tab = await open({ lang: 'en' });
  const confirm = linkText(await scan(tab.scene), 'confirm');
  assert.match(await type(confirm, { openid: 'oOther' }), /You are not being asked this now/);
  assert.equal(await stateOf(tab), 'scanned');
});

test('no record contains a token', async () => {
  const records = createMemoryIdentityRecords();
  const written: string[] = [];
  const { open, scan } = createAsking({
    identityRecords: {
      get: (key) => records.get(key),
      set(key, rev, record, forgetAtMs) {
        written.push(JSON.stringify(record));
        return records.set(key, rev, record, forgetAtMs);
      },
    },
  });
  const reply = await scan((await open()).scene);
  const [, token = ''] = /wml-([\w-]{22})/.exec(linkText(reply, 'confirm')) ?? [];
  assert.equal(token.length, 22);
  assert.ok(written.length > 0 && !written.join().includes(token));
});
