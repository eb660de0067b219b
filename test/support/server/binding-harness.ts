/** A backend whose accounts, sessions and verification codes a test can inspect, break and slow down. */
import assert from 'node:assert/strict';
import type { HostAccount } from '../../../src/server/host/host.js';
import type { LinkMethod } from '../../../src/server/binding/link-method.js';
import type { Notice } from '../../../src/server/host/notices.js';
import {
  createTestAccounts,
  createTestMethods,
  createTestSessions,
  type TestAccount,
} from './binding-host.js';
import {
  createHarness,
  sentenceOf,
  type Answer,
  type CallOptions,
  type HarnessOptions,
  type Tab,
} from './harness.js';

export { ann, ben, shop, type TestAccount } from './binding-host.js';

/** Runs before each call of an application's function. It may delay the call, or let it fail. */
export type Fault = (call: string) => Promise<void> | void;

export interface BindingHarnessOptions extends HarnessOptions {
  readonly fault?: Fault;
  /** Runs before a verification code counts as sent. */
  readonly send?: NonNullable<LinkMethod['send']>;
}

export function createBindingHarness({ fault, send, ...options }: BindingHarnessOptions = {}) {
  const calls: string[] = [];
  const sentCodes: { target: string; code: string }[] = [];
  const notices: Notice[] = [];
  async function called(name: string): Promise<void> {
    calls.push(name);
    await fault?.(name);
  }
  const { accounts, accountsById, idByIdentity, findVerified } = createTestAccounts(called);
  const { sessions, hostSessions, nameOf } = createTestSessions(
    called,
    () => `s${calls.length}`,
    () => harness.clock.nowMs,
  );
  const linkMethods = createTestMethods(called, findVerified, sentCodes, send);
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
    return /(?<!\d)\d{6}(?!\d)/.exec(sentenceOf(reply))?.[0] ?? '';
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

  const bind = postTo(harness, 'bind');
  const sendCode = postTo(harness, 'codes');

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
    sessions.set(name, { account, authenticatedAtMs, key: name, confirmed: true });
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
    ...{ hostAccounts: accounts, accountsById, calls, sentCodes, notices },
    ...{ startBinding, scanForDigits, bind, sendCode, byPassword, byEmail, waitForCode },
    ...{ signedIn, accountIn, sessionOf, linked, withCookies },
    sessionCount: () => sessions.size,
  };
}

function withCookies(tab: Tab, calling: CallOptions = {}): CallOptions {
  const { cookie, ...others } = calling;
  return { ...others, cookie: cookie === undefined ? tab.cookie : `${cookie}; ${tab.cookie}` };
}

const postTo =
  ({ call }: Pick<ReturnType<typeof createHarness>, 'call'>, path: string) =>
  (tab: Tab, body: object, calling?: CallOptions): Promise<Answer> =>
    call(
      'POST',
      `/attempts/${tab.id}/${path}`,
      { verifier: tab.chain.verifier, ...body },
      withCookies(tab, calling),
    );

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

/** Six digits that are wrong. */
export const otherThan = (digits: string): string => (digits === '000000' ? '000001' : '000000');
