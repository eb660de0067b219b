/** The endpoints of a settings page and of the application's own server, through the public interface of the backend. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Accounts, HostIdentity, Sessions } from '../../../src/server/host/host.js';
import { createHarness } from '../../support/server/harness.js';

const ann = { id: 'ann', name: 'Ann' };

function createSettings() {
  const identities = new Map<string, HostIdentity>(
    ['one', 'two'].map((id) => [id, { id, appId: 'wx0123456789abcdef', linkedAtMs: 0 }]),
  );
  const ended: string[] = [];
  const session = { account: ann, authenticatedAtMs: 0, confirmed: true };
  const accounts: Accounts = {
    find: () => Promise.resolve(undefined),
    create: () => Promise.resolve(ann),
    identities: () => Promise.resolve([...identities.values()]),
    unlink: (_, id) => {
      if (!identities.has(id)) return Promise.resolve('unknown');
      if (identities.size === 1) return Promise.resolve('last');
      identities.delete(id);
      return Promise.resolve('unlinked');
    },
  };
  const sessions: Sessions = {
    open: () => Promise.resolve({ setCookies: ['session=new; Path=/'] }),
    current: ({ cookie }) => Promise.resolve(cookie === 'session=ann' ? session : undefined),
    endAll: (id) => Promise.resolve(void ended.push(id)),
    exchange: (code, secret) =>
      Promise.resolve(code === 'c' && secret === 's' ? { account: ann, isNew: true } : undefined),
  };
  const harness = createHarness({ accounts, sessions });
  session.authenticatedAtMs = harness.clock.nowMs;
  return { ...harness, ended };
}

const cookie = 'session=ann';

test('a signed-in visitor lists the WeChat users of the account and unlinks all but the last login method', async () => {
  const { call, ended } = createSettings();
  const listed = await call('GET', '/identities', undefined, { cookie });
  assert.equal(listed.status, 200);
  assert.equal((listed.body['identities'] as object[]).length, 2);
  assert.equal((await call('DELETE', '/identities/three', undefined, { cookie })).status, 404);
  assert.deepEqual(ended, []);
  const gone = await call('DELETE', '/identities/one', undefined, { cookie });
  assert.deepEqual([gone.status, gone.text], [204, '']);
  assert.deepEqual([gone.setCookies, ended], [['session=new; Path=/'], ['ann']]);
  const last = await call('DELETE', '/identities/two', undefined, { cookie });
  assert.deepEqual([last.status, last.body['code']], [409, 'last_way_in']);
});

test('without a session nothing is visible, and a session of yesterday changes nothing', async () => {
  const { call, clock, ended } = createSettings();
  for (const method of ['GET', 'DELETE']) {
    const path = method === 'GET' ? '/identities' : '/identities/one';
    const answer = await call(method, path);
    assert.deepEqual([answer.status, answer.body['code']], [403, 'reauthentication_required']);
  }
  clock.nowMs += 300_001;
  const stale = await call('DELETE', '/identities/one', undefined, { cookie });
  assert.deepEqual([stale.status, stale.body['code']], [403, 'reauthentication_required']);
  assert.deepEqual(ended, []);
  assert.equal((await call('GET', '/identities', undefined, { cookie })).status, 200);
});

test('the server of the application learns by session code and secret who signed in, and no page does', async () => {
  const { call } = createSettings();
  const secret = (value: string) => ({ headers: { authorization: `Bearer ${value}` } });
  const right = await call('POST', '/token', { code: 'c' }, { ...secret('s'), origin: null });
  assert.deepEqual(
    [right.status, right.body],
    [200, { account: ann, isNew: true, method: '', confirmed: false }],
  );
  for (const [code, value] of [
    ['c', 'x'],
    ['x', 's'],
  ] as const) {
    const wrong = await call('POST', '/token', { code }, { ...secret(value), origin: null });
    assert.deepEqual([wrong.status, wrong.body['code']], [404, 'not_found']);
  }
  const page = await call('POST', '/token', { code: 'c' }, secret('s'));
  assert.deepEqual([page.status, page.body['code']], [403, 'origin_denied']);
});
