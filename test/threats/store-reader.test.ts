/** What an attempt keeps, and what the log says about a store that fails, helps nobody to sign in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomToken, s256 } from '../../src/protocol/chain.js';
import { createMemoryStore } from '../../src/server/index.js';
import type { Attempt } from '../../src/server/attempts/attempt.js';
import { createAttempts } from '../../src/server/attempts/attempts.js';
import { storeFailure } from '../../src/server/base/operation/store-failure.js';
import { errorKind } from '../../src/server/base/log.js';
import { createSeal, derivePageSecrets } from '../../src/server/base/secrets/seal.js';
import { FakeClock } from '../support/clock.js';
import { createBindingHarness } from '../support/server/binding-harness.js';
import { createHarness } from '../support/server/harness.js';
import { newAttempt } from '../../src/conformance/store/kit.js';

/** A store that also keeps everything that was ever written to it. */
function createReadStore() {
  const store = createMemoryStore({ now: () => 0 });
  const written: Attempt[] = [];
  return {
    written,
    store: {
      ...store,
      create: (attempt: Attempt) => (written.push(attempt), store.create(attempt)),
      advance: (id: string, rev: number, next: Attempt) => (
        written.push(next),
        store.advance(id, rev, next)
      ),
    },
  };
}

test('nothing that a login writes to the store contains its session, session code or proofs', async () => {
  const { store, written } = createReadStore();
  const keys: string[] = [];
  const { open, scan, redeem } = createHarness({
    store,
    sessions: {
      open: (_, { key }) => {
        keys.push(key);
        return Promise.resolve({
          setCookies: [`session=secret-cookie-${key}; Path=/`],
          sessionCode: `secret-code-${key}`,
        });
      },
    },
  });
  const tab = await open();
  await scan(tab.scene);
  const answer = await redeem(tab);
  assert.match(answer.text, /secret-code-/);
  assert.match(answer.setCookies.join(), /secret-cookie-/);
  assert.equal((await redeem(tab)).text, answer.text, 'a retry opens the kept answer');

  const text = JSON.stringify(written);
  const [key = ''] = keys;
  const cookie = tab.cookie.split('=')[1] ?? '';
  for (const secret of [key, 'secret-', tab.chain.verifier, tab.chain.key, cookie]) {
    assert.ok(secret.length > 6);
    assert.ok(!text.includes(secret), secret);
  }
  // Nor can the key be computed from a text that the store has.
  const kept = [...new Set(text.match(/[\w-]{16,}/g))];
  assert.ok(kept.length > 5);
  for (const each of kept) {
    for (const label of ['', 'session ', 'session']) {
      assert.notEqual(await s256(`${label}${each}`), key);
    }
  }
});

test('the digits that link an account are not readable in the store', async () => {
  const { store, written } = createReadStore();
  const { startBinding, sendCode, waitForCode, bind, byEmail } = createBindingHarness({ store });
  const { tab, digits } = await startBinding();
  const email = 'ann@example.com';
  await sendCode(tab, { method: 'email-code', fields: { email } });
  const verificationCode = await waitForCode(1);
  const text = JSON.stringify(written);
  assert.match(digits + verificationCode, /^\d{12}$/);
  assert.ok(!text.includes(`"${digits}"`) && !text.includes(`"${verificationCode}"`));
  assert.equal((await bind(tab, byEmail(digits, email, verificationCode))).status, 200);
});

test('the same verifier leads to the same secrets for its attempt, and to others elsewhere', async () => {
  const secretsOf = (verifier: string, id: string) => derivePageSecrets(verifier, id, randomToken);
  const [once, again] = [await secretsOf('verifier', 'id'), await secretsOf('verifier', 'id')];
  assert.equal(once.sessionKey, again.sessionKey);
  const sealed = await once.answers.seal('{"a":"中"}');
  assert.notEqual(
    sealed,
    await once.answers.seal('{"a":"中"}'),
    'a text is never sealed the same way',
  );
  assert.equal(await again.answers.open(sealed), '{"a":"中"}');
  const strangers = [await secretsOf('verifier', 'other'), await secretsOf('another', 'id')];
  for (const stranger of strangers) {
    assert.notEqual(stranger.sessionKey, once.sessionKey);
    assert.equal(await stranger.answers.open(sealed), undefined);
  }
  const last = sealed.at(-3) === 'A' ? 'B' : 'A';
  for (const changed of [
    '',
    'x',
    sealed.slice(1),
    `${sealed.slice(0, -3)}${last}==`,
    `.${sealed}`,
  ]) {
    assert.equal(await once.answers.open(changed), undefined, changed);
  }
  const otherLabel = createSeal('verifier', 'digits', randomToken);
  assert.equal(await otherLabel.open(sealed), undefined);
});

test('the kept answer leaves the store after 60 s, and how the attempt ended stays', async () => {
  const clock = new FakeClock(1_800_000_000_000);
  const store = createMemoryStore({ now: clock.now });
  const environment = { now: clock.now, randomToken, log: () => undefined };
  const attempts = createAttempts(environment, store, { timers: clock.timers });
  const outcome = { sealed: 'sealed', untilMs: clock.now() + 60_000 };
  const ended = { state: 'completed', outcome, deadlineMs: clock.now() + 300_000 } as const;
  const attempt = newAttempt(clock.now(), ended);
  const { id, rev } = attempt;
  await store.create(attempt);
  attempts.forgetOutcome(attempt);
  await clock.advance(59_000);
  assert.ok((await store.get(id))?.outcome);
  await clock.advance(1000);
  await clock.advance(1000);
  const left = await store.get(id);
  assert.deepEqual([left?.state, left?.outcome, left?.rev], ['completed', undefined, rev + 1]);
});

class TellingError extends Error {
  override name = 'Failed for oSecretOpenid (openid)=(oSECRET)';
}

for (const [what, error, kind] of [
  [
    'a database error',
    Object.assign(new Error('(openid)=(oSECRET)'), { code: '23505' }),
    'Error 23505',
  ],
  ['an error with a telling name', new TellingError('oSECRET'), 'Error'],
  ['a text', 'oSECRET', 'string'],
  ['an object', { message: 'oSECRET' }, 'object'],
  ['a telling code', Object.assign(new TypeError('x'), { code: 'for oSECRET' }), 'TypeError'],
] as const) {
  test(`an error of the store is logged by its kind only: ${what}`, async () => {
    assert.equal(errorKind(error), kind);
    const store = createMemoryStore({ now: () => 0 });
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a store may
    const fails = (): Promise<never> => Promise.reject(error);
    const { call, log } = createHarness({ store: { ...store, create: fails } });
    const body = { challenge: 'x'.repeat(43), purpose: 'login', method: 'scan' };
    assert.equal((await call('POST', '/attempts', body)).body['code'], 'store_unavailable');
    const line = log.find(({ event }) => event === 'store_failed');
    assert.deepEqual(line?.details, { call: 'create', ...storeFailure(error) });
    assert.equal(storeFailure(error).error, kind);
  });
}
