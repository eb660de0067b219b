/** How somebody could try to keep, or to get, a user who is not theirs. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createSite, password, type Visitor } from './support/site.js';

const { memoryAdapter } = await import('better-auth/adapters/memory');
const { deviceAuthorization, emailOTP, twoFactor } = await import('better-auth/plugins');

const codeOf = async (response: Response): Promise<unknown> =>
  ((await response.json()) as { readonly code?: unknown }).code;

describe('a session that nobody has confirmed adds no way in that stays', () => {
  const auth = {
    user: { changeEmail: { enabled: true } },
    plugins: [
      deviceAuthorization({ verificationUri: '/device' }),
      emailOTP({
        changeEmail: { enabled: true },
        sendVerificationOTP: () => Promise.resolve(),
      }),
    ],
  };

  for (const [path, body] of [
    ['/change-email', { newEmail: 'other@example.com' }],
    ['/email-otp/request-email-change', { newEmail: 'other@example.com' }],
    ['/email-otp/change-email', { newEmail: 'other@example.com', otp: '123456' }],
  ] as const) {
    test(path, async () => {
      const { createVisitor } = await createSite({ auth });
      const visitor = createVisitor();
      await visitor.signIn();
      const answer = await visitor.post(path, body);
      assert.deepEqual([answer.status, await codeOf(answer)], [403, 'CONFIRMATION_REQUIRED']);
    });
  }

  test('while the database fails once', async () => {
    let failures = 0;
    const create = memoryAdapter({ user: [], session: [], account: [], verification: [] });
    const database = ((options) => {
      const working = create(options);
      const findOne: typeof working.findOne = (query) => {
        if (query.model === 'session' && failures-- > 0) throw new Error('the database is away');
        return working.findOne(query);
      };
      return { ...working, findOne };
    }) satisfies typeof create;
    const changeEmail = { enabled: true, updateEmailWithoutVerification: true };
    const { createVisitor } = await createSite({ auth: { database, user: { changeEmail } } });
    const visitor = createVisitor();
    await visitor.signIn();
    const before = (await visitor.session())?.user.email;
    failures = 1;
    const answer = await visitor.post('/change-email', { newEmail: 'other@example.com' });
    assert.equal(answer.status, 500);
    assert.equal((await visitor.session())?.user.email, before);
  });

  test('a device of theirs', async () => {
    const { createVisitor } = await createSite({ auth });
    const visitor = createVisitor();
    await visitor.signIn();
    const answer = await visitor.post('/device/code', { client_id: 'television' });
    const { user_code: userCode, device_code: deviceCode } = (await answer.json()) as Record<
      string,
      string
    >;
    await visitor.send(`/device?user_code=${userCode}`);
    assert.equal((await visitor.post('/device/approve', { userCode })).status, 403);
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    const token = await createVisitor().post('/device/token', {
      ...{ grant_type: grant, device_code: deviceCode, client_id: 'television' },
    });
    assert.equal(token.status, 400, await token.text());
  });

  test('a password, by an endpoint of the application; with a confirmed session it is set', async () => {
    const { auth: server, createVisitor } = await createSite();
    const visitor = createVisitor();
    const userId = await visitor.signIn();
    const setPassword = () =>
      server.api.setPassword({ headers: visitor.headers(), body: { newPassword: password } });
    await assert.rejects(setPassword(), { statusCode: 403 });
    const { internalAdapter } = await server.$context;
    assert.equal(await internalAdapter.findCredentialAccount(userId), null);
    await visitor.post('/sign-out');
    await visitor.signIn();
    await setPassword();
    assert.ok(await internalAdapter.findCredentialAccount(userId));
  });
});

type Site = Awaited<ReturnType<typeof createSite>>;

/** Scans as somebody new, and chooses on the page. */
async function bind(site: Site, visitor: Visitor, choice: object): Promise<Response> {
  const attempt = await visitor.scan();
  const binding = (await (await visitor.redeem(attempt)).json()) as { readonly result: string };
  assert.equal(binding.result, 'binding');
  const { phone } = site.simulator;
  const [{ id } = assert.fail()] = await phone.people();
  const texts = (await phone.chat(id)).map(({ text = '' }) => text);
  const chatCode = texts.map((text) => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0]).findLast(Boolean);
  const { verifier } = attempt;
  return visitor.post(`/wechat-mp/attempts/${attempt.id}/bind`, { verifier, chatCode, ...choice });
}

describe('a stolen password', () => {
  for (const isOn of [true, false]) {
    test(`links ${isOn ? 'no user with a second factor' : 'a user without one'}`, async () => {
      const site = await createSite({
        auth: { plugins: [twoFactor()] },
        plugin: { newAccounts: 'ask' },
      });
      const ann = site.createVisitor();
      const annId = await ann.signUp('ann');
      const { internalAdapter } = await site.auth.$context;
      await internalAdapter.updateUser(annId, { twoFactorEnabled: isOn });
      const thief = site.createVisitor();
      const answer = await bind(site, thief, {
        ...{ action: 'link', method: 'password' },
        fields: { email: 'ann@example.com', password },
      });
      const text = await answer.text();
      if (isOn) {
        assert.match(text, /second step/);
        assert.equal(await thief.session(), null);
        assert.equal((await internalAdapter.findAccounts(annId)).length, 1);
        assert.equal((await ann.session())?.user.id, annId, 'and ends no session');
      } else {
        assert.equal(answer.status, 200, text);
        assert.equal((await thief.session())?.user.id, annId);
      }
    });
  }
});

describe('the address of another user, for a new one', () => {
  const createFields = [
    { name: 'mail', label: 'E-mail', type: 'email' },
    { name: 'nick', label: 'Name', type: 'text' },
  ] as const;

  for (const [title, email, status, code] of [
    ['typed on the page, is refused beside its field', 'ANN@example.com', 400, 'invalid_request'],
    ['from elsewhere, is refused', undefined, 403, 'sign_in_refused'],
    ['is not, if it is free', 'bob@example.com', 200, undefined],
  ] as const) {
    test(title, async () => {
      const site = await createSite({
        plugin: {
          newAccounts: 'ask',
          createFields,
          newUser: (_, { fields }) =>
            email === undefined ? { email: 'ann@example.com' } : { email: fields?.['mail'] },
        },
      });
      await site.createVisitor().signUp('ann');
      const fields = { mail: email ?? 'new@example.com', nick: 'Ann' };
      const visitor = site.createVisitor();
      const answer = await bind(site, visitor, { action: 'create', fields });
      const body = (await answer.json()) as Readonly<Record<string, unknown>>;
      assert.deepEqual([answer.status, body['code']], [status, code], JSON.stringify(body));
      if (code === 'invalid_request') assert.equal(body['field'], 'mail');
      assert.equal(site.tables['user']?.length, status === 200 ? 2 : 1);
      assert.equal((await visitor.session())?.user.email, status === 200 ? email : undefined);
    });
  }
});
