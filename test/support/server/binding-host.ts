/** The application of the binding harness: its accounts, sessions and link methods, in memory. */
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import type {
  Accounts,
  CurrentSession,
  HostAccount,
  Identity,
  Sessions,
} from '../../../src/server/host/host.js';

export interface TestAccount extends HostAccount {
  readonly email?: string;
  readonly phone?: string;
  readonly password?: string;
  /** False for an address that the owner has never confirmed: it proves nothing. */
  readonly isVerified?: boolean;
}

export const ann: TestAccount = {
  id: 'ann',
  name: 'Ann',
  email: 'ann@example.com',
  password: 'correct',
};
export const ben: TestAccount = {
  id: 'ben',
  name: 'Ben',
  email: 'ben@example.com',
  password: 'horse',
};
/** Two accounts with one phone number, as families and shops have them. */
export const shop: readonly TestAccount[] = [
  { id: 'shop', name: 'The Shop', phone: '+8613800138000' },
  { id: 'home', name: 'At Home', phone: '+8613800138000' },
];

/** Records the call of an application's function, and applies the fault of the test. */
export type Called = (name: string) => Promise<void>;

export function createTestAccounts(called: Called) {
  const accountsById = new Map<string, TestAccount>(
    [ann, ben, { ...ben, id: 'old', email: 'old@example.com', isVerified: false }, ...shop].map(
      (stored) => [stored.id, stored],
    ),
  );
  const idByIdentity = new Map<string, string>();
  const keysOf = ({ appId, openid, unionid }: Identity): string[] => [
    `${appId} ${openid}`,
    ...(unionid === undefined ? [] : [unionid]),
  ];
  const publicPart = ({ id, name, createdBy }: TestAccount): HostAccount => ({
    ...{ id, name },
    ...(createdBy === undefined ? {} : { createdBy }),
  });
  const findVerified = (test: (stored: TestAccount) => boolean): HostAccount[] =>
    [...accountsById.values()]
      .filter((stored) => stored.isVerified !== false && test(stored))
      .map(({ id, name }) => ({ id, name }));

  const accounts: Accounts = {
    async find(identity) {
      await called('find');
      const key = keysOf(identity).find((each) => idByIdentity.has(each));
      const stored = accountsById.get(idByIdentity.get(key ?? '') ?? '');
      return stored && publicPart(stored);
    },
    async create(identity, { fields = {}, key: createdBy }) {
      await called('create');
      const known = idByIdentity.get(keysOf(identity)[0] ?? '');
      const id = known ?? `new ${accountsById.size}`;
      const name = fields['nickname'] ?? 'Somebody';
      const stored = accountsById.get(id) ?? { id, name, createdBy };
      accountsById.set(id, stored);
      for (const key of keysOf(identity)) idByIdentity.set(key, id);
      return publicPart(stored);
    },
    async link(accountId, identity) {
      await called('link');
      if (!accountsById.has(accountId)) return 'gone';
      const keys = keysOf(identity);
      if (keys.some((key) => (idByIdentity.get(key) ?? accountId) !== accountId)) return 'conflict';
      for (const key of keys) idByIdentity.set(key, accountId);
      return 'linked';
    },
  };

  return { accounts, accountsById, idByIdentity, findVerified };
}

interface Session extends CurrentSession {
  readonly key: string;
}

/** `newId` returns an id for a new session. */
export function createTestSessions(called: Called, newId: () => string, now: () => number) {
  const sessions = new Map<string, Session>();
  const nameOf = (cookie: string): string => /session=([^;]+)/.exec(cookie)?.[1] ?? '';
  const hostSessions: Sessions = {
    async open(account, { key, method, confirmed, login }) {
      await called('open');
      const known = [...sessions].find(([, session]) => session.key === key)?.[0];
      const name = known ?? newId();
      sessions.set(name, {
        ...{ account, authenticatedAtMs: now(), key, method, confirmed },
        ...(login === undefined ? {} : { login }),
      });
      return { setCookies: [`session=${name}; Path=/`] };
    },
    async current(caller) {
      await called('current');
      return sessions.get(nameOf(caller.cookie));
    },
    async endAll(accountId) {
      await called('endAll');
      for (const [name, { account }] of sessions) {
        if (account.id === accountId) sessions.delete(name);
      }
    },
    async end(login) {
      await called('end');
      for (const [name, session] of sessions) if (session.login === login) sessions.delete(name);
    },
    async endUnconfirmed(accountId) {
      await called('endUnconfirmed');
      for (const [name, { account, confirmed }] of sessions) {
        if (account.id === accountId && !confirmed) sessions.delete(name);
      }
    },
  };

  return { sessions, hostSessions, nameOf };
}

export function createTestMethods(
  called: Called,
  findVerified: (test: (stored: TestAccount) => boolean) => HostAccount[],
  sentCodes: { target: string; code: string }[],
  send: LinkMethod['send'],
): readonly LinkMethod[] {
  const label = (en: string, zh: string) => ({ en, zh });
  const codeField = { name: 'code', label: 'Code', type: 'code' } as const;
  return [
    {
      method: 'password',
      label: label('With a password', '用密码'),
      fields: [
        { name: 'username', label: 'E-mail', type: 'email', autocomplete: 'username' },
        { name: 'password', label: 'Password', type: 'password' },
      ],
      target: ({ username = '' }) => username.toLowerCase(),
      async accounts({ username, password }) {
        await called('password');
        return findVerified(
          (each) => each.email === username?.toLowerCase() && each.password === password,
        );
      },
    },
    {
      method: 'email-code',
      label: label('By e-mail', '用邮箱'),
      fields: [{ name: 'email', label: 'E-mail', type: 'email' }, codeField],
      target: ({ email = '' }) => email.toLowerCase(),
      async accounts({ email }) {
        await called('email');
        return findVerified((each) => each.email === email?.toLowerCase());
      },
      send: async (target, code, context) => {
        await send?.(target, code, context);
        sentCodes.push({ target, code });
      },
    },
    {
      method: 'phone-code',
      label: label('By text message', '用短信'),
      fields: [
        { name: 'phone', label: 'Phone', type: 'tel', pattern: '[+][0-9]{8,15}' },
        codeField,
      ],
      target: ({ phone = '' }) => phone,
      accounts: ({ phone }) => Promise.resolve(findVerified((each) => each.phone === phone)),
      send: (target, code) => Promise.resolve(void sentCodes.push({ target, code })),
    },
  ];
}
