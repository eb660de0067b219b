/** An OAuth client that was written for the real platform signs somebody in against the simulator. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { connect, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { toNodeListener } from '../../../src/server/node.js';
import { openidOf } from '../../../src/simulator/ids.js';
import { createSimulator } from '../../../src/simulator/index.js';
import { installLocked } from '../../support/frameworks/packages.js';

type Callback<Result> = (error: Error | null, result: Result) => void;

/** The part of https://github.com/node-webot/wechat-oauth that is used here. It has no types. */
interface Client {
  setOpts(options: object): void;
  getAuthorizeURL(redirect: string, state: string, scope: string): string;
  getAccessToken(code: string, callback: Callback<{ readonly data: Tokens }>): void;
  refreshAccessToken(token: string, callback: Callback<{ readonly data: Tokens }>): void;
  verifyToken(
    openid: string,
    token: string,
    callback: Callback<{ readonly errcode: number }>,
  ): void;
  getUser(openid: string, callback: Callback<{ readonly nickname: string }>): void;
}

interface Tokens {
  readonly openid: string;
  readonly access_token: string;
  readonly refresh_token: string;
}

installLocked('test/frameworks/clients');
const require = createRequire(import.meta.url);
const OAuth = require('wechat-oauth') as new (appId: string, appSecret: string) => Client;

describe('wechat-oauth, unmodified', () => {
  const simulator = createSimulator({ people: ['Ann', 'Ben'] });
  const { appId, appSecret } = simulator.account;
  const server = createServer(toNodeListener(simulator));
  before(() => new Promise<void>((resolve) => void server.listen(0, resolve)));
  after(() => void server.close());

  /** Its requests to api.weixin.qq.com reach the simulator, without TLS. */
  function createClient(secret = appSecret): Client {
    const { port } = server.address() as AddressInfo;
    const agent = Object.assign(new Agent(), { createConnection: () => connect(port) });
    const client = new OAuth(appId, secret);
    client.setOpts({ httpsAgent: agent });
    return client;
  }

  async function visit(client: Client, scope: string): Promise<string> {
    const url = client.getAuthorizeURL('https://shop.example/callback', 'abc', scope);
    const result = await simulator.phone.authorize('person-2', url);
    assert.ok(result.type === 'page', JSON.stringify(result));
    return new URL(result.url).searchParams.get('code') ?? '';
  }

  test('signs in, reads the name, and refreshes its token', async () => {
    const client = createClient();
    const code = await visit(client, 'snsapi_userinfo');
    const { data } = await promisify(client.getAccessToken.bind(client))(code);
    assert.equal(data.openid, await openidOf(appId, 'person-2'));
    assert.equal((await promisify(client.getUser.bind(client))(data.openid)).nickname, 'Ben');
    const refreshed = await promisify(client.refreshAccessToken.bind(client))(data.refresh_token);
    assert.equal(refreshed.data.openid, data.openid);
    const verify = promisify(client.verifyToken.bind(client));
    assert.equal((await verify(data.openid, refreshed.data.access_token)).errcode, 0);
  });

  test('understands the errors', async () => {
    const client = createClient();
    const redeem = promisify(client.getAccessToken.bind(client));
    const code = await visit(client, 'snsapi_base');
    await redeem(code);
    await assert.rejects(redeem(code), { code: 40163, name: 'WeChatAPIError' });
    await assert.rejects(redeem('x'), { code: 40029 });
    const wrong = createClient('0'.repeat(32));
    await assert.rejects(promisify(wrong.getAccessToken.bind(wrong))(code), { code: 40125 });
  });
});
