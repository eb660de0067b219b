/** What two instances of a backend share through their store. The test of each store runs it. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../../src/accounts/index.js';
import type { Notice, Store } from '../../../../src/server/index.js';
import { eventXml } from '../../../../src/wechat/push/write-messages.js';
import { settle } from '../../clock.js';
import { createHarness, originalId, type HarnessOptions } from '../harness.js';

export interface SharedStore {
  /** One for each instance; a store in memory is the same one. */
  readonly stores: readonly [Store, Store];
  /** The present time of the store, in milliseconds since the epoch. */
  readonly nowMs: number;
  close?(): Promise<void>;
}

export function testInstances(name: string, open: () => Promise<SharedStore>): void {
  const opened = open();
  after(async () => (await opened).close?.());

  /** Two instances with one user database, as behind a load balancer. */
  async function start(options: HarnessOptions = {}) {
    const { stores, nowMs } = await opened;
    const now = (): number => one.clock.nowMs;
    const accounts = createMemoryAccounts({ now });
    const sessions = createCookieSessions({ secure: true, now });
    const notices: Notice[] = [];
    const shared = { accounts, sessions, notify: (notice: Notice) => void notices.push(notice) };
    // The store is used by all tests, so each has an account of its own.
    const one = createHarness({ ...shared, ...options, store: stores[0] });
    const other = createHarness({ ...shared, ...options, store: stores[1] });
    for (const { clock } of [one, other]) clock.nowMs = nowMs;
    return { one, other, notices };
  }

  let people = 0;
  const nextPerson = (): string => `oPerson${++people}Of${name.replaceAll(/\W/g, '')}`;
  const eventOf = (event: string, openid: string, nowMs: number): string =>
    eventXml({
      ...{ to: originalId, from: openid, createdAtS: Math.floor(nowMs / 1000) },
      ...{ event, eventKey: '' },
    });

  test(`${name}: one instance takes the push, another one holds the stream, and either signs in`, async () => {
    const { one, other } = await start();
    const tab = await one.open();
    const held = other.watch(tab, '?rev=1&wait=20');
    await settle();
    await one.scan(tab.scene, { openid: nextPerson() });
    assert.equal((await held).body['state'], 'approved');
    const [first, second] = await Promise.all([other.redeem(tab), one.redeem(tab)]);
    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.deepEqual(first.setCookies, second.setCookies, 'one session');
  });

  test(`${name}: one challenge makes one attempt and one QR code`, async () => {
    const { one, other } = await start();
    const tab = await one.open();
    const { challenge } = tab.chain;
    const body = { challenge, purpose: 'login', method: 'scan' };
    const again = await other.call('POST', '/attempts', body, { cookie: tab.cookie });
    assert.equal(again.body['id'], tab.id);
    assert.equal((await other.call('POST', '/attempts', body)).body['code'], 'challenge_used');
    assert.equal(other.scenes().length, 0);
  });

  test(`${name}: a second scan ends the first one, wherever each arrives`, async () => {
    const { one, other } = await start();
    const openid = nextPerson();
    const [older, newer] = [await one.open(), await other.open()];
    await one.scan(older.scene, { openid });
    await other.scan(newer.scene, { openid });
    assert.equal((await other.redeem(older)).status, 410);
    assert.equal((await one.redeem(newer)).status, 200);
  });

  test(`${name}: the answer in the chat, and "Not me", may reach another instance than the scan`, async () => {
    const { one, other } = await start({ confirm: 'tap' });
    const openid = nextPerson();
    const tab = await one.open({ lang: 'en' });
    const asked = await one.scan(tab.scene, { openid });
    const reply = await other.tap(asked, 'confirm', { openid });
    assert.equal((await one.watch(tab)).body['state'], 'approved');
    await one.tap(reply, 'not-me', { openid });
    assert.equal((await other.redeem(tab)).status, 410);
  });

  test(`${name}: an unfollow is known to all, and the application learns of it once`, async () => {
    const { one, other, notices } = await start();
    const openid = nextPerson();
    const tab = await one.open();
    await one.scan(tab.scene, { openid });
    const push = eventOf('unsubscribe', openid, one.clock.nowMs);
    for (const { push: receive } of [one, other, one]) await receive(push);
    await settle();
    assert.deepEqual(
      notices.map(({ type }) => type),
      ['unfollowed'],
    );
    assert.equal((await other.redeem(tab)).status, 410);
  });

  test(`${name}: a follow without a scene is answered as long as somebody may be waiting at any`, async () => {
    const { one, other } = await start();
    await one.open();
    const follow = await other.push(eventOf('subscribe', nextPerson(), other.clock.nowMs));
    assert.notEqual(follow.text, 'success');
  });

  test(`${name}: digits for the chat are given once, and found by all`, async () => {
    const officialAccount = { name: 'Example', methods: ['message'] } as const;
    const { one, other } = await start({ officialAccount });
    const openid = nextPerson();
    const body = { method: 'message', lang: 'en' };
    const [tab, next] = [await one.open(body), await other.open(body)];
    const [digits, others] = [tab, next].map(({ created }) => {
      const present = created.body['present'] as { digits?: string };
      return present.digits ?? assert.fail(created.text);
    });
    assert.notEqual(digits, others);
    await other.type(digits ?? '', { openid });
    assert.equal((await one.watch(tab)).body['state'], 'approved');
  });

  test(`${name}: WeChat is asked for one access token`, async () => {
    const { one, other } = await start();
    await Promise.all([one.open(), other.open()]);
    const calls = [...one.apiCalls, ...other.apiCalls];
    const asked = calls.filter(({ path }) => path === '/cgi-bin/stable_token');
    // None if a test before has left one in the store.
    assert.ok(asked.length <= 1);
  });
}
