import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import decodeQR from 'qr/decode.js';
import { decodeTicket } from '../../../src/simulator/index.js';
import type { Simulator } from '../../../src/simulator/index.js';
import {
  accessToken,
  requestQrCode,
  createSceneQrCode,
  createSimulatorHarness,
} from '../../support/simulator/harness.js';
import { readGreyJpeg } from '../../support/simulator/jpeg-reader.js';

/** The package is CommonJS: in Node, the default import has all its exports. */
const readCode = (jsQR as unknown as { readonly default?: typeof jsQR }).default ?? jsQR;

const strScene = (scene_str: unknown): object => ({
  action_name: 'QR_STR_SCENE',
  action_info: { scene: { scene_str } },
});

/** The EventKey of a follower's scan of that QR code. */
async function sceneOf(simulator: Simulator, url: unknown): Promise<string | undefined> {
  await simulator.phone.scan('person-2', String(url));
  await simulator.idle();
  return /<EventKey><!\[CDATA\[(.*)\]\]>/.exec(simulator.deliveries.at(-1)?.xml ?? '')?.[1];
}

test('a temporary QR code looks like a real one', async () => {
  const { simulator, clock } = createSimulatorHarness();
  const token = await accessToken(simulator);
  const response = await simulator.fetch(
    `https://api.weixin.qq.com/cgi-bin/qrcode/create?access_token=${token}`,
    { method: 'POST', body: JSON.stringify({ expire_seconds: 240, ...strScene('abc') }) },
  );
  const text = await response.text();
  const { ticket, url } = JSON.parse(text) as { ticket: string; url: string };
  const escaped = url.replaceAll('/', '\\/');
  assert.equal(text, `{"ticket":"${ticket}","expire_seconds":240,"url":"${escaped}"}`);
  assert.match(url, /^http:\/\/weixin\.qq\.com\/q\/02[A-Za-z0-9_-]{11}1[A-Za-z0-9_-]{8}$/);
  assert.equal(url.length, 45);
  const createdAtS = clock.now() / 1000;
  assert.deepEqual(decodeTicket(ticket), { url, createdAtS, expireSeconds: 240 });
});

test('every kind of QR code carries its scene', async () => {
  const { simulator } = createSimulatorHarness();
  const scenes: readonly (readonly [string, object, string])[] = [
    ['QR_STR_SCENE', { scene_str: 'x'.repeat(64) }, 'x'.repeat(64)],
    ['QR_SCENE', { scene_id: 4_294_967_295 }, '4294967295'],
    ['QR_LIMIT_SCENE', { scene_id: 100_000 }, '100000'],
    ['QR_LIMIT_STR_SCENE', { scene_str: '中文' }, '中文'],
  ];
  for (const [action_name, scene, expected] of scenes) {
    const { url } = await requestQrCode(simulator, { action_name, action_info: { scene } });
    assert.equal(await sceneOf(simulator, url), expected);
  }
});

test('a scene without its wrapper is accepted silently and becomes 0', async () => {
  const { simulator } = createSimulatorHarness();
  const { url, errcode } = await requestQrCode(simulator, {
    action_name: 'QR_STR_SCENE',
    action_info: { scene_str: 'forgotten' },
  });
  assert.equal(errcode, undefined);
  assert.equal(await sceneOf(simulator, url), '0');
});

test('a permanent QR code does not expire, and there is one for each scene', async () => {
  const { simulator, clock } = createSimulatorHarness({
    settings: { quotas: { 'qrcode/permanent': 1 } },
  });
  const permanent = (scene_str: string): object => ({
    action_name: 'QR_LIMIT_STR_SCENE',
    action_info: { scene: { scene_str } },
  });
  const first = await requestQrCode(simulator, permanent('shop'));
  assert.deepEqual(Object.keys(first), ['ticket', 'url']);
  assert.equal(decodeTicket(String(first['ticket']))?.expireSeconds, 0);
  clock.tick(1e12);
  assert.deepEqual(await requestQrCode(simulator, permanent('shop')), first);
  assert.equal(await sceneOf(simulator, first['url']), 'shop');
  assert.equal((await requestQrCode(simulator, permanent('other')))['errcode'], 45029);
});

test('the addresses of one account share five characters and, if permanent, four zeros', async () => {
  const { simulator } = createSimulatorHarness();
  const permanent = {
    action_name: 'QR_LIMIT_STR_SCENE',
    action_info: { scene: { scene_str: 'x' } },
  };
  const [first, second, third] = [
    await requestQrCode(simulator, strScene('a')),
    await requestQrCode(simulator, strScene('b')),
    await requestQrCode(simulator, permanent),
  ].map(({ url }) => String(url).slice('http://weixin.qq.com/q/'.length));
  assert.ok(first && second && third);
  assert.equal(first.slice(8, 14), second.slice(8, 14));
  assert.notEqual(first.slice(2, 8), second.slice(2, 8));
  assert.equal(third.slice(8, 18), `${first.slice(8, 14)}0000`);
});

test('numbers may be text and texts numbers, as PHP programs write them, unless a setting forbids it', async () => {
  const { simulator } = createSimulatorHarness();
  const body = {
    expire_seconds: '300',
    action_name: 'QR_SCENE',
    action_info: { scene: { scene_id: '2000' } },
  };
  const { url, expire_seconds: seconds } = await requestQrCode(simulator, body);
  assert.equal(seconds, 300);
  assert.equal(await sceneOf(simulator, url), '2000');
  assert.equal(
    await sceneOf(simulator, (await requestQrCode(simulator, strScene(111)))['url']),
    '111',
  );
  simulator.settings.acceptsLooseTypes = false;
  assert.equal((await requestQrCode(simulator, strScene(111)))['errcode'], 40053);
  assert.equal((await requestQrCode(simulator, body))['errcode'], 40053);
  const lifetime = { ...strScene('a'), expire_seconds: '300' };
  assert.equal((await requestQrCode(simulator, lifetime))['errcode'], 47001);
});

test('by a setting, limits are those that users have reported', async () => {
  const { simulator } = createSimulatorHarness({ settings: { qrCodeLimits: 'reported' } });
  const long = 'x'.repeat(65);
  assert.equal(
    await sceneOf(simulator, (await requestQrCode(simulator, strScene(long)))['url']),
    long,
  );
  const id = { action_name: 'QR_SCENE', action_info: { scene: { scene_id: 2 ** 33 } } };
  assert.equal(await sceneOf(simulator, (await requestQrCode(simulator, id))['url']), '4294967295');
  const permanent = {
    action_name: 'QR_LIMIT_STR_SCENE',
    action_info: { scene: { scene_str: long } },
  };
  assert.equal((await requestQrCode(simulator, permanent))['errcode'], 40053);
});

test('the default lifetime is a setting, and the maximum is 30 days', async () => {
  const { simulator } = createSimulatorHarness();
  assert.equal((await requestQrCode(simulator, strScene('a')))['expire_seconds'], 60);
  simulator.settings.defaultExpireSeconds = 30;
  assert.equal((await requestQrCode(simulator, strScene('a')))['expire_seconds'], 30);
  const long = await requestQrCode(simulator, { expire_seconds: 9e9, ...strScene('a') });
  assert.equal(long['expire_seconds'], 2_592_000);
});

test('wrong requests get the errcode for what is wrong', async () => {
  const { simulator } = createSimulatorHarness();
  const cases: readonly (readonly [unknown, number])[] = [
    ['', 44002],
    ['not json', 40052],
    ["{'action_name':'QR_STR_SCENE'}", 40052],
    ['[]', 40052],
    [{ ...strScene('a'), expire_seconds: 'soon' }, 47001],
    [{ ...strScene('a'), expire_seconds: null }, 47001],
    [{}, 40052],
    [{ ...strScene('a'), action_name: 'QR_OTHER' }, 40052],
    [{ ...strScene('a'), action_name: 'toString' }, 40052],
    [{ action_name: 'QR_STR_SCENE' }, 40053],
    [{ action_name: 'QR_STR_SCENE', action_info: { scene: 'a' } }, 40053],
    [strScene(''), 40053],
    [strScene('x'.repeat(65)), 40053],
    [strScene(true), 40053],
    [{ action_name: 'QR_SCENE', action_info: { scene: { scene_id: 0 } } }, 40053],
    [{ action_name: 'QR_SCENE', action_info: { scene: { scene_id: 1.5 } } }, 40053],
    [{ action_name: 'QR_LIMIT_SCENE', action_info: { scene: { scene_id: 100_001 } } }, 40053],
  ];
  for (const [body, errcode] of cases) {
    assert.equal((await requestQrCode(simulator, body))['errcode'], errcode, JSON.stringify(body));
  }
  assert.equal(simulator.used('qrcode/create'), 0);
});

test('only verified service accounts and test accounts may create QR codes', async () => {
  const cases: readonly (readonly [object, unknown])[] = [
    [{ kind: 'service', isVerified: true }, undefined],
    [{ kind: 'service', isVerified: false }, 48001],
    [{ kind: 'subscription', isVerified: true }, 48001],
    [{ kind: 'subscription', isVerified: false, isTestAccount: true }, undefined],
  ];
  for (const [account, errcode] of cases) {
    const { simulator } = createSimulatorHarness({ account });
    assert.equal((await requestQrCode(simulator, strScene('a')))['errcode'], errcode);
  }
});

test('the quotas of a test account are smaller, and used up they give 45009', async () => {
  const names = ['token', 'qrcode/create', 'user/info', 'user/get', 'message/custom/send'] as const;
  const quotasOf = ({ settings }: Simulator): number[] =>
    names.map((name) => settings.quotas[name]);
  const usual = createSimulatorHarness().simulator;
  assert.deepEqual(quotasOf(usual), [2000, 100_000, 5_000_000, 500, 500_000]);
  const { simulator } = createSimulatorHarness({ account: { isTestAccount: true } });
  assert.deepEqual(quotasOf(simulator), [200, 10_000, 500_000, 100, 50_000]);
  simulator.settings.quotas['qrcode/create'] = 1;
  await createSceneQrCode(simulator);
  assert.equal((await requestQrCode(simulator, strScene('b')))['errcode'], 45009);
});

test('two independent readers can read the URL from the picture', async () => {
  const { simulator } = createSimulatorHarness();
  const { url, ticket } = await createSceneQrCode(simulator);
  const address = new URL('https://mp.weixin.qq.com/cgi-bin/showqrcode');
  address.searchParams.set('ticket', ticket);
  const response = await simulator.fetch(address);
  assert.equal(response.headers.get('content-type'), 'image/jpg');
  assert.equal(response.headers.get('cache-control'), 'max-age=604800');
  const { width, height, pixels } = readGreyJpeg(new Uint8Array(await response.arrayBuffer()));
  assert.deepEqual([width, height], [328, 328]);
  assert.deepEqual([...new Set(pixels)].sort(), [0, 255]);
  const rgba = new Uint8ClampedArray(width * height * 4).map((_, at) =>
    at % 4 === 3 ? 255 : (pixels[at >> 2] ?? 0),
  );
  assert.equal(readCode(rgba, width, height)?.data, url);
  assert.equal(decodeQR({ width, height, data: rgba }), url);
});

test('an unknown ticket has no picture', async () => {
  const { simulator } = createSimulatorHarness();
  for (const query of ['?ticket=gQFy7zwAAAAAAAAAAS5o', '?ticket=', '']) {
    const url = `https://mp.weixin.qq.com/cgi-bin/showqrcode${query}`;
    assert.equal((await simulator.fetch(url)).status, 404);
  }
});

test('the picture is for GET; POST is answered as the website answers', async () => {
  const { simulator } = createSimulatorHarness();
  const { ticket } = await createSceneQrCode(simulator);
  const url = `https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`;
  const answer = await simulator.fetch(url, { method: 'POST' });
  assert.deepEqual(await answer.json(), { base_resp: { ret: 200005 } });
});

test('a base URL with a path of its own may stand in front of the API', async () => {
  const { simulator } = createSimulatorHarness();
  const { ticket } = await createSceneQrCode(simulator);
  const base = 'http://localhost:3000/fake/wechat';
  const picture = await simulator.fetch(
    `${base}/cgi-bin/showqrcode?ticket=${encodeURIComponent(ticket)}`,
  );
  assert.equal(picture.status, 200);
  const unknown = await simulator.fetch(`${base}/cgi-bin/menu/invented`);
  assert.equal(((await unknown.json()) as { errcode: number }).errcode, 40066);
});
