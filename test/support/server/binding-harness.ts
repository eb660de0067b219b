/** A backend whose accounts, sessions and verification codes a test can inspect, break and slow down. */
import assert from 'node:assert/strict';
import type { Accounts, HostAccount, Identity, Sessions } from '../../../src/server/host/host.js';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import type { Notice } from '../../../src/server/host/notices.js';
import {
  createHarness,
  type Answer,
  type CallOptions,
  type HarnessOptions,
  type Tab,
} from './harness.js';

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

/** Runs before each call of an application's function. It may delay the call, or let it fail. */
export type Fault = (call: string) => Promise<void> | void;

export interface BindingHarnessOptions extends HarnessOptions {
  readonly fault?: Fault;
  /** Runs before a verification code counts as sent. */
  readonly send?: NonNullable<LinkMethod['send']>;
}

export function createBindingHarness({ fault, send, ...options }: BindingHarnessOptions = {}) {
  const accountsById = new Map<string, TestAccount>(
    [ann, ben, { ...ben, id: 'old', email: 'old@example.com', isVerified: false }, ...shop].map(
      (stored) => [stored.id, stored],
    ),
  );
  const idByIdentity = new Map<string, string>();
  const calls: string[] = [];
  const sentCodes: { target: string; code: string }[] = [];
  const notices: Notice[] = [];
  const keysOf = ({ appId, openid, unionid }: Identity): string[] => [
    `${appId} ${openid}`,
    ...(unionid === undefined ? [] : [unionid]),
  ];
  async function called(name: string): Promise<void> {
    calls.push(name);
    await fault?.(name);
  }
  const has = (test: (stored: TestAccount) => boolean): HostAccount[] =>
    [...accountsById.values()]
      .filter((stored) => stored.isVerified !== false && test(stored))
      .map(({ id, name }) => ({ id, name }));

  const accounts: Accounts = {
    async find(identity) {
      await called('find');
      const key = keysOf(identity).find((each) => idByIdentity.has(each));
      const stored = accountsById.get(idByIdentity.get(key ?? '') ?? '');
      return stored && { id: stored.id, name: stored.name };
    },
    async create(identity, { fields = {} }) {
      await called('create');
      const known = idByIdentity.get(keysOf(identity)[0] ?? '');
      const id = known ?? `new ${accountsById.size}`;
      const name = fields['nickname'] ?? 'Somebody';
      if (known === undefined) accountsById.set(id, { id, name });
      for (const key of keysOf(identity)) idByIdentity.set(key, id);
      return { id, name };
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

  interface Session {
    readonly account: HostAccount;
    readonly authenticatedAtMs: number;
    readonly key: string;
  }
  const sessions = new Map<string, Session>();
  const nameOf = (cookie: string): string => /session=([^;]+)/.exec(cookie)?.[1] ?? '';
  const hostSessions: Sessions = {
    async open(account, { key }) {
      await called('open');
      const known = [...sessions].find(([, session]) => session.key === key)?.[0];
      const name = known ?? `s${calls.length}`;
      sessions.set(name, { account, authenticatedAtMs: harness.clock.nowMs, key });
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
  };

  const label = (en: string, zh: string) => ({ en, zh });
  const codeField = { name: 'code', label: 'Code', type: 'code' } as const;
  const linkMethods: readonly LinkMethod[] = [
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
        return has((each) => each.email === username?.toLowerCase() && each.password === password);
      },
    },
    {
      method: 'email-code',
      label: label('By e-mail', '用邮箱'),
      fields: [{ name: 'email', label: 'E-mail', type: 'email' }, codeField],
      target: ({ email = '' }) => email.toLowerCase(),
      async accounts({ email }) {
        await called('email');
        return has((each) => each.email === email?.toLowerCase());
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
      accounts: ({ phone }) => Promise.resolve(has((each) => each.phone === phone)),
      send: (target, code) => Promise.resolve(void sentCodes.push({ target, code })),
    },
  ];

  const harness = createHarness({
    newAccounts: 'ask',
    openPlatform: false,
    accounts,
    sessions: hostSessions,
    linkMethods,
    notify: (notice) => void notices.push(notice),
    ...options,
  });

  /** Scans the QR code of this tab and returns the digits that the chat shows. */
  async function scanForDigits(tab: Tab, openid = 'oPersonOne'): Promise<string> {
    const reply = await harness.scan(tab.scene, { openid });
    return /(?<!\d)\d{6}(?!\d)/.exec(reply)?.[0] ?? '';
  }

  /** Takes a new visitor to the question whether they have an account. */
  async function startBinding(
    about: { openid?: string; lang?: string; calling?: CallOptions } = {},
  ) {
    const { openid, lang = 'en', calling } = about;
    const tab = await harness.open({ lang, returnTo: '/account' });
    const digits = await scanForDigits(tab, openid);
    const answer = await harness.redeem(tab, withCookies(tab, calling));
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body['result'], 'binding', answer.text);
    return { tab, digits, answer };
  }

  function withCookies(tab: Tab, calling: CallOptions = {}): CallOptions {
    const { cookie, ...others } = calling;
    return { ...others, cookie: cookie === undefined ? tab.cookie : `${cookie}; ${tab.cookie}` };
  }

  const postTo =
    (path: string) =>
    (tab: Tab, body: object, calling?: CallOptions): Promise<Answer> =>
      harness.call(
        'POST',
        `/attempts/${tab.id}/${path}`,
        { verifier: tab.chain.verifier, ...body },
        withCookies(tab, calling),
      );
  const bind = postTo('bind');
  const sendCode = postTo('codes');

  const byPassword = (
    chatCode: string,
    { email = '', password = '' }: Partial<TestAccount>,
  ): object => ({
    action: 'link',
    method: 'password',
    fields: { username: email, password },
    chatCode,
  });
  const byEmail = (chatCode: string, email: string, code: string): object => ({
    action: 'link',
    method: 'email-code',
    fields: { email, code },
    chatCode,
  });

  /** Waits until this many verification codes were sent, in the background, and returns the last. */
  async function waitForCode(count: number): Promise<string> {
    for (let turn = 0; turn < 10_000 && sentCodes.length < count; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return sentCodes[count - 1]?.code ?? assert.fail('no code has arrived');
  }

  /** Signs a browser in to this account and returns its cookie. */
  function signedIn(account: HostAccount, authenticatedAtMs = harness.clock.nowMs): string {
    const name = `b${sessions.size}`;
    sessions.set(name, { account, authenticatedAtMs, key: name });
    return `session=${name}`;
  }
  const accountIn = (cookie: string): string | undefined =>
    sessions.get(nameOf(cookie))?.account.id;
  const sessionOf = ({ setCookies }: Answer): string =>
    setCookies.find((line) => line.startsWith('session='))?.split(';')[0] ?? '';

  /** Account ids by identity; empty if nothing was linked. */
  const linked = (): Record<string, string> => Object.fromEntries(idByIdentity);

  return {
    ...harness,
    ...{
      accountsById,
      calls,
      sentCodes,
      notices,
      startBinding,
      scanForDigits,
      bind,
      sendCode,
      byPassword,
      byEmail,
    },
    ...{
      waitForCode,
      signedIn,
      accountIn,
      sessionOf,
      linked,
      withCookies,
      sessionCount: () => sessions.size,
    },
  };
}

/** Six digits that are wrong. */
export const otherThan = (digits: string): string => (digits === '000000' ? '000001' : '000000');
