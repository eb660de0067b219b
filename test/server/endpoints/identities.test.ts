import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Accounts, HostIdentity, Notice, Sessions } from '../../../src/server/index.js';
import {
  createHarness,
  settings,
  type Answer,
  type CallOptions,
} from '../../support/server/harness.js';
import { lin, mei, signIn as openSession } from '../../support/accounts/sessions-contract.js';

const { appId } = settings;
const [minuteMs, linkedAtMs] = [60_000, 1_700_000_000_000];

function linked(id: string, changes: Partial<HostIdentity> = {}): HostIdentity {
  return { id, appId, linkedAtMs, ...changes };
}

/** A backend with a settings page: two WeChat users open the account of Lin, one that of Mei. */
function createSettings(changes: Partial<Accounts> = {}, others?: Sessions) {
  const identities = new Map([
    [lin.id, [linked('first'), linked('second', { appId: 'wxfedcba9876543210' })]],
    [mei.id, [linked('hers')]],
  ]);
  const notices: Notice[] = [];
  const accounts: Accounts = {
    find: () => Promise.resolve(undefined),
    create: () => Promise.resolve(lin),
    identities: (accountId) => Promise.resolve(identities.get(accountId) ?? []),
    unlink(accountId, identityId) {
      const own = identities.get(accountId) ?? [];
      const others = own.filter(({ id }) => id !== identityId);
      if (others.length === own.length) return Promise.resolve('unknown');
      if (others.length === 0) return Promise.resolve('last');
      identities.set(accountId, others);
      return Promise.resolve('unlinked');
    },
    ...changes,
  };
  const harness = createHarness({
    accounts,
    ...(others ? { sessions: others } : {}),
    notify: (notice) => void notices.push(notice),
  });
  const { call, sessions } = harness;
  const idsOf = ({ id }: { id: string }): string[] =>
    (identities.get(id) ?? []).map((identity) => identity.id);
  return {
    ...harness,
    notices,
    idsOf,
    signIn: (account = lin) => openSession(sessions, { account }),
    isSignedIn: async (cookie: string) => (await sessions.read(cookie)) !== undefined,
    list: (cookie?: string) => call('GET', '/identities', undefined, cookie ? { cookie } : {}),
    unlink: (id: string, cookie?: string, calling: CallOptions = {}) =>
      call('DELETE', `/identities/${id}`, undefined, { ...(cookie ? { cookie } : {}), ...calling }),
  };
}

function assertProblem(answer: Answer, status: number, code: string): void {
  assert.deepEqual([answer.status, answer.body['code']], [status, code]);
  assert.deepEqual(answer.setCookies, []);
}

test('the settings page lists the WeChat users of the account, each with official account and time only', async () => {
  const { list, signIn } = createSettings();
  const answer = await list(await signIn());
  assert.equal(answer.status, 200);
  const linkedAt = '2023-11-14T22:13:20.000Z';
  assert.deepEqual(answer.body, {
    identities: [
      { id: 'first', officialAccount: 'Example', linkedAt },
      // Linked through another official account, whose name this backend does not know.
      { id: 'second', linkedAt },
    ],
  });
});

test('a list longer than a page accepts is cut off', async () => {
  const identities = Array.from({ length: 60 }, (_, index) => linked(String(index)));
  const { list, signIn } = createSettings({ identities: () => Promise.resolve(identities) });
  const { body } = await list(await signIn());
  const ids = (body['identities'] as { id: string }[]).map(({ id }) => id);
  assert.deepEqual(
    ids,
    identities.slice(0, 50).map(({ id }) => id),
  );
});

test('a visitor who is not signed in sees nothing and unlinks nothing', async () => {
  const { list, unlink, signIn, sessions, idsOf } = createSettings();
  const cookie = await signIn();
  await sessions.close(cookie);
  for (const nobody of [undefined, cookie, `${cookie}x`, '__Host-session=1']) {
    assertProblem(await list(nobody), 403, 'reauthentication_required');
    assertProblem(await unlink('first', nobody), 403, 'reauthentication_required');
  }
  assert.deepEqual(idsOf(lin), ['first', 'second']);
});

test('unlinking ends every other session, gives this browser a new one, and sends a notice', async () => {
  const { list, unlink, signIn, isSignedIn, idsOf, notices } = createSettings();
  const [here, elsewhere, others] = [await signIn(), await signIn(), await signIn(mei)];
  const answer = await unlink('first', here);
  assert.equal(answer.status, 204);
  assert.equal(answer.text, '');
  assert.equal(answer.setCookies.length, 1);
  const after = (answer.setCookies[0] ?? '').split(';')[0] ?? '';
  assert.deepEqual(await Promise.all([here, elsewhere, others, after].map(isSignedIn)), [
    false,
    false,
    true,
    true,
  ]);
  assert.deepEqual(idsOf(lin), ['second']);
  assert.deepEqual(
    ((await list(after)).body['identities'] as { id: string }[]).map(({ id }) => id),
    ['second'],
  );
  const [notice, ...more] = notices;
  assert.ok(notice?.type === 'unlinked');
  assert.deepEqual(notice.account, lin);
  assert.match(notice.key, /^[\w-]{22}$/);
  assert.deepEqual(more, []);
});

test('each unlinking sends a notice with a key of its own', async () => {
  const { unlink, signIn, notices } = createSettings({ unlink: () => Promise.resolve('unlinked') });
  for (const id of ['first', 'second']) await unlink(id, await signIn());
  assert.equal(new Set(notices.map(({ key }) => key)).size, 2);
});

test('the last login method cannot be unlinked, nobody is signed out and no notice is sent', async () => {
  const { unlink, signIn, isSignedIn, idsOf, notices } = createSettings();
  const [here, elsewhere] = [await signIn(mei), await signIn(mei)];
  assertProblem(await unlink('hers', here), 409, 'last_way_in');
  assert.deepEqual(await Promise.all([here, elsewhere].map(isSignedIn)), [true, true]);
  assert.deepEqual(idsOf(mei), ['hers']);
  assert.deepEqual(notices, []);
});

for (const [name, id] of [
  ["another account's", 'hers'],
  ['an unknown one', 'none'],
  ['one with a slash', 'a%2Fb'],
] as const) {
  test(`an identity of another account is not found: ${name}`, async () => {
    const { unlink, signIn, isSignedIn, idsOf, notices } = createSettings();
    const [here, elsewhere] = [await signIn(), await signIn()];
    assertProblem(await unlink(id, here), 404, 'not_found');
    assert.deepEqual(await Promise.all([here, elsewhere].map(isSignedIn)), [true, true]);
    assert.deepEqual([idsOf(lin), idsOf(mei)], [['first', 'second'], ['hers']]);
    assert.deepEqual(notices, []);
  });
}

test('an id that is too long is not even looked up', async () => {
  const { unlink, signIn, notices } = createSettings({ unlink: () => Promise.resolve('unlinked') });
  assertProblem(await unlink('x'.repeat(201), await signIn()), 404, 'not_found');
  assert.deepEqual(notices, []);
});

test('five minutes after the proof the list still works, and unlinking needs a new proof', async () => {
  const { list, unlink, signIn, clock, idsOf, isSignedIn } = createSettings();
  const cookie = await signIn();
  clock.nowMs += 5 * minuteMs + 1;
  assert.equal((await list(cookie)).status, 200);
  assertProblem(await unlink('first', cookie), 403, 'reauthentication_required');
  assert.deepEqual(idsOf(lin), ['first', 'second']);
  assert.ok(await isSignedIn(cookie));
  clock.nowMs -= 1;
  assert.equal((await unlink('first', cookie)).status, 204);
});

for (const authenticatedAtMs of [NaN, 0, 1_800_000_000, 1_800_000_000_000_000]) {
  test(`a session with ${authenticatedAtMs} as the time of its proof is not fresh`, async () => {
    const { sessions, call, idsOf } = createSettings();
    const proof = { authenticatedAtMs, method: 'password', confirmed: true };
    sessions.current = () => Promise.resolve({ account: lin, ...proof });
    const answer = await call('DELETE', '/identities/first');
    assertProblem(answer, 403, 'reauthentication_required');
    assert.deepEqual(idsOf(lin), ['first', 'second']);
  });
}

test("another site's page unlinks nothing", async () => {
  const { unlink, signIn, idsOf } = createSettings();
  const answer = await unlink('first', await signIn(), { origin: 'https://evil.example' });
  assertProblem(answer, 403, 'origin_denied');
  assert.deepEqual(idsOf(lin), ['first', 'second']);
});

test('if the accounts are unavailable, nothing changes, and the log contains no details', async () => {
  const gone = (): Promise<never> =>
    Promise.reject(new Error('connection of lin@example.com to oPersonOne lost'));
  const { list, unlink, signIn, isSignedIn, log, notices } = createSettings({
    identities: gone,
    unlink: gone,
  });
  const cookie = await signIn();
  assertProblem(await list(cookie), 503, 'store_unavailable');
  assertProblem(await unlink('first', cookie), 503, 'store_unavailable');
  assert.ok(await isSignedIn(cookie));
  assert.deepEqual(notices, []);
  assert.deepEqual(
    log.filter(({ level }) => level === 'error'),
    [
      { level: 'error', event: 'identities_failed', details: { error: 'Error' } },
      { level: 'error', event: 'unlink_failed', details: { error: 'Error' } },
    ],
  );
});

test('the notice of the unlinking is sent even if the sessions cannot be ended', async () => {
  const { unlink, signIn, sessions, notices } = createSettings();
  const cookie = await signIn();
  sessions.endAll = () => Promise.reject(new Error('down'));
  assertProblem(await unlink('first', cookie), 503, 'store_unavailable');
  assert.deepEqual(
    notices.map(({ type }) => type),
    ['unlinked'],
  );
});

test('without accounts.identities, accounts.unlink or sessions.current the endpoints do not exist', async () => {
  const { accounts, sessions } = createHarness();
  const without = [
    createHarness({
      accounts: {
        find: (identity) => accounts.find(identity),
        create: (identity, context) => accounts.create(identity, context),
      },
    }),
    createSettings({}, { open: (account, context) => sessions.open(account, context) }),
  ];
  for (const { call } of without) {
    assert.equal((await call('GET', '/identities')).status, 404);
    assert.equal((await call('DELETE', '/identities/first')).status, 404);
  }
});
