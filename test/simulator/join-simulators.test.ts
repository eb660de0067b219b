/** One phone with several official accounts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createSimulator,
  joinSimulators,
  remotePhone,
  type Simulator,
} from '../../src/simulator/index.js';

function createJoined() {
  const people = ['Lin', { name: 'Mei', follows: true }];
  const pushed: string[] = [];
  const simulatorOf = (name: string) =>
    createSimulator({
      people,
      account: { name, callbackUrl: `https://site.example/${name}` },
      deliver: (request) => {
        pushed.push(new URL(request.url).pathname);
        return Promise.resolve(new Response('success'));
      },
    });
  const [shop, news] = [simulatorOf('Shop'), simulatorOf('News')];
  const { phone, fetch } = joinSimulators([shop, news]);
  const codeOf = async (simulator: Simulator): Promise<string> => {
    const { appId, appSecret, fetch: call } = simulator.wechatOptions();
    const post = async (path: string, body: object) => {
      const response = await call(`https://api.weixin.qq.com/cgi-bin/${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, string>;
    };
    const credentials = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const { access_token: token = '' } = await post('stable_token', credentials);
    const action_info = { scene: { scene_str: 'login' } };
    const wanted = { expire_seconds: 60, action_name: 'QR_STR_SCENE', action_info };
    return (await post(`qrcode/create?access_token=${token}`, wanted))['url'] ?? '';
  };
  const idle = () => Promise.all([shop.idle(), news.idle()]);
  return { shop, news, phone, fetch, pushed, codeOf, idle };
}

test('one phone scans the QR codes of several official accounts, and chats with each', async () => {
  const { shop, news, phone, pushed, codeOf, idle } = createJoined();
  const [lin, mei] = await phone.people();
  assert.ok(lin && mei);
  const profile = await phone.scan(lin.id, await codeOf(news));
  assert.ok(profile.type === 'profile');
  assert.equal(profile.account.name, 'News');
  assert.equal((await phone.follow(lin.id, profile.scanId)).type, 'chat');
  await phone.send(lin.id, 'hello');
  await idle();
  assert.deepEqual(pushed, ['/News', '/News']);
  assert.equal((await phone.people())[0]?.follows, true);
  // Back to the other account, of which Lin is no follower.
  const other = await phone.scan(lin.id, await codeOf(shop));
  assert.equal(other.type, 'profile');
  assert.equal((await phone.chat(lin.id)).length, 1, 'a profile that is open opens no chat');
  assert.equal((await phone.scan(mei.id, await codeOf(shop))).type, 'chat');
  await idle();
  assert.deepEqual(pushed.slice(2), ['/Shop']);
  assert.deepEqual(await phone.scan(mei.id, 'https://other.example'), {
    type: 'unknown',
    text: 'https://other.example',
  });
});

test('both accounts know somebody who is added to the phone, and find each other by name', async () => {
  const { shop, news, phone } = createJoined();
  const { id } = await phone.addPerson('Robin');
  for (const simulator of [shop, news]) {
    assert.ok((await simulator.phone.people()).some((each) => each.id === id));
  }
  for (const name of ['Shop', 'News']) {
    const found = await phone.search(id, name);
    assert.equal(found.type === 'profile' && found.account.name, name);
  }
});

test('a page reaches the phone of all accounts at one address', async () => {
  const { news, fetch, codeOf } = createJoined();
  const phone = remotePhone('http://localhost/simulator', fetch);
  const [, mei] = await phone.people();
  const result = await phone.scan(mei?.id ?? '', await codeOf(news));
  assert.equal(result.type === 'chat' && result.account.name, 'News');
});
