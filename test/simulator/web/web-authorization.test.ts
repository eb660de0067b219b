import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PhoneError, type Simulator, type SimulatorOptions } from '../../../src/simulator/index.js';
import { openidOf } from '../../../src/simulator/ids.js';
import { createSimulatorHarness, type Json } from '../../support/simulator/harness.js';

const page = 'https://shop.example/oauth/callback?from=wechat';

/** The address to which a page sends its visitor. `undefined` leaves a parameter out. */
function authorizeUrl(
  { account }: Simulator,
  changed: Readonly<Record<string, string | undefined>> = {},
): string {
  const parameters: Readonly<Record<string, string | undefined>> = {
    appid: account.appId,
    redirect_uri: page,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    ...changed,
  };
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  );
  const query = new URLSearchParams(given).toString();
  return `https://open.weixin.qq.com/connect/oauth2/authorize?${query}#wechat_redirect`;
}

async function codeOf(simulator: Simulator, changed = {}, person = 'person-1'): Promise<string> {
  const result = await simulator.phone.authorize(person, authorizeUrl(simulator, changed));
  assert.ok(result.type === 'page', JSON.stringify(result));
  return new URL(result.url).searchParams.get('code') ?? '';
}

async function sns(simulator: Simulator, path: string, query: object): Promise<Json> {
  const parameters = new URLSearchParams(query as Record<string, string>).toString();
  const response = await simulator.fetch(`https://api.weixin.qq.com/sns/${path}?${parameters}`);
  assert.equal(response.status, 200);
  return (await response.json()) as Json;
}

function redeem(simulator: Simulator, code: string, changed = {}): Promise<Json> {
  const { appId: appid, appSecret: secret } = simulator.account;
  const query = { appid, secret, code, grant_type: 'authorization_code', ...changed };
  return sns(simulator, 'oauth2/access_token', query);
}

test('a code comes back to the page with its state, and leads to the openid', async () => {
  const { simulator } = createSimulatorHarness();
  const result = await simulator.phone.authorize('person-1', authorizeUrl(simulator));
  assert.ok(result.type === 'page');
  const url = new URL(result.url);
  assert.equal(`${url.origin}${url.pathname}`, 'https://shop.example/oauth/callback');
  assert.deepEqual([...url.searchParams.keys()], ['from', 'code', 'state']);
  assert.equal(url.searchParams.get('state'), 'abc123');
  const answer = await redeem(simulator, url.searchParams.get('code') ?? '');
  const { openid, scope, expires_in: expiresIn, ...tokens } = answer;
  assert.equal(openid, await openidOf(simulator.account.appId, 'person-1'));
  assert.deepEqual([scope, expiresIn], ['snsapi_base', 7200]);
  assert.deepEqual(Object.keys(tokens), ['access_token', 'refresh_token']);
});

test('a unionid comes with snsapi_userinfo, if the account is bound to an Open Platform account', async () => {
  const asked = { scope: 'snsapi_userinfo' };
  const unionidOf = async (
    options: SimulatorOptions,
    changed: object,
    person?: string,
  ): Promise<string> => {
    const { simulator } = createSimulatorHarness(options);
    const answer = await redeem(simulator, await codeOf(simulator, changed, person));
    return typeof answer['unionid'];
  };
  assert.equal(await unionidOf({}, asked), 'string');
  assert.equal(await unionidOf({ account: { openPlatform: null } }, asked), 'undefined');
  const settings = { unionidInBaseScope: true };
  assert.equal(await unionidOf({ settings }, {}, 'person-1'), 'undefined');
  assert.equal(await unionidOf({ settings }, {}, 'person-2'), 'string');
});

test('a refusal leads back with the state alone', async () => {
  const { simulator } = createSimulatorHarness();
  const url = authorizeUrl(simulator, { scope: 'snsapi_userinfo' });
  assert.deepEqual(await simulator.phone.authorize('person-1', url, 'refuse'), {
    type: 'page',
    url: `${page}&state=abc123`,
  });
});

test('a snapshot page has virtual ids', async () => {
  const { simulator } = createSimulatorHarness();
  const real = await redeem(simulator, await codeOf(simulator));
  const forced = await redeem(simulator, await codeOf(simulator, { forceSnapShot: 'true' }));
  simulator.settings.snapshotPages = true;
  const virtual = await redeem(simulator, await codeOf(simulator));
  assert.equal(real['is_snapshotuser'], undefined);
  assert.deepEqual([forced['is_snapshotuser'], virtual['is_snapshotuser']], [1, 1]);
  assert.equal(virtual['openid'], forced['openid']);
  assert.notEqual(virtual['openid'], real['openid']);
});

const wrongUrls: readonly {
  readonly what: string;
  readonly changed?: Readonly<Record<string, string | undefined>>;
  readonly account?: SimulatorOptions['account'];
  readonly errcode: number | undefined;
}[] = [
  { what: 'another appid', changed: { appid: 'wx0000000000000000' }, errcode: undefined },
  { what: 'no appid', changed: { appid: undefined }, errcode: 10012 },
  { what: 'no redirect_uri', changed: { redirect_uri: undefined }, errcode: 10011 },
  { what: 'no scope', changed: { scope: undefined }, errcode: 10010 },
  { what: 'an unknown scope', changed: { scope: 'snsapi_login' }, errcode: 10005 },
  { what: 'another response_type', changed: { response_type: 'token' }, errcode: undefined },
  { what: 'a state with a dot', changed: { state: 'a.b' }, errcode: undefined },
  { what: 'a long state', changed: { state: 'a'.repeat(129) }, errcode: undefined },
  { what: 'an unknown parameter', changed: { client_id: 'x' }, errcode: undefined },
  { what: 'a redirect_uri that is no address', changed: { redirect_uri: '/a' }, errcode: 10003 },
  { what: 'javascript', changed: { redirect_uri: 'javascript:alert(1)' }, errcode: 10003 },
  {
    what: 'another domain than the one that is set',
    account: { authorizationDomains: ['example'] },
    errcode: 10003,
  },
  { what: 'a disabled account', account: { isDisabled: true }, errcode: 10004 },
  { what: 'a subscription account', account: { kind: 'subscription' }, errcode: 10005 },
  { what: 'an account that is not verified', account: { isVerified: false }, errcode: 10005 },
  { what: 'a test account without a follow', account: { isTestAccount: true }, errcode: 10006 },
];

for (const { what, changed = {}, account = {}, errcode } of wrongUrls) {
  test(`WeChat shows an error in place of the page: ${what}`, async () => {
    const { simulator } = createSimulatorHarness({ account });
    const url = authorizeUrl(simulator, changed);
    const result = await simulator.phone.authorize('person-1', url);
    assert.ok(result.type === 'error', JSON.stringify(result));
    assert.equal(result.errcode, errcode);
    const response = await simulator.fetch(url.replace('?', '?simulated_person=person-1&'));
    assert.equal(response.status, 200);
    const html = await response.text();
    assert.ok(html.includes(result.text) && html.includes(String(errcode ?? '')), html);
  });
}

test('the order of the parameters counts, unless the setting says otherwise', async () => {
  const { simulator } = createSimulatorHarness();
  const { appId } = simulator.account;
  const url = `https://open.weixin.qq.com/connect/oauth2/authorize?scope=snsapi_base&appid=${appId}&redirect_uri=${encodeURIComponent(page)}&response_type=code#wechat_redirect`;
  assert.equal((await simulator.phone.authorize('person-1', url)).type, 'error');
  simulator.settings.authorizeOrder = 'any';
  assert.equal((await simulator.phone.authorize('person-1', url)).type, 'page');
  const cut = url.replace('#wechat_redirect', '');
  assert.equal((await simulator.phone.authorize('person-1', cut)).type, 'error');
  await assert.rejects(simulator.phone.authorize('nobody', url), PhoneError);
});

test('a code works once and for five minutes, and only with the right keys', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const code = await codeOf(simulator);
  const errcodeOf = async (changed: object, given = code) =>
    (await redeem(simulator, given, changed))['errcode'];
  assert.equal(await errcodeOf({ appid: '' }), 41002);
  assert.equal(await errcodeOf({ secret: '' }), 41004);
  assert.equal(await errcodeOf({}, ''), 41008);
  assert.equal(await errcodeOf({ grant_type: 'client_credential' }), 40002);
  assert.equal(await errcodeOf({ appid: 'wx0000000000000000' }), 40013);
  assert.equal(await errcodeOf({ secret: '0' }), 40125);
  assert.equal(await errcodeOf({}, 'x'.repeat(32)), 40029);
  assert.equal(await errcodeOf({}), undefined);
  const again = await redeem(simulator, code);
  assert.equal(again['errcode'], 40163);
  assert.match(String(again['errmsg']), /^code been used, rid: [0-9a-f]{8}-[0-9a-f]{8}-/);
  const late = await codeOf(simulator);
  await clock.advance(300_000);
  assert.equal(await errcodeOf({}, late), 40029);
});

test('an account without the permission gets 48001, whatever the code', async () => {
  const { simulator } = createSimulatorHarness({ account: { kind: 'subscription' } });
  assert.equal((await redeem(simulator, 'x'))['errcode'], 48001);
});

test('a token can be refreshed for thirty days', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const first = await redeem(simulator, await codeOf(simulator));
  const refresh = (changed = {}): Promise<Json> =>
    sns(simulator, 'oauth2/refresh_token', {
      appid: simulator.account.appId,
      grant_type: 'refresh_token',
      refresh_token: String(first['refresh_token']),
      ...changed,
    });
  const query = { access_token: String(first['access_token']), openid: String(first['openid']) };
  assert.equal((await refresh({ refresh_token: 'x' }))['errcode'], 40030);
  assert.equal((await refresh({ appid: 'wx0000000000000000' }))['errcode'], 40013);
  assert.equal((await refresh())['access_token'], first['access_token']);
  assert.equal((await sns(simulator, 'auth', query))['errcode'], 0);
  await clock.advance(7_200_000);
  assert.equal((await sns(simulator, 'auth', query))['errcode'], 42001);
  assert.notEqual((await refresh())['access_token'], first['access_token']);
  assert.equal((await sns(simulator, 'auth', query))['errcode'], 40001);
  await clock.advance(30 * 86_400_000);
  assert.equal((await refresh())['errcode'], 42002);
});

test('userinfo needs the scope snsapi_userinfo, and the openid of the token', async () => {
  const { simulator } = createSimulatorHarness();
  const userInfo = async (changed: object, openid?: string): Promise<Json> => {
    const answer = await redeem(simulator, await codeOf(simulator, changed));
    return sns(simulator, 'userinfo', {
      access_token: String(answer['access_token']),
      openid: openid ?? String(answer['openid']),
    });
  };
  const asked = { scope: 'snsapi_userinfo' };
  const { nickname, sex, privilege, unionid } = await userInfo(asked);
  assert.deepEqual([nickname, sex, privilege, typeof unionid], ['Ann', 0, [], 'string']);
  assert.equal((await userInfo({}))['errcode'], 48001);
  assert.equal((await userInfo(asked, 'o'.repeat(28)))['errcode'], 40003);
});

const mount = 'http://localhost:3000/simulator';

/** Opens an address as a browser does, without following redirects. */
async function browse(simulator: Simulator, url: string, cookie = ''): Promise<Response> {
  return simulator.fetch(url.replace('https://open.weixin.qq.com', mount), { headers: { cookie } });
}

test('the phone opens a page, and from then on the simulator knows whose WeChat it is', async () => {
  const { simulator } = createSimulatorHarness();
  const opened = await browse(
    simulator,
    `${mount}/inside-wechat?person=person-2&url=${encodeURIComponent('https://shop.example/')}`,
  );
  assert.equal(opened.headers.get('location'), 'https://shop.example/');
  const cookie = opened.headers.getSetCookie()[0]?.split(';')[0];
  const response = await browse(simulator, authorizeUrl(simulator), cookie);
  const location = new URL(response.headers.get('location') ?? '');
  const answer = await redeem(simulator, location.searchParams.get('code') ?? '');
  assert.equal(answer['openid'], await openidOf(simulator.account.appId, 'person-2'));
});

test('an ordinary browser is asked whose WeChat it is, and then whether the page may know it', async () => {
  const { simulator } = createSimulatorHarness({ people: ['<b>&"'] });
  const url = authorizeUrl(simulator, { scope: 'snsapi_userinfo' });
  const linksOf = async (response: Response): Promise<readonly string[]> => {
    const html = await response.text();
    assert.ok(!html.includes('<b>'));
    return [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
      new URL(href.replaceAll('&amp;', '&'), `${mount}/connect/oauth2/authorize`).toString(),
    );
  };
  const [person = '', ...others] = await linksOf(await browse(simulator, url, 'a=%'));
  assert.equal(others.length, 0);
  const [allow = '', refuse = ''] = await linksOf(await browse(simulator, person));
  const next = (response: Response): URL => new URL(response.headers.get('location') ?? '');
  assert.ok(next(await browse(simulator, allow)).searchParams.has('code'));
  assert.equal(next(await browse(simulator, refuse)).href, `${page}&state=abc123`);
});

test('the phone opens pages only, for people who exist', async () => {
  const { simulator } = createSimulatorHarness();
  const status = async (query: string): Promise<number> =>
    (await browse(simulator, `${mount}/inside-wechat?${query}`)).status;
  assert.equal(await status('person=nobody&url=https://shop.example/'), 404);
  assert.equal(await status('person=person-1'), 400);
  assert.equal(await status('person=person-1&url=javascript:alert(1)'), 400);
  const posted = await simulator.fetch(`${mount}/inside-wechat`, { method: 'POST' });
  assert.equal(posted.status, 405);
});
