/** The contract of cookie sessions; the test of each implementation calls it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Caller } from '../../../src/server/host/caller.js';
import type { HostAccount } from '../../../src/server/host/host.js';
import type { CookieSessions } from '../../../src/accounts/cookie-sessions.js';

export interface SessionsUnderTest {
  /** For https, with a time to live of `ttlMs`, and nobody signed in. */
  readonly sessions: CookieSessions;
  readonly ttlMs: number;
  /** Their clock, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Moves that clock forward. */
  readonly pass: (ms: number) => Promise<void> | void;
}

/** The accounts in these tests. An implementation that looks accounts up has to add them first. */
export const lin: HostAccount = { id: '1', name: '林溪', avatar: '/lin.svg' };
export const mei: HostAccount = { id: '2', name: 'Mei Tan' };

export function callerWith(cookie = ''): Caller {
  return { address: '', origin: null, userAgent: '', cookie, setCookie: () => undefined };
}

export interface Opening {
  readonly account?: HostAccount;
  readonly key?: string;
  readonly cookie?: string;
  readonly method?: string;
  readonly confirmed?: boolean;
  readonly login?: string;
  readonly authenticatedAtMs?: number;
}

let keys = 0;

/** Signs in and returns the cookie as the browser sends it back. */
export async function signIn(sessions: CookieSessions, opening: Opening = {}): Promise<string> {
  const { account = lin, key = `key-${++keys}`, cookie = '' } = opening;
  const { method = 'scan', confirmed = true, login, authenticatedAtMs } = opening;
  const context = {
    ...{ key, caller: callerWith(cookie), isNew: false, method, confirmed },
    ...(login === undefined ? {} : { login }),
    ...(authenticatedAtMs === undefined ? {} : { authenticatedAtMs }),
  };
  const { setCookies = [] } = await sessions.open(account, context);
  return setCookies[0]?.split(';')[0] ?? assert.fail('no cookie');
}

/** @param open - opens sessions with a clock of their own, with nobody signed in */
export function testCookieSessions(name: string, open: () => Promise<SessionsUnderTest>): void {
  test(`${name}: a login sets one opaque cookie, for this host only and out of reach of scripts`, async () => {
    const { sessions, ttlMs } = await open();
    const context = {
      ...{ key: 'a', caller: callerWith(), isNew: true },
      ...{ method: 'scan', confirmed: true },
    };
    const { setCookies = [], sessionCode: code } = await sessions.open(lin, context);
    assert.equal(setCookies.length, 1);
    assert.match(
      setCookies[0] ?? '',
      new RegExp(
        `^__Host-\\w+=[\\w-]{43}; Path=/; Max-Age=${ttlMs / 1000}; HttpOnly; SameSite=Lax; Secure$`,
      ),
    );
    assert.equal(code, undefined);
  });

  test(`${name}: the cookie leads to the account that is signed in, and to the time of the proof`, async () => {
    const { sessions, now, pass } = await open();
    const atMs = now();
    const cookie = await signIn(sessions);
    await pass(1000);
    const among = `theme=dark; ${cookie}; lang=en`;
    assert.deepEqual(await sessions.read(among), lin);
    const current = await sessions.current(callerWith(among));
    const proof = { authenticatedAtMs: atMs, method: 'scan', confirmed: true };
    assert.deepEqual(current, { account: lin, ...proof });
    const other = await signIn(sessions, { account: mei });
    assert.deepEqual(await sessions.read(other), mei);
    assert.deepEqual(await sessions.read(cookie), lin);
  });

  test(`${name}: a cookie that was never set signs nobody in`, async () => {
    const { sessions } = await open();
    const cookie = await signIn(sessions, { key: 'the-key' });
    const [cookieName = '', id = ''] = cookie.split('=');
    const strange = [
      '',
      cookieName,
      `${cookieName}=`,
      `${cookieName}=the-key`,
      `${cookieName}=1`,
      `${cookieName}=${id.slice(0, -1)}`,
      `${cookieName}=${id}x`,
      `${cookieName}="${id}"`,
      `${cookieName}=${id.toUpperCase()}${id.toLowerCase()}`,
      `${cookieName}=' OR 1=1 --`,
      `${cookieName}=%`,
      `${cookieName}=\u0000`,
      `${cookieName}=${'x'.repeat(10_000)}`,
      `${cookieName}=__proto__`,
      `session=${id}`,
      id,
    ];
    for (const header of strange) {
      assert.equal(await sessions.read(header), undefined, header);
      assert.equal(await sessions.current(callerWith(header)), undefined, header);
    }
    assert.equal(await sessions.read(null), undefined);
    assert.equal(await sessions.read(undefined), undefined);
  });

  test(`${name}: a login creates a new session id and ends the session that the browser sent`, async () => {
    const { sessions } = await open();
    const before = await signIn(sessions, { account: mei });
    const elsewhere = await signIn(sessions);
    const after = await signIn(sessions, { cookie: before });
    assert.notEqual(after, before);
    assert.equal(await sessions.read(before), undefined);
    assert.deepEqual(await sessions.read(after), lin);
    assert.deepEqual(await sessions.read(elsewhere), lin);
  });

  test(`${name}: a login does not adopt a session id that the browser made up`, async () => {
    const { sessions } = await open();
    const planted = `${(await signIn(sessions)).split('=')[0]}=${'x'.repeat(43)}`;
    assert.notEqual(await signIn(sessions, { cookie: planted }), planted);
    assert.equal(await sessions.read(planted), undefined);
  });

  test(`${name}: repeating a login returns the same session and does not make its proof fresher`, async () => {
    const { sessions, now, pass } = await open();
    const atMs = now();
    const cookie = await signIn(sessions, { key: 'again' });
    await pass(1000);
    assert.equal(await signIn(sessions, { key: 'again' }), cookie);
    // The first answer arrived after all, so the browser has the cookie already.
    assert.equal(await signIn(sessions, { key: 'again', cookie }), cookie);
    const current = await sessions.current(callerWith(cookie));
    assert.equal(current?.authenticatedAtMs, atMs);
  });

  test(`${name}: repeating a login concurrently opens one session`, async () => {
    const { sessions } = await open();
    const cookies = await Promise.all(
      Array.from({ length: 10 }, () => signIn(sessions, { key: 'at once' })),
    );
    assert.equal(new Set(cookies).size, 1);
    assert.deepEqual(await sessions.read(cookies[0]), lin);
  });

  test(`${name}: a login that is repeated for another account leaves only that account signed in`, async () => {
    const { sessions } = await open();
    const first = await signIn(sessions, { key: 'chosen again' });
    const second = await signIn(sessions, { key: 'chosen again', account: mei });
    assert.notEqual(second, first);
    assert.equal(await sessions.read(first), undefined);
    assert.deepEqual(await sessions.read(second), mei);
    await sessions.endAll(lin.id);
    assert.deepEqual(await sessions.read(second), mei);
    await sessions.endAll(mei.id);
    assert.equal(await sessions.read(second), undefined);
  });

  test(`${name}: endAll ends all sessions of an account, and no others`, async () => {
    const { sessions } = await open();
    const [one, two] = [await signIn(sessions), await signIn(sessions)];
    const other = await signIn(sessions, { account: mei });
    await sessions.endAll(lin.id);
    assert.equal(await sessions.read(one), undefined);
    assert.equal(await sessions.read(two), undefined);
    assert.deepEqual(await sessions.read(other), mei);
    await sessions.endAll(lin.id);
    await sessions.endAll('nobody');
    assert.deepEqual(await sessions.read(other), mei);
  });

  test(`${name}: for 30 minutes it is known when the sessions of an account were ended`, async () => {
    const { sessions, now, pass } = await open();
    assert.equal(await sessions.endedAtMs(lin.id), undefined);
    await sessions.endAll(lin.id);
    await pass(1000);
    const atMs = now();
    await sessions.endAll(lin.id);
    assert.equal(await sessions.endedAtMs(lin.id), atMs, 'the last time counts');
    assert.equal(await sessions.endedAtMs(mei.id), undefined, 'other accounts are not concerned');
    await pass(29 * 60_000);
    assert.equal(await sessions.endedAtMs(lin.id), atMs);
    await pass(60_000);
    await sessions.endAll(mei.id);
    assert.equal(await sessions.endedAtMs(lin.id), undefined, 'it is forgotten');
  });

  test(`${name}: a session keeps how its person signed in, also when it is renewed`, async () => {
    const { sessions } = await open();
    const authenticatedAtMs = 1_799_999_999_000;
    for (const proof of [
      { method: 'scan', confirmed: true, login: 'login-a', authenticatedAtMs },
      { method: 'scan', confirmed: false, login: 'login-b', authenticatedAtMs },
      { method: 'password', confirmed: true, authenticatedAtMs },
    ]) {
      const cookie = await signIn(sessions, proof);
      const { account, ...read } =
        (await sessions.current(callerWith(cookie))) ?? assert.fail('nobody is signed in');
      assert.deepEqual(read, proof);
      const renewed = await signIn(sessions, { account, cookie, ...read });
      assert.deepEqual(await sessions.current(callerWith(renewed)), { account: lin, ...proof });
    }
  });

  test(`${name}: end ends what descends from a login, also a renewed session, and nothing else`, async () => {
    const { sessions } = await open();
    const first = await signIn(sessions, { login: 'login-a' });
    const renewed = await signIn(sessions, { login: 'login-a', cookie: first });
    const elsewhere = await signIn(sessions, { login: 'login-a', account: mei });
    const others = [await signIn(sessions, { login: 'login-b' }), await signIn(sessions)];
    await sessions.end('login-a');
    for (const cookie of [first, renewed, elsewhere]) {
      assert.equal(await sessions.read(cookie), undefined);
    }
    await sessions.end('login-a');
    await sessions.end('nobody');
    await sessions.end('');
    for (const cookie of others) assert.deepEqual(await sessions.read(cookie), lin);
  });

  test(`${name}: endUnconfirmed ends the sessions of an account that nobody has confirmed, and no others`, async () => {
    const { sessions } = await open();
    const unconfirmed = await signIn(sessions, { confirmed: false });
    const others = [
      await signIn(sessions, { confirmed: true }),
      await signIn(sessions, { confirmed: true, method: 'password' }),
    ];
    const someoneElse = await signIn(sessions, { account: mei, confirmed: false });
    await sessions.endUnconfirmed(lin.id);
    await sessions.endUnconfirmed('nobody');
    assert.equal(await sessions.read(unconfirmed), undefined);
    for (const cookie of others) assert.deepEqual(await sessions.read(cookie), lin);
    assert.deepEqual(await sessions.read(someoneElse), mei);
  });

  test(`${name}: after endAll the same login opens another session`, async () => {
    const { sessions, now, pass } = await open();
    const before = await signIn(sessions, { key: 'linked' });
    await sessions.endAll(lin.id);
    await pass(1000);
    const after = await signIn(sessions, { key: 'linked', cookie: before });
    assert.notEqual(after, before);
    assert.equal(await sessions.read(before), undefined);
    const current = await sessions.current(callerWith(after));
    const proof = { authenticatedAtMs: now(), method: 'scan', confirmed: true };
    assert.deepEqual(current, { account: lin, ...proof });
  });

  test(`${name}: a session expires in time, and no login brings it back`, async () => {
    const { sessions, ttlMs, pass } = await open();
    const cookie = await signIn(sessions, { key: 'long ago' });
    await pass(ttlMs - 1000);
    assert.deepEqual(await sessions.read(cookie), lin);
    await pass(1000);
    assert.equal(await sessions.read(cookie), undefined);
    assert.equal(await sessions.current(callerWith(cookie)), undefined);
    const after = await signIn(sessions, { key: 'long ago' });
    assert.notEqual(after, cookie);
    assert.deepEqual(await sessions.read(after), lin);
    assert.equal(await sessions.read(cookie), undefined);
  });

  test(`${name}: signing out ends this session only, and deletes its cookie`, async () => {
    const { sessions } = await open();
    const [here, elsewhere] = [await signIn(sessions), await signIn(sessions)];
    const line = await sessions.close(here);
    assert.match(line, new RegExp(`^${here.split('=')[0]}=; .*Max-Age=0; .*Secure$`));
    assert.equal(await sessions.read(here), undefined);
    assert.deepEqual(await sessions.read(elsewhere), lin);
    assert.equal(await sessions.close(here), line);
    assert.equal(await sessions.close(null), line);
    assert.deepEqual(await sessions.read(elsewhere), lin);
  });
}
