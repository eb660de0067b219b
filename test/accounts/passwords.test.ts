import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { argon2Verify } from 'hash-wasm';
import { WechatMpLoginError } from '../../src/protocol/errors.js';
import { createPasswords } from '../../src/accounts/passwords.js';

const passwords = createPasswords();

/** From the tests of the reference implementation, phc-winner-argon2 src/test.c: 256 KiB only. */
const cheapHash =
  '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4';

test('a password matches its own hash, and no other password does', async () => {
  const hash = await passwords.hash('correct horse');
  assert.equal(await passwords.verify('correct horse', hash), true);
  for (const wrong of ['', 'Correct horse', 'correct horse ', 'correct', hash]) {
    assert.equal(await passwords.verify(wrong, hash), false, wrong);
  }
});

test('a hash is a PHC string of argon2id with 19 MiB, two passes and one lane, salted anew each time', async () => {
  const [one, two] = await Promise.all([passwords.hash('same'), passwords.hash('same')]);
  const phc = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;
  assert.match(one, phc);
  assert.match(two, phc);
  assert.notEqual(one.split('$')[4], two.split('$')[4]);
  assert.equal(await argon2Verify({ password: 'same', hash: one }), true);
});

test('a hash with other argon2id costs is checked with its own costs', async () => {
  assert.equal(await passwords.verify('password', cheapHash), true);
  assert.equal(await passwords.verify('passwort', cheapHash), false);
});

test('no password matches the missing hash of an unknown account', async () => {
  for (const password of ['', 'none', 'correct horse', 'x'.repeat(2000)]) {
    assert.equal(await passwords.verify(password, undefined), false);
  }
});

test('a password has 1 to 1024 bytes, none of which is cut off', async () => {
  const longest = 'x'.repeat(1024);
  const hash = await passwords.hash(longest);
  assert.equal(await passwords.verify(longest, hash), true);
  assert.equal(await passwords.verify(`${longest}x`, hash), false);
  assert.equal(await passwords.verify(longest.slice(1), hash), false);
  const spaced = await passwords.hash(' a\0b ');
  assert.equal(await passwords.verify(' a\0c ', spaced), false);
  assert.equal(await passwords.verify('a\0b', spaced), false);
  // The stand-in for an impossible password matches no hash.
  const none = await passwords.hash('none');
  for (const unusable of ['', `${longest}x`]) {
    assert.equal(await passwords.verify(unusable, none), false);
  }
  for (const refused of ['', `${longest}x`, '密'.repeat(342), '\ufdfa'.repeat(1000)]) {
    await assert.rejects(passwords.hash(refused), { code: 'invalid_request', field: 'password' });
  }
});

test('a letter that two keyboards write in two ways is one letter', async () => {
  const hash = await passwords.hash('Ｐassé'.normalize('NFC'));
  assert.equal(await passwords.verify('Passe\u0301', hash), true);
  assert.equal(await passwords.verify('Passe', hash), false);
});

test('a misshapen hash is an error, and the next password is checked all the same', async () => {
  const hash = await passwords.hash('right');
  await assert.rejects(passwords.verify('right', 'plain text'));
  assert.equal(await passwords.verify('right', hash), true);
});

/** How many turns the event loop makes until this is done. */
async function turnsDuring(task: () => Promise<unknown>): Promise<number> {
  const run = { isDone: false };
  const done = task().finally(() => (run.isDone = true));
  let turns = 0;
  while (!run.isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  await done;
  return turns;
}

test('the event loop goes on while a password is checked', async () => {
  const hash = await passwords.hash('right');
  const check = (each: string) => async () => {
    for (let time = 0; time < 4; time++) await passwords.verify('password', each);
  };
  // A check that blocks the event loop takes as many turns however long it takes.
  await turnsDuring(check(cheapHash));
  const [short, long] = [await turnsDuring(check(cheapHash)), await turnsDuring(check(hash))];
  assert.ok(long > 10 * short, `${long} turns for a check of 19 MiB, ${short} for one of 256 KiB`);
});

for (const threads of [0, 1]) {
  test(`with ${threads} threads, a password above the bound is refused at once, and the others are checked`, async () => {
    const bounded = createPasswords({ threads, maxWaiting: 2 });
    const settled: unknown[] = [];
    const check = async (password: string): Promise<void> => {
      try {
        settled.push(await bounded.verify(password, cheapHash));
      } catch (error) {
        assert.ok(error instanceof WechatMpLoginError);
        settled.push([error.code, error.retryAfterMs]);
      }
    };
    await Promise.all(['password', 'wrong', 'password', 'password', 'password'].map(check));
    assert.deepEqual(settled, [
      ['rate_limited', 2000],
      ['rate_limited', 2000],
      ...[true, false, true],
    ]);
    assert.equal(await bounded.verify('password', cheapHash), true, 'there is room again');
    await assert.rejects(
      Promise.all(Array.from('123456', (password) => bounded.hash(password))),
      { code: 'rate_limited' },
      'for new passwords as well',
    );
    bounded.close();
  });
}

test('close() ends the threads, and a later password starts one again', async () => {
  const closed = createPasswords({ threads: 1 });
  const checks = [closed.verify('password', cheapHash), closed.verify('password', cheapHash)];
  closed.close();
  const [running, waiting] = await Promise.allSettled(checks);
  assert.equal(running?.status, 'rejected');
  assert.deepEqual(waiting, { status: 'fulfilled', value: true });
  assert.equal(await closed.verify('password', cheapHash), true);
  closed.close();
});

test('a process waits for its password, and then ends by itself', async () => {
  const code = `
    import { createPasswords } from './src/accounts/passwords.ts';
    console.log(await createPasswords().verify('password', '${cheapHash}'));`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 60_000 });
  assert.equal(stdout, 'true\n');
});

/** Called with `new`. */
function UnstartableWorker(): never {
  throw new Error('not allowed');
}

/** Reports an error before it is ready, as if hash-wasm did not load in it. */
class BrokenWorker {
  on(event: string, listener: (error: unknown) => void): void {
    if (event === 'error') setImmediate(() => listener(new Error('Cannot find module')));
  }
  postMessage(): void {}
  ref(): void {}
  unref(): void {}
}

for (const [name, findModule, warns] of [
  ['there are no modules of Node', undefined, false],
  ['there are no worker threads', () => undefined, false],
  ['workers must not start', () => ({ Worker: UnstartableWorker }), true],
  ['hash-wasm does not load in a worker', () => ({ Worker: BrokenWorker }), true],
] as const) {
  test(`where ${name}, passwords are checked in the calling thread`, async (t) => {
    const warnings: string[] = [];
    t.mock.method(process, 'emitWarning', (text: string) => void warnings.push(text));
    const real = process.getBuiltinModule.bind(process);
    // A cast, because the types know only the real modules.
    process.getBuiltinModule = (findModule &&
      ((id: string) =>
        id === 'node:worker_threads' ? findModule() : real(id))) as typeof process.getBuiltinModule;
    t.after(() => (process.getBuiltinModule = real));
    const fallback = createPasswords({ maxWaiting: 3 });
    const checks = ['password', 'wrong', 'password', 'wrong'].map((password) =>
      fallback.verify(password, cheapHash),
    );
    assert.deepEqual(await Promise.all(checks), [true, false, true, false]);
    assert.equal(warnings.length, warns ? 1 : 0);
    if (warns) assert.match(warnings[0] ?? '', /blocks the event loop/);
  });
}

test('a number of threads that makes no sense is refused', () => {
  for (const options of [{ threads: -1 }, { threads: 1.5 }, { maxWaiting: 0 }]) {
    const [name] = Object.keys(options);
    assert.throws(() => createPasswords(options), new RegExp(`\`${name}\` must be`));
  }
});
