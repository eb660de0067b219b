/** Whom better-auth, or a hook of the application, does not let in, reads why; nobody gets a session. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignInRefusedError, type OpenContext } from '../../../src/server/index.js';
import { installBetterAuth } from '../../support/frameworks/better-auth.js';

installBetterAuth();
const { createSessions } = await import('../../../src/better-auth/sessions.js');
const { providerId, schema } = await import('../../../src/better-auth/schema.js');
const { betterAuth } = await import('better-auth');
const { memoryAdapter } = await import('better-auth/adapters/memory');
const { admin } = await import('better-auth/plugins');

type Options = Parameters<typeof betterAuth>[0];

/** Scans as a user with these fields, and returns the refusal and how many sessions there are. */
async function scanAs(fields: object, options: Partial<Options>) {
  const tables = { user: [], session: [], account: [], verification: [] };
  const auth = betterAuth({
    baseURL: 'http://localhost',
    secret: 'a secret of this test, of 32 characters',
    database: memoryAdapter(tables),
    plugins: [{ id: providerId, schema }, admin()],
    ...options,
  });
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser(
    { name: 'Ann', email: 'ann@example.com', emailVerified: true, ...fields },
    { method: 'email' },
  );
  const opened: OpenContext = {
    method: 'scan',
    confirmed: true,
    login: 'login',
    isNew: false,
    key: 'key',
    caller: { address: '203.0.113.1', cookie: '', userAgent: 'test' },
  };
  const error: unknown = await createSessions(context)
    .open({ id: user.id, name: user.name }, opened)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  return { error, sessions: tables.session.length };
}

test('a banned user reads the words of better-auth', async () => {
  const { error, sessions } = await scanAs({ banned: true, banReason: 'spam' }, {});
  assert.ok(error instanceof SignInRefusedError, String(error));
  assert.match(String(error.text), /banned/i);
  assert.equal(sessions, 0);
});

test('a user whose session a hook stops without a word is refused, and nothing fails', async () => {
  const stop = { session: { create: { before: async () => Promise.resolve(false as const) } } };
  const { error, sessions } = await scanAs({}, { databaseHooks: stop });
  assert.ok(error instanceof SignInRefusedError, String(error));
  assert.deepEqual(Object.keys(error.text), ['en', 'zh']);
  assert.equal(sessions, 0);
});

test('others are let in', async () => {
  const { error, sessions } = await scanAs({}, {});
  assert.equal(error, undefined);
  assert.equal(sessions, 1);
});
