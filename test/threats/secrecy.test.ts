import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChain } from '../../src/protocol/chain.js';
import { createHarness, settings } from '../support/server/harness.js';

test('without the right key an attempt cannot be read and seems not to exist', async () => {
  const { open, call, bearer } = createHarness();
  const [tab, another] = [await open(), await open()];
  const unknown = await call('GET', '/attempts/AAAAAAAAAAAAAAAAAAAAAA', undefined, bearer('x'));
  const { key, challenge, verifier } = tab.chain;
  const proofs = [another.chain.key, challenge, verifier, '', 'x', `${key} `, `${key}x`];
  for (const proof of proofs.slice(0, 5)) {
    const answer = await call('GET', `/attempts/${tab.id}`, undefined, bearer(proof));
    assert.equal(answer.status, 404);
    assert.equal(answer.text, unknown.text);
  }
  assert.equal((await call('GET', `/attempts/${tab.id}`)).status, 404);
  assert.equal((await call('GET', `/attempts/${tab.id}`, undefined, bearer(key))).status, 200);
});

test('behind HTTP authentication, the key in a header of its own proves the same and no more', async () => {
  const { open, call, bearer } = createHarness();
  const [tab, another] = [await open(), await open()];
  const path = `/attempts/${tab.id}`;
  const asked = async (method: 'GET' | 'DELETE', key: string, others: object): Promise<number> =>
    (await call(method, path, undefined, { headers: { 'wechat-login-key': key, ...others } }))
      .status;
  const basic = { authorization: 'Basic c3RhZ2luZzpzZWNyZXQ=' };
  for (const others of [{}, basic, bearer(another.chain.key).headers]) {
    assert.equal(await asked('GET', tab.chain.key, { ...others }), 200);
  }
  const { challenge, verifier } = tab.chain;
  for (const proof of [another.chain.key, challenge, verifier, '', 'x']) {
    for (const others of [{}, basic, bearer(tab.chain.key).headers]) {
      assert.equal(await asked('GET', proof, { ...others }), 404, proof);
    }
  }
  assert.equal(await asked('DELETE', tab.chain.key, basic), 204);
});

test('a wrong verifier, a wrong or missing cookie and an unknown id get the same 404', async () => {
  const { open, call, scan, redeem } = createHarness();
  const [tab, another] = [await open(), await open()];
  await scan(tab.scene);
  const path = `/attempts/${tab.id}/redeem`;
  const { verifier, key, challenge } = tab.chain;
  const cookie = { cookie: tab.cookie };
  const answers = [
    await call('POST', path, { verifier: key }, cookie),
    await call('POST', path, { verifier: challenge }, cookie),
    await call('POST', path, { verifier: another.chain.verifier }, cookie),
    await call('POST', path, { verifier }),
    await call('POST', path, { verifier }, { cookie: another.cookie }),
    await call('POST', path, { verifier }, { cookie: `${tab.cookie}x` }),
    await call('POST', '/attempts/AAAAAAAAAAAAAAAAAAAAAA/redeem', { verifier }, cookie),
  ];
  for (const { status, text, setCookies } of answers) {
    assert.equal(status, 404);
    assert.equal(text, answers[0]?.text);
    assert.deepEqual(setCookies, []);
  }
  assert.equal((await redeem(tab)).status, 200);
});

test('a stolen key can read and cancel, but not sign in', async () => {
  const { open, call, bearer, scan, watch } = createHarness();
  const tab = await open();
  const { key } = tab.chain;
  await scan(tab.scene);
  assert.equal((await watch(tab)).body['state'], 'approved');
  const stolen = { ...bearer(key), cookie: tab.cookie };
  const answer = await call('POST', `/attempts/${tab.id}/redeem`, { verifier: key }, stolen);
  assert.equal(answer.status, 404);
  assert.equal((await call('DELETE', `/attempts/${tab.id}`, undefined, bearer(key))).status, 204);
  assert.equal((await watch(tab)).body['state'], 'cancelled');
});

test('a repeated redeem with the same proofs gets the same answer and session, for 60 s', async () => {
  const { open, scan, redeem, clock } = createHarness();
  const tab = await open();
  await scan(tab.scene);
  const first = await redeem(tab);
  clock.nowMs += 59_000;
  const second = await redeem(tab);
  assert.equal(second.status, 200);
  assert.equal(second.text, first.text);
  assert.deepEqual(second.setCookies, first.setCookies);
  assert.equal((await redeem(tab, { cookie: '' })).status, 404);
  clock.nowMs += 2000;
  const late = await redeem(tab);
  assert.equal(late.status, 410);
  assert.equal(late.body['reason'], 'completed');
});

test('a thousand ids and scenes have 128 bits or more each, and nothing in common', async () => {
  const { open, scenes } = createHarness({
    limits: { createsPerMinute: 2000, createsPerAddressPerMinute: 2000 },
  });
  const ids: string[] = [];
  const cookies: string[] = [];
  for (let index = 0; index < 1000; index++) {
    const tab = await open();
    ids.push(tab.id);
    cookies.push(tab.cookie.split('=')[1] ?? '');
  }
  const randomOfScenes = scenes().map((scene) => scene.replace(/^wml_/, ''));
  for (const values of [ids, randomOfScenes, cookies]) {
    assert.equal(new Set(values).size, 1000);
    const length = values[0]?.length ?? 0;
    assert.ok(length >= 22 && values.every((value) => value.length === length));
    // In base64url, the last character of 16 bytes carries only 2 bits.
    for (let at = 0; at < length - 1; at++) {
      assert.ok(new Set(values.map((value) => value[at])).size >= 50, `position ${at} varies`);
    }
  }
  assert.equal(ids.filter((id) => scenes().some((scene) => scene.includes(id))).length, 0);
});

test('clients cannot choose id, scene, openid, state or confirm', async () => {
  const { open, watch } = createHarness();
  const chosen = {
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    scene: 'chosen-scene',
    openid: 'oSomebody',
    state: 'approved',
    confirm: 'none',
  };
  const tab = await open(chosen);
  assert.notEqual(tab.id, chosen.id);
  assert.notEqual(tab.scene, chosen.scene);
  assert.equal((await watch(tab)).body['state'], 'pending');
});

test('no answer before redeem contains more than the protocol names', async () => {
  const { open, watch, scan } = createHarness();
  const tab = await open();
  assert.deepEqual(Object.keys(tab.created.body).sort(), [
    'expiresIn',
    'id',
    'interval',
    'levels',
    'methods',
    'officialAccount',
    'present',
    'protocol',
    'rev',
    'state',
  ]);
  const seen = [tab.created.text, (await watch(tab)).text];
  await scan(tab.scene, { openid: 'oPersonOne' });
  const approved = await watch(tab);
  assert.deepEqual(Object.keys(approved.body).sort(), ['expiresIn', 'interval', 'rev', 'state']);
  seen.push(approved.text);
  for (const secret of ['oPersonOne', tab.scene, 'gQtheTicket', tab.chain.challenge]) {
    assert.ok(!seen.join('\n').includes(secret), secret);
  }
});

test('the log of a whole login, errors included, contains no proof, cookie, secret, token or signature', async () => {
  let signature = '';
  const { open, scan, redeem, watch, call, push, scanXml, log } = createHarness();
  const tab = await open();
  await watch(tab);
  await push(scanXml(tab.scene), {
    tamper: ({ query, body }) => {
      signature = query.get('msg_signature') ?? '';
      return { query, body: body.replace('<Encrypt><![CDATA[', '<Encrypt><![CDATA[A') };
    },
  });
  await scan(tab.scene);
  const answer = await redeem(tab);
  await redeem(tab, { cookie: 'wrong' });
  await call('POST', '/attempts', { challenge: tab.chain.challenge });
  const text = JSON.stringify(log);
  assert.ok(log.length >= 4);
  const session = /=([^;]+)/.exec(answer.setCookies[0] ?? '')?.[1] ?? '';
  const { verifier, key, challenge } = tab.chain;
  const cookie = tab.cookie.split('=')[1] ?? '';
  const { appSecret, token, encodingAesKey } = settings;
  const secrets = [verifier, key, challenge, cookie, session, signature, tab.scene];
  for (const secret of [...secrets, appSecret, token, encodingAesKey, 'the-access-token']) {
    assert.ok(secret.length > 10);
    assert.ok(!text.includes(secret), secret);
  }
  assert.ok(!text.includes('oPersonOne'));
});

test("a login opens a new session and ends the browser's former one", async () => {
  const { open, scan, redeem, sessions } = createHarness();
  const sessionOf = (lines: string[]): string => (lines[0] ?? '').split(';')[0] ?? '';
  const first = await open();
  await scan(first.scene);
  const before = sessionOf((await redeem(first)).setCookies);
  const second = await open();
  await scan(second.scene);
  const answer = await redeem(second, { cookie: `${before}; ${second.cookie}` });
  const after = sessionOf(answer.setCookies);
  assert.notEqual(after, before);
  assert.equal(await sessions.read(before), undefined);
  assert.ok(await sessions.read(after));
  assert.equal(answer.body['isNew'], false);
});

test('the cookie of an attempt is bound to host, path and https, and lasts 30 minutes', async () => {
  const { open } = createHarness();
  const tab = await open();
  assert.match(
    tab.created.setCookies[0] ?? '',
    new RegExp(
      `^__Host-wml-${tab.id}=[\\w-]{43}; Path=/; Max-Age=1800; HttpOnly; SameSite=Lax; Secure$`,
    ),
  );
});

test('a challenge creates one attempt, and leads back to it only with its cookie', async () => {
  const { open, call, scenes } = createHarness();
  const tab = await open();
  const body = { challenge: tab.chain.challenge, purpose: 'login', method: 'scan' };
  const again = await call('POST', '/attempts', body, { cookie: tab.cookie });
  assert.equal(again.status, 200);
  assert.equal(again.body['id'], tab.id);
  assert.deepEqual(again.body['present'], tab.created.body['present']);
  const stranger = await call('POST', '/attempts', body);
  assert.equal(stranger.status, 409);
  assert.equal(stranger.body['code'], 'challenge_used');
  assert.equal(scenes().length, 1);
});

test('the verifier of another attempt opens neither attempt', async () => {
  const { call, open, scan } = createHarness();
  const tab = await open();
  await scan(tab.scene);
  const { verifier } = await createChain();
  const answer = await call(
    'POST',
    `/attempts/${tab.id}/redeem`,
    { verifier },
    { cookie: tab.cookie },
  );
  assert.equal(answer.status, 404);
});
