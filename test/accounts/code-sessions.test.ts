import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigurationError } from '../../src/server/index.js';
import type { HostAccount } from '../../src/server/host/host.js';
import { createCodeSessions, type CodeSessionsOptions } from '../../src/accounts/code-sessions.js';
import { callerWith, lin, mei } from '../support/accounts/sessions-contract.js';

const secret = 'a4Zk29xQ0pLr7TtW1uVb8cYd3eNf6gHs';

const proof = { method: 'scan', confirmed: false };

function open(options: Partial<CodeSessionsOptions> = {}) {
  const clock = { nowMs: 1_800_000_000_000 };
  const sessions = createCodeSessions({ secret, now: () => clock.nowMs, ...options });
  let keys = 0;
  async function signIn({
    account = lin,
    key = `key-${++keys}`,
    isNew = false,
  }: {
    account?: HostAccount;
    key?: string;
    isNew?: boolean;
  } = {}): Promise<string> {
    const opened = await sessions.open(account, {
      ...{ key, caller: callerWith(), isNew },
      ...proof,
    });
    assert.equal(opened.setCookies, undefined);
    return opened.sessionCode ?? assert.fail('no code');
  }
  return { sessions, clock, signIn };
}

test('a session code gives its account, and whether that is new, once, to a server that has the secret', async () => {
  const { sessions, signIn } = open();
  const code = await signIn({ isNew: true });
  const other = await signIn({ account: mei });
  assert.match(code, /^[\w-]{43}$/);
  assert.deepEqual(await sessions.exchange(code, secret), { account: lin, isNew: true, ...proof });
  assert.equal(await sessions.exchange(code, secret), undefined);
  assert.deepEqual(await sessions.exchange(other, secret), {
    account: mei,
    isNew: false,
    ...proof,
  });
});

test('while the secret changes, the former one counts as well, and no other', async () => {
  const former = 'b4Zk29xQ0pLr7TtW1uVb8cYd3eNf6gHs';
  const { signIn, sessions } = open({ previousSecret: former });
  const [one, other] = [await signIn(), await signIn()];
  assert.equal((await sessions.exchange(one, former))?.account.id, lin.id);
  assert.equal(await sessions.exchange(other, `${former}x`), undefined);
  assert.equal((await sessions.exchange(other, secret))?.account.id, lin.id);
  assert.throws(() => createCodeSessions({ secret, previousSecret: 'short' }), /previousSecret/);
});

for (const wrong of ['', secret.slice(0, -1), `${secret}x`, secret.toLowerCase(), ` ${secret}`]) {
  test(`the secret "${wrong}" gets nothing and uses nothing up`, async () => {
    const { sessions, signIn } = open();
    const code = await signIn();
    assert.equal(await sessions.exchange(code, wrong), undefined);
    assert.deepEqual(await sessions.exchange(code, secret), {
      account: lin,
      isNew: false,
      ...proof,
    });
  });
}

test('a session code that nobody got opens nothing', async () => {
  const { sessions, signIn } = open();
  await signIn({ key: 'the-key' });
  for (const code of ['', 'the-key', '1', '__proto__', 'x'.repeat(43)]) {
    assert.equal(await sessions.exchange(code, secret), undefined, code);
  }
});

test('a session code is valid for a minute', async () => {
  const { sessions, signIn, clock } = open();
  const [inTime, late] = [await signIn(), await signIn()];
  clock.nowMs += 59_999;
  assert.ok(await sessions.exchange(inTime, secret));
  clock.nowMs += 1;
  assert.equal(await sessions.exchange(late, secret), undefined);
});

test('repeating a login returns the same session code, and another one after it has expired', async () => {
  const { sessions, signIn, clock } = open();
  const code = await signIn({ key: 'again' });
  assert.equal(await signIn({ key: 'again' }), code);
  assert.notEqual(await signIn({ key: 'another' }), code);
  clock.nowMs += 60_000;
  const later = await signIn({ key: 'again' });
  assert.notEqual(later, code);
  assert.equal(await sessions.exchange(code, secret), undefined);
  assert.ok(await sessions.exchange(later, secret));
});

test('a login that is repeated for another account voids the first session code', async () => {
  const { sessions, signIn } = open();
  const first = await signIn({ key: 'chosen again' });
  const second = await signIn({ key: 'chosen again', account: mei });
  assert.equal(await sessions.exchange(first, secret), undefined);
  assert.deepEqual(await sessions.exchange(second, secret), {
    account: mei,
    isNew: false,
    ...proof,
  });
});

test('above the cap the oldest session code is dropped', async () => {
  const { sessions, signIn } = open({ cap: 2 });
  const codes = [await signIn(), await signIn(), await signIn()];
  assert.equal(await sessions.exchange(codes[0] ?? '', secret), undefined);
  assert.ok(await sessions.exchange(codes[1] ?? '', secret));
  assert.ok(await sessions.exchange(codes[2] ?? '', secret));
});

for (const bad of [
  undefined,
  'x'.repeat(513),
  '',
  'x'.repeat(31),
  `${'x'.repeat(40)}é`,
  `${'x'.repeat(20)} ${'x'.repeat(20)}`,
]) {
  test(`the secret ${String(bad)} is refused at start with an error that does not contain it`, () => {
    assert.throws(
      () => createCodeSessions({ secret: bad as string }),
      (error) =>
        error instanceof ConfigurationError &&
        /`secret` must be 32 to 512/.test(error.message) &&
        !(bad && error.message.includes(bad)),
    );
  });
}

test('session codes of a login that was denied are void, and the application ends its own sessions', async () => {
  const ended: string[] = [];
  const { sessions } = open({
    end: (login) => Promise.resolve(void ended.push(login)),
    endUnconfirmed: (accountId) => Promise.resolve(void ended.push(accountId)),
  });
  const openFor = async (login: string, confirmed: boolean): Promise<string> => {
    const context = { key: login, caller: callerWith(), isNew: false, method: 'scan' };
    return (await sessions.open(lin, { ...context, confirmed, login })).sessionCode ?? '';
  };
  const [denied, kept, unconfirmed] = [
    await openFor('denied', true),
    await openFor('kept', true),
    await openFor('unconfirmed', false),
  ];
  await sessions.end?.('denied');
  await sessions.endUnconfirmed?.(lin.id);
  assert.deepEqual(ended, ['denied', lin.id]);
  assert.equal(await sessions.exchange(denied, secret), undefined);
  assert.equal(await sessions.exchange(unconfirmed, secret), undefined);
  assert.equal((await sessions.exchange(kept, secret))?.login, 'kept');
});

test('without a way to end the sessions of the application, there is no end', () => {
  const { sessions } = open();
  assert.deepEqual(['end' in sessions, 'endUnconfirmed' in sessions], [false, false]);
});
