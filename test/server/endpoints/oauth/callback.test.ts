/** Level oauth: the callback of web authorization, and everything that may be wrong with it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createChain } from '../../../../src/protocol/chain.js';
import { returnToPayloads } from '../../../support/protocol/return-to-payloads.js';
import { ann, createBindingHarness } from '../../../support/server/binding-harness.js';
import {
  createHarness,
  page,
  settings,
  type Answer,
  type ApiAnswer,
  type CallOptions,
  type HarnessOptions,
  type Tab,
} from '../../../support/server/harness.js';

/** A WeChat that knows these codes, and gives each once. */
function wechatWith(codes: Readonly<Record<string, object>> = {}) {
  const spent: string[] = [];
  const api: ApiAnswer = (path, _, query) => {
    if (path !== '/sns/oauth2/access_token') return undefined;
    const code = query.get('code') ?? '';
    if (spent.includes(code)) return { errcode: 40163, errmsg: 'code been used, rid: 1' };
    spent.push(code);
    const known: Readonly<Record<string, object>> = { good: { openid: 'oPersonOne' }, ...codes };
    return known[code] ?? { errcode: 40029, errmsg: 'invalid code, rid: 1' };
  };
  return { api, spent };
}

const official = { name: 'Example', methods: ['scan', 'oauth'] } as const;
const asked = { method: 'oauth', resumeAt: '/sign-in?from=menu' };

function setUp(options: HarnessOptions = {}, codes?: Readonly<Record<string, object>>) {
  const { api, spent } = wechatWith(codes);
  const events: { readonly type: string }[] = [];
  const harness = createHarness({
    ...{ api, officialAccount: official, openPlatform: false },
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { ...harness, ...callbacksOf(harness), spent, events };
}

/** What WeChat's browser does in the harness. */
function callbacksOf({ open, call }: Pick<ReturnType<typeof createHarness>, 'open' | 'call'>) {
  return {
    openOauth: (more: object = {}, calling: CallOptions = {}): Promise<Tab> =>
      open({ ...asked, ...more }, calling),
    callback: (
      tab: Tab,
      query: Readonly<Record<string, string>> = {},
      calling: CallOptions = {},
    ): Promise<Answer> => {
      const given = { code: 'good', state: stateOf(tab), ...query };
      const parameters = new URLSearchParams(given).toString();
      const path = `/oauth/callback?${parameters}`;
      return call('GET', path, undefined, { cookie: tab.cookie, ...calling });
    },
  };
}

function addressOf({ created }: Tab): URL {
  return new URL((created.body['present'] as { url: string }).url);
}

const stateOf = (tab: Tab): string => addressOf(tab).searchParams.get('state') ?? '';

const backTo = (tab: Tab, address = `${page}/sign-in?from=menu`): string =>
  `${address}#wechat-mp-login=${tab.id}`;

function assertLedBack(answer: Answer, tab: Tab, address?: string): void {
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.headers.get('location'), backTo(tab, address));
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
}

/** A small page without a script, in both languages. */
function assertPage(answer: Answer, status: number): void {
  assert.equal(answer.status, status);
  assert.equal(answer.headers.get('location'), null);
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8');
  assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none';/);
  assert.match(answer.text, /回到.*网页.*<p lang="en">.*go back to the page/is);
  assert.doesNotMatch(answer.text, /<script|href=/);
}

describe('Signing in inside WeChat', () => {
  test('create leads to WeChat, with the parameters in its order and a state of its own', async () => {
    const { openOauth } = setUp();
    const tab = await openOauth();
    const url = addressOf(tab);
    assert.equal(url.origin + url.pathname, 'https://open.weixin.qq.com/connect/oauth2/authorize');
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      appid: settings.appId,
      redirect_uri: 'https://login.example/wechat-login/oauth/callback',
      response_type: 'code',
      scope: 'snsapi_base',
      state: stateOf(tab),
    });
    assert.deepEqual(
      [...url.searchParams.keys()],
      ['appid', 'redirect_uri', 'response_type', 'scope', 'state'],
    );
    assert.equal(url.hash, '#wechat_redirect');
    assert.match(stateOf(tab), /^[0-9a-f]{32}$/);
    assert.notEqual(stateOf(tab), stateOf(await openOauth()));
    assert.equal((tab.created.body['levels'] as string[]).includes('oauth'), true);
  });

  test('the callback approves, and the page that began signs in, unconfirmed', async () => {
    const opened: { method: string; confirmed: boolean }[] = [];
    const { openOauth, callback, redeem, watch, log } = setUp({
      sessions: {
        open: (_, { method, confirmed }) => {
          opened.push({ method, confirmed });
          return Promise.resolve({ setCookies: ['s=1'] });
        },
      },
    });
    const tab = await openOauth();
    assertLedBack(await callback(tab, { extra: 'x' }), tab);
    assert.equal((await watch(tab)).body['state'], 'approved');
    const outcome = await redeem(tab);
    assert.equal(outcome.body['result'], 'authenticated', outcome.text);
    assert.deepEqual(opened, [{ method: 'oauth', confirmed: false }]);
    assert.equal(
      outcome.setCookies.some((line) => line.includes('wmd')),
      false,
      'knows no browser',
    );
    const lines = JSON.stringify(log);
    assert.ok(lines.includes('"authorized"'));
    assert.ok(!lines.includes('good') && !lines.includes(stateOf(tab)), lines);
  });

  const refused: readonly {
    readonly what: string;
    readonly codes?: Readonly<Record<string, object>>;
    readonly query: Readonly<Record<string, string>>;
    readonly reason: string;
  }[] = [
    { what: 'the person refuses', query: { code: '' }, reason: 'authorization_refused' },
    { what: 'an invalid code', query: { code: 'bad' }, reason: 'authorization_failed' },
    { what: 'a long code', query: { code: 'x'.repeat(513) }, reason: 'authorization_failed' },
    { what: 'a code with a line break', query: { code: 'x\ny' }, reason: 'authorization_failed' },
    {
      what: 'a snapshot page',
      codes: { virtual: { openid: 'oVirtual', is_snapshotuser: 1 } },
      query: { code: 'virtual' },
      reason: 'virtual_user',
    },
    {
      what: 'an answer without an openid',
      codes: { empty: { access_token: 'x' } },
      query: { code: 'empty' },
      reason: 'authorization_failed',
    },
    {
      what: 'a WeChat that is busy',
      codes: { busy: { errcode: -1, errmsg: 'system error' } },
      query: { code: 'busy' },
      reason: 'authorization_failed',
    },
    {
      what: 'an account without the permission',
      codes: { denied: { errcode: 48001, errmsg: 'api unauthorized' } },
      query: { code: 'denied' },
      reason: 'misconfigured',
    },
  ];
  for (const { what, codes, query, reason } of refused) {
    test(`ends the attempt and leads back: ${what}`, async () => {
      const { api } = wechatWith(codes);
      // Each call gets the same answer: a busy WeChat is asked twice.
      const fresh: ApiAnswer = (...call) => wechatWith(codes).api(...call) ?? api(...call);
      const { openOauth, callback, watch, redeem } = setUp({ api: fresh });
      const tab = await openOauth();
      assertLedBack(await callback(tab, query), tab);
      const { body } = await watch(tab);
      assert.deepEqual([body['state'], body['reason']], ['failed', reason]);
      assert.equal((await redeem(tab)).status, 410);
      assertLedBack(await callback(tab), tab);
      assert.equal((await watch(tab)).body['state'], 'failed', 'a second code changes nothing');
    });
  }

  test('a fault in the middle ends the attempt, and the next tap begins another', async () => {
    const { openOauth, callback, watch, redeem } = setUp({
      wechat: { fetch: () => Promise.reject(new TypeError('fetch failed')) },
    });
    const tab = await openOauth();
    assertLedBack(await callback(tab), tab);
    assert.equal((await watch(tab)).body['reason'], 'authorization_failed');
    assert.equal((await redeem(tab)).status, 410);
  });

  test('a state that is missing, malformed, doubled, unknown or a scene gets a page', async () => {
    const { openOauth, open, callback, call, spent } = setUp();
    const tab = await openOauth();
    const scanning = await open();
    for (const state of ['', 'x', stateOf(tab).toUpperCase(), `oauth:${stateOf(tab)}`]) {
      assertPage(await callback(tab, { state }), 400);
    }
    assertPage(await callback(scanning, { state: scanning.scene }), 400);
    assertPage(await callback(tab, { state: '0'.repeat(32) }), 404);
    assertPage(await call('GET', '/oauth/callback'), 400);
    const doubled = `/oauth/callback?code=good&state=${stateOf(tab)}&state=${stateOf(tab)}`;
    assertPage(await call('GET', doubled, undefined, { cookie: tab.cookie }), 400);
    assert.deepEqual(spent, []);
  });

  test("without the attempt's cookie, nothing is spent and nothing changes", async () => {
    const { openOauth, callback, watch, spent, events } = setUp();
    const [tab, other] = [await openOauth(), await openOauth()];
    const wrong = tab.cookie.replace(/=.*/, `=${'A'.repeat(43)}`);
    for (const cookie of ['', wrong, other.cookie]) {
      assertPage(await callback(tab, {}, { cookie }), 403);
    }
    assert.deepEqual(spent, []);
    assert.equal((await watch(tab)).body['state'], 'pending');
    assert.deepEqual(
      events.map(({ type }) => type),
      ['foreign_callback', 'foreign_callback', 'foreign_callback'],
    );
    assertLedBack(await callback(tab), tab);
  });

  test('a callback that is loaded again leads back, and spends no second code', async () => {
    const { openOauth, callback, redeem, spent } = setUp();
    const tab = await openOauth();
    await callback(tab);
    assertLedBack(await callback(tab), tab);
    assertLedBack(await callback(tab, { code: 'another' }), tab);
    assert.deepEqual(spent, ['good']);
    assert.equal((await redeem(tab)).status, 200);
    assertLedBack(await callback(tab), tab);
    assert.deepEqual(spent, ['good']);
  });

  test('two callbacks at once approve once, whichever WeChat answers first', async () => {
    for (const slow of [0, 1]) {
      const { api } = wechatWith();
      let calls = 0;
      const delayed: ApiAnswer = async (path, ...more) => {
        const answer = api(path, ...more);
        if (path === '/sns/oauth2/access_token' && calls++ === slow) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        return answer;
      };
      const { openOauth, callback, redeem } = setUp({ api: delayed });
      const tab = await openOauth();
      for (const answer of await Promise.all([callback(tab), callback(tab)])) {
        assertLedBack(answer, tab);
      }
      assert.equal((await redeem(tab)).status, 200);
    }
  });

  test('an attempt that has expired or was cancelled leads back and spends nothing', async () => {
    const { openOauth, callback, watch, call, bearer, clock, spent } = setUp();
    const [late, cancelled] = [await openOauth(), await openOauth()];
    await call('DELETE', `/attempts/${cancelled.id}`, undefined, bearer(cancelled.chain.key));
    assertLedBack(await callback(cancelled), cancelled);
    clock.nowMs += 300_000;
    assertLedBack(await callback(late), late);
    assert.equal((await watch(late)).body['state'], 'expired');
    assert.deepEqual(spent, []);
  });

  test('only GET', async () => {
    const { openOauth, call } = setUp();
    const tab = await openOauth();
    const path = `/oauth/callback?code=good&state=${stateOf(tab)}`;
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
      const answer = await call(method, path, undefined, { cookie: tab.cookie });
      assert.equal(answer.status, 405, method);
    }
  });

  test('no scan reaches an attempt of this method', async () => {
    const { openOauth, scan, watch } = setUp();
    const tab = await openOauth();
    assert.equal(await scan(`oauth:${stateOf(tab)}`), '');
    await scan(stateOf(tab));
    assert.equal((await watch(tab)).body['state'], 'pending');
  });

  test('an attempt that the same person has scanned before ends', async () => {
    const { open, openOauth, callback, scan, watch, redeem } = setUp({ confirm: 'tap' });
    const scanned = await open();
    await scan(scanned.scene);
    assert.equal((await watch(scanned)).body['state'], 'scanned');
    const tab = await openOauth();
    await callback(tab);
    assert.equal((await watch(scanned)).body['state'], 'cancelled');
    assert.equal((await redeem(tab)).status, 200);
  });

  test('the way back is a path on an allowed origin, whatever the page says', async () => {
    const origin = 'https://shop.example';
    const { call, openOauth, callback } = setUp({ origins: [origin] });
    const tab = await openOauth({}, { origin });
    assertLedBack(await callback(tab), tab, `${origin}/sign-in?from=menu`);
    for (const { what, path, becomes } of returnToPayloads) {
      const chain = await createChain();
      const { challenge } = chain;
      const body = { challenge, purpose: 'login', method: 'oauth', resumeAt: path };
      const created = await call('POST', '/attempts', body);
      assert.ok((becomes === undefined ? [400, 413] : [201]).includes(created.status), what);
      if (becomes === undefined) continue;
      const [cookie = ''] = (created.setCookies[0] ?? '').split(';');
      const id = created.body['id'] as string;
      const answer = await callback({ chain, id, cookie, scene: '', created }, { code: `x${id}` });
      const location = new URL(answer.headers.get('location') ?? '');
      const expected = new URL(becomes, page);
      expected.hash = `wechat-mp-login=${id}`;
      assert.equal(location.href, expected.href, what);
      assert.equal(location.origin, page, what);
    }
  });

  test('create needs a page to come back to, and an account that offers this method', async () => {
    const { call, open } = setUp();
    const { chain } = await open();
    const body = {
      challenge: chain.challenge.replace(/^./, 'x'),
      purpose: 'login',
      method: 'oauth',
    };
    assert.equal((await call('POST', '/attempts', body)).body['field'], 'resumeAt');
    const without = setUp({ officialAccount: { name: 'Example' } });
    const answer = await without.call('POST', '/attempts', { ...body, resumeAt: '/' });
    assert.equal(answer.body['code'], 'method_unavailable', answer.text);
    const stepUp = { ...body, resumeAt: '/', purpose: 'step-up' };
    const signedOut = await call('POST', '/attempts', stepUp);
    assert.equal(signedOut.body['field'], 'purpose', 'without `sessions.current`');
  });

  test('with a simulator, the address is that of the simulator', async () => {
    const authorizeUrl = 'http://localhost:3000/simulator/connect/oauth2/authorize';
    const { openOauth } = setUp({ wechat: { authorizeUrl } });
    assert.ok(addressOf(await openOauth()).href.startsWith(`${authorizeUrl}?appid=`));
  });
});

describe('Whom WeChat has named', () => {
  test('a visitor who is new and does not follow has to follow where unionids are expected', async () => {
    const { api: usual } = wechatWith();
    const api: ApiAnswer = (path, ...more) =>
      path === '/cgi-bin/user/info' ? { subscribe: 0, openid: 'x' } : usual(path, ...more);
    const { openOauth, callback, redeem, watch } = setUp({ api, openPlatform: true });
    const tab = await openOauth();
    await callback(tab);
    const answer = await redeem(tab);
    assert.deepEqual([answer.status, answer.body['code']], [410, 'follow_required']);
    assert.equal((await watch(tab)).body['reason'], 'follow_required');
  });

  test('a unionid in the answer counts', async () => {
    const created: (string | undefined)[] = [];
    const { openOauth, callback, redeem, accounts } = setUp(
      { openPlatform: true },
      { known: { openid: 'oPersonOne', unionid: 'uPersonOne' } },
    );
    const { create } = accounts;
    accounts.create = (identity, context) => {
      created.push(identity.unionid);
      return create(identity, context);
    };
    const tab = await openOauth();
    await callback(tab, { code: 'known' });
    assert.equal((await redeem(tab)).status, 200);
    assert.deepEqual(created, ['uPersonOne']);
  });

  test('somebody who is new is asked, and links an account without the digits of a chat', async () => {
    const { api } = wechatWith();
    const harness = createBindingHarness({ api, officialAccount: official, openPlatform: false });
    const { openOauth, callback } = callbacksOf(harness);
    const tab = await openOauth({ lang: 'en' });
    await callback(tab);
    const question = await harness.redeem(tab);
    assert.deepEqual([question.body['result'], question.body['chatCode']], ['binding', false]);
    const bind = (fields: object): Promise<Answer> =>
      harness.call(
        'POST',
        `/attempts/${tab.id}/bind`,
        { verifier: tab.chain.verifier, action: 'link', method: 'password', fields },
        { cookie: tab.cookie },
      );
    const wrong = await bind({ username: ann.email, password: 'wrong' });
    assert.equal(wrong.body['code'], 'proof_failed', wrong.text);
    const linked = await bind({ username: ann.email, password: ann.password });
    assert.equal(linked.body['result'], 'authenticated', linked.text);
  });
});
