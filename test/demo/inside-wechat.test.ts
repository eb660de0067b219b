/** The demo leads a page inside WeChat to its own simulator, and back. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startDemo } from '../../demo/start.js';
import { createChain } from '../../src/protocol/chain.js';

test('web authorization leads to the simulator of the demo, and signs the person in', async () => {
  const config = { port: 0, confirm: 'none', newAccounts: 'create' } as const;
  const demo = await startDemo(config, () => undefined);
  try {
    const { challenge, verifier } = await createChain();
    const post = (path: string, body: object, cookie = ''): Promise<Response> =>
      fetch(`${demo.origin}/wechat-login${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: demo.origin, cookie },
        body: JSON.stringify(body),
      });
    const asked = { challenge, purpose: 'login', method: 'oauth', resumeAt: '/?lang=en' };
    const created = await post('/attempts', asked);
    const [cookie = ''] = (created.headers.getSetCookie()[0] ?? '').split(';');
    const { id, present } = (await created.json()) as { id: string; present: { url: string } };
    const { pathname, origin, search } = new URL(present.url);
    assert.equal(origin + pathname, `${demo.origin}/simulator/connect/oauth2/authorize`);
    const visit = (url: string, cookies: string): Promise<Response> =>
      fetch(url, { redirect: 'manual', headers: { cookie: cookies } });
    const inside = await visit(origin + pathname + search, 'simulated-wechat-person=person-2');
    const back = await visit(inside.headers.get('location') ?? '', cookie);
    assert.equal(back.headers.get('location'), `${demo.origin}/?lang=en#wechat-mp-login=${id}`);
    const redeemed = await post(`/attempts/${id}/redeem`, { verifier }, cookie);
    const { result } = (await redeemed.json()) as { result: string };
    assert.equal(result, 'authenticated');
  } finally {
    await demo.stop();
  }
});
