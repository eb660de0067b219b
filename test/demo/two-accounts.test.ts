/** `ACCOUNTS=2 npm start`: a second official account, on the same phone. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startDemo } from '../../demo/start.js';
import { createChain } from '../../src/protocol/chain.js';
import { parseCreated } from '../../src/protocol/parse/created.js';
import { remotePhone } from '../../src/simulator/index.js';

const config = { port: 0, confirm: 'auto', newAccounts: 'ask', hasNews: true } as const;
const demo = await startDemo(config, () => undefined);
after(() => demo.stop());

async function create(more: object = {}) {
  const { challenge } = await createChain();
  const response = await fetch(`${demo.origin}/wechat-login/attempts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ challenge, purpose: 'login', method: 'scan', ...more }),
  });
  assert.equal(response.status, 201);
  return parseCreated(await response.json());
}

test('the page can choose between the shop and its subscription account', async () => {
  const created = await create();
  const shown = created.officialAccounts?.map(({ key, kind }) => [key, kind]);
  assert.deepEqual(shown, [
    ['shop', 'service'],
    ['news', 'subscription'],
  ]);
  assert.equal(created.officialAccount.key, 'shop');
});

test('the phone scans for the one and follows the other, and the backend takes the pushes of both', async () => {
  const phone = remotePhone(`${demo.origin}/simulator`);
  const [, follower] = await phone.people();
  const id = follower?.id ?? '';
  const { present } = await create();
  assert.ok(present.type === 'qr');
  assert.equal((await phone.scan(id, present.url)).type, 'chat');
  const found = await phone.search(id, '山岚来信');
  assert.ok(found.type === 'profile' && found.account.kind === 'subscription');
  assert.equal((await phone.follow(id, found.scanId)).type, 'chat');
  await phone.send(id, '你好');
  for (const simulator of [demo.simulator, demo.news]) {
    await simulator?.idle();
    const outcomes = simulator?.deliveries.map(({ attempts }) => attempts.at(-1)?.outcome.type);
    assert.deepEqual(new Set(outcomes), new Set(['answered']));
  }
});
