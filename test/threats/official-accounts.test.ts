/**
 * Several official accounts: nothing that arrives for one touches an attempt, a question or a browser of
 * another, even where both know the same openid.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { createMemoryAccounts } from '../../src/accounts/index.js';
import { createPostgresAccounts } from '../../src/accounts/postgres/accounts.js';
import { schema } from '../../src/accounts/postgres/schema.js';
import { createMemoryStore } from '../../src/server/index.js';
import { signPush } from '../../src/wechat/push/encrypt-reply.js';
import { signatureOf } from '../../src/wechat/push/signature.js';
import { createCrypt } from '../../src/wechat/push/crypt.js';
import { eventXml, textXml } from '../../src/wechat/push/write-messages.js';
import {
  baseUrl,
  createHarness,
  newsOriginalId,
  newsSettings,
  originalId,
  sentenceOf,
  settings,
  type HarnessOptions,
} from '../support/server/harness.js';
import { assertProblem, createPeople } from '../support/server/people.js';

const openid = 'oSamePerson';
const several: HarnessOptions = { servesNews: true };

const stateOf = async (
  { watch }: Pick<ReturnType<typeof createHarness>, 'watch'>,
  tab: Parameters<typeof watch>[0],
): Promise<unknown> => (await watch(tab)).body['state'];

/** The official account and the reason of each push that was refused. */
const refusalsIn = (log: ReturnType<typeof createHarness>['log']): unknown[] =>
  log.flatMap(({ event, details }) => {
    if (event !== 'push_refused') return [];
    const { officialAccount, reason } = details as Record<string, unknown>;
    return [[officialAccount, reason]];
  });

test('a page chooses an official account, and without a choice gets the first', async () => {
  const { open, call, apiCalls, scan, watch } = createHarness(several);
  const first = await open();
  const chosen = await open({ officialAccount: 'news' });
  const shown = [
    { key: 'default', name: 'Example', kind: 'service' },
    { key: 'news', name: 'Example News', kind: 'subscription' },
  ];
  for (const [tab, account] of [
    [first, shown[0]],
    [chosen, shown[1]],
  ] as const) {
    assert.deepEqual(tab.created.body['officialAccount'], account);
    assert.deepEqual(
      tab.created.body['officialAccounts'],
      shown.map((each) => ({ ...each, methods: ['scan', 'message'] })),
    );
  }
  const appIds = apiCalls.flatMap(({ path, body }) =>
    path === '/cgi-bin/stable_token' ? [(body as { appid: string }).appid] : [],
  );
  assert.deepEqual(appIds, [settings.appId, newsSettings.appId], 'each asks with its own AppID');
  await scan(chosen.scene, { at: 'news', openid });
  assert.equal(await stateOf({ watch }, chosen), 'approved');
  assert.equal(await stateOf({ watch }, first), 'pending');
  for (const key of ['other', 'Default', '__proto__']) {
    const asked = { challenge: 'c'.repeat(43), purpose: 'login', method: 'scan' };
    const answer = await call('POST', '/attempts', { ...asked, officialAccount: key });
    assert.deepEqual([answer.status, answer.body['code']], [400, 'invalid_request'], key);
  }
});

test('the list says how to sign in with each official account now, so that no page asks in vain', async () => {
  const listedBy = ({ created }: Awaited<ReturnType<typeof open>>): unknown =>
    (created.body['officialAccounts'] as { methods: unknown }[]).map(({ methods }) => methods);
  const newsMayMakeNone: HarnessOptions['api'] = (path) =>
    path.endsWith('qrcode/create') && newsIsAsked
      ? { errcode: 48001, errmsg: 'api unauthorized' }
      : undefined;
  let newsIsAsked = false;
  const officialAccount = { name: 'Example', methods: ['scan', 'oauth'] } as const;
  const { open, call } = createHarness({ ...several, officialAccount, api: newsMayMakeNone });
  assert.deepEqual(listedBy(await open()), [
    ['scan', 'oauth'],
    ['scan', 'message'],
  ]);
  newsIsAsked = true;
  const asked = { challenge: 'c'.repeat(43), purpose: 'login', method: 'scan' };
  const refused = await call('POST', '/attempts', { ...asked, officialAccount: 'news' });
  assert.equal(refused.body['code'], 'method_unavailable');
  newsIsAsked = false;
  assert.deepEqual(listedBy(await open()), [['scan', 'oauth'], ['message']]);
  const byMessage = await open({ method: 'message', officialAccount: 'news' });
  assert.deepEqual(listedBy(byMessage), [['scan', 'oauth'], ['message']]);
});

test('with one official account, the answer lists no others', async () => {
  const { open } = createHarness();
  assert.equal('officialAccounts' in (await open()).created.body, false);
});

test("WeChat's check of an address needs the Token of that official account", async () => {
  const { request } = createHarness(several);
  const statusOf = async (key: string, token: string): Promise<number> => {
    const [timestamp, nonce] = ['1800000000', '1234567890'];
    const signature = await signatureOf(token, timestamp, nonce);
    const query = new URLSearchParams({ signature, timestamp, nonce, echostr: '1' });
    return (await request(`${baseUrl}/wechat/${key}?${query.toString()}`, {})).status;
  };
  assert.equal(await statusOf('default', settings.token), 200);
  assert.equal(await statusOf('news', newsSettings.token), 200);
  assert.equal(await statusOf('news', settings.token), 403);
  assert.equal(await statusOf('default', newsSettings.token), 403);
  assert.equal(await statusOf('other', settings.token), 404);
});

test("a push under one account's keys is refused at another's callback, and the log names it", async () => {
  const events: unknown[] = [];
  const harness = createHarness({ ...several, onEvent: (event) => void events.push(event) });
  const { open, push, scanXml, log } = harness;
  const tab = await open({ officialAccount: 'news' });
  const forged = scanXml(tab.scene, { openid, at: 'news' });
  assert.equal((await push(forged, { at: 'news', signedAs: 'default' })).status, 403);
  // With the right Token, but encrypted for another AppID.
  const { token } = newsSettings;
  assert.equal((await push(forged, { at: 'news', signedAs: 'default', token })).status, 403);
  assert.equal(await stateOf(harness, tab), 'pending');
  const refused = refusalsIn(log);
  assert.deepEqual(refused, [
    ['news', 'signature'],
    ['news', 'decrypt'],
  ]);
  assert.deepEqual(events, [
    { type: 'forged_push', reason: 'signature', officialAccount: 'news' },
    { type: 'forged_push', reason: 'decrypt', officialAccount: 'news' },
  ]);
});

test('a right push of one account for a scene of another changes nothing', async () => {
  const harness = createHarness(several);
  const { open, scan, redeem } = harness;
  for (const event of ['SCAN', 'subscribe']) {
    const tab = await open();
    assert.match(await scan(tab.scene, { openid, at: 'news', event }), /scan/i);
    assert.equal(await stateOf(harness, tab), 'pending');
    // The attempt is not used up: its own account may still report a scan.
    await scan(tab.scene, { openid });
    assert.equal((await redeem(tab)).status, 200);
  }
});

test('the same openid at two accounts is two people, unless a unionid joins them', async () => {
  const { open, scan, redeem, accounts } = createHarness({ ...several, openPlatform: false });
  const ids = [];
  for (const at of ['default', 'news'] as const) {
    const tab = await open(at === 'news' ? { officialAccount: at } : {});
    await scan(tab.scene, { openid, at });
    assert.equal((await redeem(tab)).body['isNew'], true);
    const { appId } = at === 'news' ? newsSettings : settings;
    ids.push((await accounts.find({ appId, openid }))?.id);
  }
  assert.equal(new Set(ids).size, 2);
});

test('an openid from the web authorization of one account is nobody at another', async () => {
  const askedWith: unknown[] = [];
  // WeChat knows a code only together with the AppID that it was given to.
  const api: HarnessOptions['api'] = (path, _, query) => {
    if (path !== '/sns/oauth2/access_token') return undefined;
    const appId = query.get('appid') ?? '';
    askedWith.push(appId);
    return query.get('code') === `of-${appId}`
      ? { openid }
      : { errcode: 40029, errmsg: 'invalid code, rid: 1' };
  };
  const harness = createHarness({
    ...{ ...several, api, openPlatform: false, newsMethods: ['scan', 'oauth'] },
    officialAccount: { name: 'Example', methods: ['scan', 'oauth'] },
  });
  const { open, scan, call, redeem, accounts } = harness;
  const byScan = await open();
  await scan(byScan.scene, { openid });
  assert.equal((await redeem(byScan)).body['isNew'], true);

  /** Authorizes at one account, and comes back with a code of this AppID. */
  async function authorize(officialAccount: string, codeOf: string) {
    const tab = await open({ method: 'oauth', resumeAt: '/sign-in', officialAccount });
    const { url } = tab.created.body['present'] as { url: string };
    const { searchParams } = new URL(url);
    const query = new URLSearchParams({
      code: `of-${codeOf}`,
      state: searchParams.get('state') ?? '',
    });
    await call('GET', `/oauth/callback?${query.toString()}`, undefined, { cookie: tab.cookie });
    return { tab, appId: searchParams.get('appid') };
  }

  const atNews = await authorize('news', newsSettings.appId);
  assert.equal(atNews.appId, newsSettings.appId);
  assert.equal(await stateOf(harness, atNews.tab), 'approved');
  assert.equal((await redeem(atNews.tab)).body['isNew'], true, 'the same openid, another person');
  const found = await Promise.all(
    [settings, newsSettings].map(({ appId }) => accounts.find({ appId, openid })),
  );
  assert.equal(new Set(found.map((account) => account?.id)).size, 2);
  const again = await authorize('default', settings.appId);
  assert.equal((await redeem(again.tab)).body['isNew'], false, 'the one who has scanned');

  // The code of one account, brought to the callback of an attempt at the other.
  for (const [at, codeOf] of [
    ['default', newsSettings.appId],
    ['news', settings.appId],
  ] as const) {
    const { tab } = await authorize(at, codeOf);
    const { state, reason } = (await harness.watch(tab)).body;
    assert.deepEqual({ state, reason }, { state: 'failed', reason: 'authorization_failed' });
  }
  const [{ appId: first }, { appId: second }] = [settings, newsSettings];
  assert.deepEqual(askedWith, [second, first, first, second], 'each asks with its own AppID');
});

const kits = {
  'in memory': () => ({ accounts: createMemoryAccounts(), close: () => Promise.resolve() }),
  async 'in PGlite'() {
    const database = await PGlite.create();
    await database.exec(schema);
    type Row = Record<string, unknown>;
    const query = (text: string, values: readonly unknown[]) =>
      database.query<Row>(text, [...values]);
    return { accounts: createPostgresAccounts({ query }), close: () => database.close() };
  },
};

for (const [where, createKit] of Object.entries(kits)) {
  test(`with a unionid, both official accounts open one account (${where})`, async () => {
    const { accounts, close } = await createKit();
    // The scripted WeChat answers every openid with the same unionid.
    const { open, scan, redeem } = createHarness({ ...several, accounts });
    const signIn = async (at: 'default' | 'news', who: string) => {
      const tab = await open({ officialAccount: at });
      await scan(tab.scene, { openid: who, at });
      return (await redeem(tab)).body;
    };
    const first = await signIn('default', 'oAtShop');
    assert.equal(first['isNew'], true);
    const second = await signIn('news', 'oAtNews');
    assert.deepEqual([second['isNew'], second['account']], [false, first['account']]);
    // The next time, the openid alone is enough.
    const found = await accounts.find({ appId: newsSettings.appId, openid: 'oAtNews' });
    const same = await accounts.find({ appId: settings.appId, openid: 'oAtShop' });
    assert.equal(found?.id, same?.id);
    assert.equal((await signIn('news', 'oAtNews'))['isNew'], false);
    await close();
  });
}

test('a question of one account cannot be answered in the chat of another', async () => {
  const harness = createHarness({ ...several, confirm: 'tap' });
  const { open, scan, tap, type } = harness;
  const tab = await open({ lang: 'en' });
  const question = await scan(tab.scene, { openid });
  const elsewhere = { openid, at: 'news' } as const;
  assert.match(await tap(question, 'confirm', elsewhere), /You are not being asked this now/);
  assert.match(await tap(question, 'not-me', elsewhere), /You are not being asked this now/);
  // The two numbers, for clients that show no links.
  const numbers =
    question
      .split('\n\n')
      .at(-1)
      ?.match(/(?<!\d)\d{2}(?!\d)/g) ?? [];
  assert.equal(numbers.length, 2, question);
  for (const number of numbers) assert.equal(await type(number, elsewhere), '');
  assert.equal(await stateOf(harness, tab), 'scanned');
  await tap(question, 'confirm', { openid });
  assert.equal(await stateOf(harness, tab), 'approved');
});

test('the digits of a page count in the chat of its official account only', async () => {
  const harness = createHarness({ ...several, confirm: 'digits' });
  const { open, scan, type, watch } = harness;
  const tab = await open();
  await scan(tab.scene, { openid });
  const { digits } = (await watch(tab)).body['confirm'] as { digits: string };
  assert.equal(await type(digits, { openid, at: 'news' }), '');
  assert.equal(await stateOf(harness, tab), 'scanned');
  assert.notEqual(await type(digits, { openid }), '');
  assert.equal(await stateOf(harness, tab), 'approved');
});

test('each official account has one live attempt of a person, and Not me ends only its own', async () => {
  const harness = createHarness({ ...several, confirm: 'tap', openPlatform: false });
  const { open, scan, tap, redeem } = harness;
  const here = await open();
  const asked = await scan(here.scene, { openid });
  const there = await open({ officialAccount: 'news' });
  const askedThere = await scan(there.scene, { openid, at: 'news' });
  assert.equal(await stateOf(harness, here), 'scanned', 'a scan at another account ends nothing');
  await tap(asked, 'confirm', { openid });
  await tap(askedThere, 'confirm', { openid, at: 'news' });
  assert.equal((await redeem(here)).status, 200);
  await tap(askedThere, 'not-me', { openid, at: 'news' });
  assert.equal(await stateOf(harness, there), 'denied');
  assert.equal(await stateOf(harness, here), 'completed');
});

test('Not me at one official account leaves the sessions of another alone', async () => {
  const { createBrowser, tap } = createPeople(several);
  const [here, there] = [createBrowser(), createBrowser()];
  const { reply } = await here.signIn(openid);
  const second = await there.signIn(openid, 'login', 'news');
  assert.equal(second.answer.body['isNew'], true);
  await tap(reply, 'not-me', { openid, at: 'news' });
  assert.ok(await here.session(), 'the token is of another chat');
  await tap(second.reply, 'not-me', { openid, at: 'news' });
  assert.equal(await there.session(), undefined);
  assert.ok(await here.session());
  await tap(reply, 'not-me', { openid });
  assert.equal(await here.session(), undefined);
});

test('a browser that is known at one official account is asked again at another', async () => {
  // One person with one account here: both identities have the same unionid.
  const { createBrowser } = createPeople({ ...several, openPlatform: true, newAccounts: 'create' });
  const browser = createBrowser();
  await browser.signIn('oAtShop');
  const asked = async (at: 'default' | 'news', who: string) =>
    (await browser.signIn(who, 'login', at)).isAsked;
  assert.equal(await asked('default', 'oAtShop'), true, 'nobody has confirmed here before');
  assert.equal(await asked('default', 'oAtShop'), false);
  assert.equal(await asked('news', 'oAtNews'), true);
  assert.equal(await asked('news', 'oAtNews'), false);
});

test('who unfollows one official account still signs in by another under the same openid', async () => {
  const harness = createHarness({ ...several, openPlatform: false });
  const { open, scan, push, redeem, clock } = harness;
  const tab = await open();
  await scan(tab.scene, { openid });
  const createdAtS = Math.floor(clock.nowMs / 1000);
  const about = { to: newsOriginalId, from: openid, createdAtS };
  const left = eventXml({ ...about, event: 'unsubscribe', eventKey: '' });
  assert.equal((await push(left, { at: 'news' })).status, 200);
  assert.equal((await redeem(tab)).status, 200);
});

test('the application learns which official account has received a push', async () => {
  const received: unknown[] = [];
  const { type } = createHarness({
    ...several,
    onPush: (push, { officialAccount }) => {
      received.push([officialAccount, push.to]);
    },
  });
  await type('hello');
  await type('hello', { at: 'news' });
  assert.deepEqual(received, [
    ['default', originalId],
    ['news', newsOriginalId],
  ]);
});

test('an application that hands pushes over need not say for which official account', async () => {
  const harness = createHarness({ ...several, confirm: 'none' });
  const { login, open, scanXml, clock, log } = harness;
  const timestampS = Math.floor(clock.nowMs / 1000);
  const hand = async (
    xml: string,
    credentials: { token: string; encodingAesKey: string; appId: string },
  ) => {
    const crypt = await createCrypt(credentials);
    const { token } = credentials;
    const sealing = { token, crypt, mode: 'safe', timestampS, nonce: '1234567890' } as const;
    const { query, body } = await signPush(xml, sealing);
    return login.takePush({ query: query.toString(), body });
  };
  for (const [at, credentials] of [
    ['default', settings],
    ['news', newsSettings],
  ] as const) {
    const tab = await open({ officialAccount: at });
    assert.equal((await hand(scanXml(tab.scene, { at, openid }), credentials))?.status, 200);
    assert.equal(await stateOf(harness, tab), 'approved');
  }
  const about = { to: newsOriginalId, from: openid, createdAtS: timestampS };
  assert.equal(
    await hand(textXml({ ...about, content: 'hi', msgId: '1' }), newsSettings),
    undefined,
  );
  assert.equal(log.filter(({ event }) => event === 'push_refused').length, 0);
  // For neither: the log has one line, which blames no account.
  const tab = await open();
  const forged = { ...settings, token: 'anothertoken123' };
  assert.equal(await hand(scanXml(tab.scene, { openid }), forged), undefined);
  // For one of them, but wrong.
  assert.equal(await hand(scanXml(tab.scene, { at: 'news', openid }), settings), undefined);
  assert.deepEqual(refusalsIn(log), [
    [undefined, 'signature'],
    ['default', 'account'],
  ]);
  assert.equal(await stateOf(harness, tab), 'pending');
});

test('only followers of the account whose QR code is shown are asked to scan again', async () => {
  const { open, scan } = createHarness(several);
  await open({ officialAccount: 'news' });
  const follow = { event: 'subscribe', openid } as const;
  assert.match(await scan('', { ...follow, at: 'news' }), /scan/i);
  assert.equal(sentenceOf(await scan('', follow)), '');
});

test('an attempt of an official account that is served no more ends in a refusal', async () => {
  const store = createMemoryStore();
  const both = createHarness({ ...several, store });
  const tab = await both.open({ officialAccount: 'news' });
  await both.scan(tab.scene, { openid, at: 'news' });
  const one = createHarness({ store });
  const asked = { challenge: tab.chain.challenge, purpose: 'login', method: 'scan' };
  const again = await one.call('POST', '/attempts', asked, { cookie: tab.cookie });
  assertProblem(again, 400, 'invalid_request');
  assertProblem(await one.redeem(tab), 503, 'misconfigured');
});
