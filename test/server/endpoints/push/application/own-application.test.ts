/**
 * An official account that is in use already: an application with a menu and replies of its own, with the
 * login in front of it and behind it. It loses no message, and visitors sign in.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createCookieSessions, createMemoryAccounts } from '../../../../../src/accounts/index.js';
import { createChain } from '../../../../../src/protocol/chain.js';
import { createWechatMpLogin, type Options } from '../../../../../src/server/index.js';
import { toNodeListener } from '../../../../../src/server/node.js';
import { createSimulator, type Simulator } from '../../../../../src/simulator/index.js';
import { createCrypt, decryptReply, signPush } from '../../../../../src/wechat/index.js';
import { listen, stop } from '../../../../support/server/http-server.js';
import {
  menu,
  startOwnApplication,
  type HandOn,
  type OwnApplication,
} from '../../../../support/server/own-application.js';

/** How the application and the login stand to each other. */
const setups = [
  'in front of it',
  'behind it, in one process',
  'behind it, in another process',
] as const;
type Setup = (typeof setups)[number];

interface World {
  readonly simulator: Simulator;
  readonly application: OwnApplication;
  /** The URL of the backend. */
  readonly backendUrl: string;
  readonly log: readonly string[];
}

/** Starts both on real sockets, enters the address of the one in front at WeChat, and creates the menu. */
async function withWorld(
  setup: Setup,
  mode: 'safe' | 'plain',
  act: (world: World) => Promise<void>,
): Promise<void> {
  const simulator = createSimulator({ account: { mode } });
  const log: string[] = [];
  const server = createServer((request, response) => toNodeListener(login)(request, response));
  const backendUrl = `${await listen(server)}/wechat-login`;
  const callbackUrl = `${backendUrl}/wechat/default`;

  const handOn: Record<Setup, HandOn | undefined> = {
    'in front of it': undefined,
    'behind it, in one process': async ({ url, body }) => login.takePush({ url, body }),
    // As a program in any language does it: by HTTP, with what it has received.
    async 'behind it, in another process'({ url, body, contentType }) {
      const { search } = new URL(url, backendUrl);
      const headers = { 'content-type': contentType };
      const answer = await fetch(callbackUrl + search, { method: 'POST', headers, body });
      return answer.headers.get('wechat-login-push') === 'login' ? answer : undefined;
    },
  };
  const application = await startOwnApplication({ ...simulator.account, mode }, handOn[setup]);
  const options: Options = {
    publicUrl: backendUrl,
    wechat: simulator.wechatOptions(),
    officialAccount: { name: 'Mountain Shop' },
    newAccounts: 'create',
    accounts: createMemoryAccounts(),
    sessions: createCookieSessions({ secure: false }),
    log: (level, event) => level === 'info' || log.push(event),
    ...(setup === 'in front of it' ? { forwardPushes: application.url } : {}),
  };
  const login = createWechatMpLogin(options);
  simulator.account.callbackUrl = setup === 'in front of it' ? login.callbackUrl : application.url;
  try {
    await createMenu(simulator);
    await act({ simulator, application, backendUrl, log });
  } finally {
    await Promise.all([stop(server), application.close()]);
  }
}

async function createMenu({ account, fetch }: Simulator): Promise<void> {
  const post = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const init = { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`https://api.weixin.qq.com/cgi-bin/${path}`, init);
    return (await answer.json()) as Record<string, unknown>;
  };
  const { appId: appid, appSecret: secret } = account;
  const grant = { grant_type: 'client_credential', appid, secret };
  const { access_token: token } = await post('stable_token', grant);
  assert.equal((await post(`menu/create?access_token=${String(token)}`, menu))['errcode'], 0);
}

/** Somebody scans the QR code of a page, follows if need be, and is signed in. */
async function signIn({ simulator, backendUrl }: World, personId: string): Promise<void> {
  const { verifier, challenge } = await createChain();
  let cookie = '';
  async function post(path: string, body: object): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json', cookie };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${backendUrl}/attempts${path}`, init);
    cookie ||= answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return (await answer.json()) as Record<string, unknown>;
  }
  const wanted = { challenge, purpose: 'login', method: 'scan', lang: 'en' };
  const created = await post('', wanted);
  const { url } = created['present'] as { url: string };
  const scanned = await simulator.phone.scan(personId, url);
  if (scanned.type === 'profile') await simulator.phone.follow(personId, scanned.scanId);
  await simulator.idle();
  const { result } = await post(`/${String(created['id'])}/redeem`, { verifier });
  assert.equal(result, 'authenticated');
}

/** WeChat pushes a picture, which the simulated phone cannot take. Returns the text of the reply. */
async function sendPicture({ account }: Simulator, openid: string): Promise<string> {
  const nowS = Math.floor(Date.now() / 1000);
  const xml = `<xml><ToUserName><![CDATA[${account.originalId}]]></ToUserName>
<FromUserName><![CDATA[${openid}]]></FromUserName>
<CreateTime>${nowS}</CreateTime>
<MsgType><![CDATA[image]]></MsgType>
<PicUrl><![CDATA[http://mmbiz.qpic.cn/1]]></PicUrl>
<MsgId>23456789012345678</MsgId>
<MediaId><![CDATA[m-1]]></MediaId>
</xml>`;
  const { token, mode } = account;
  const crypt = await createCrypt(account);
  const stamp = { timestampS: nowS, nonce: '1372623149' };
  const { query, body } = await signPush(xml, { token, crypt, mode, ...stamp });
  const url = new URL(account.callbackUrl ?? '');
  for (const [name, value] of query) url.searchParams.append(name, value);
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/xml' },
  });
  const text = await answer.text();
  const reply = mode === 'plain' ? text : await decryptReply(text, { token, crypt });
  return /<Content><!\[CDATA\[(.*)\]\]>/.exec(reply)?.[1] ?? reply;
}

for (const setup of setups) {
  for (const mode of ['safe', 'plain'] as const) {
    test(`with the login ${setup}, an application in ${mode} mode loses no message, and people sign in`, async () => {
      await withWorld(setup, mode, async (world) => {
        const { simulator, application, log } = world;
        const { phone, settings } = simulator;
        const [newcomer = '', follower = ''] = (await phone.people()).map(({ id }) => id);
        assert.equal(await simulator.verifyCallback(), true);

        /** Each push arrives before the next, as the test compares their order. */
        const inTurn = async (...acts: readonly (() => Promise<unknown>)[]): Promise<void> => {
          for (const act of acts) {
            await act();
            await simulator.idle();
          }
        };
        const said = async (id: string): Promise<string[]> =>
          (await phone.chat(id)).flatMap(({ from, text }) => (from === 'account' ? [text] : []));

        await inTurn(
          () => phone.send(follower, '00123 你好 & <1>'),
          () => phone.pressMenu(follower, 'Opening hours'),
          () => phone.pressMenu(follower, 'Shop'),
          () => signIn(world, follower),
          () => signIn(world, newcomer),
          () => phone.send(newcomer, 'Are you open?'),
        );
        const signedIn = 'You have signed in to 127.0.0.1';
        const toNewcomer = await said(newcomer);
        assert.ok(toNewcomer[0]?.startsWith(signedIn));
        assert.deepEqual(toNewcomer.slice(1), ['You wrote: Are you open?']);
        // The chat is gone after that.
        await inTurn(
          () => phone.unfollow(newcomer),
          () => phone.followBySearch(newcomer),
          () => phone.changeAuthorization(newcomer, 'revoked'),
        );
        const [welcome = '', ...more] = await said(newcomer);
        // The login in front cannot know that nobody has scanned for this, so it adds a line.
        const added = setup === 'in front of it' ? /^\n\n.*scan/s : /^$/;
        assert.ok(welcome.startsWith('Welcome to the shop!'), welcome);
        assert.match(welcome.slice('Welcome to the shop!'.length), added);
        assert.deepEqual(more, []);
        assert.equal(await sendPicture(simulator, 'oSomebodyElse'), 'A fine picture.');
        // Too slow for WeChat, which asks again.
        const before = application.requests;
        settings.pushTimeoutMs = 700;
        await inTurn(() => phone.send(follower, 'slow'));
        settings.pushTimeoutMs = 5000;
        assert.ok(application.requests >= before + 2, 'WeChat has repeated the push');

        assert.deepEqual(application.received, [
          ...['text 00123 你好 & <1>', 'CLICK hours', 'VIEW https://shop.example/'],
          ...['text Are you open?', 'unsubscribe', 'subscribe', 'user_authorization_revoke'],
          ...['image http://mmbiz.qpic.cn/1', 'text slow'],
        ]);
        const toFollower = await said(follower);
        assert.deepEqual(
          toFollower.filter((text) => !text.startsWith(signedIn)),
          [...['You wrote: 00123 你好 & <1>', 'We are open from 9 to 5.', 'You wrote: slow']],
        );
        assert.equal(toFollower.length, 4, 'and the reply to the scan');
        assert.deepEqual(
          log.filter((event) => /push|forward|failed/.test(event)),
          [],
        );
      });
    });
  }
}
