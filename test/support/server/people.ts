/** People with browsers at a backend that asks in the chat, for tests of what a confirmation is worth. */
import assert from 'node:assert/strict';
import { createCookieSessions, createMemoryAccounts } from '../../../src/accounts/index.js';
import type { Accounts, CurrentSession, Sessions } from '../../../src/server/host/host.js';
import { createMemoryIdentityRecords } from '../../../src/server/host/records/memory-identity-records.js';
import type { SecurityEvent } from '../../../src/server/host/security-events.js';
import { callerWith } from '../accounts/sessions-contract.js';
import { digitsIn } from './attacks.js';
import {
  createHarness,
  type AccountKey,
  type Answer,
  type HarnessOptions,
  type Tab,
} from './harness.js';

export const appId = 'wx0123456789abcdef';

export interface PeopleOptions extends HarnessOptions {
  readonly wrapAccounts?: (accounts: Accounts) => Accounts;
  readonly wrapSessions?: (sessions: Sessions) => Sessions;
}

export function createPeople({ wrapAccounts, wrapSessions, ...options }: PeopleOptions = {}) {
  const events: SecurityEvent[] = [];
  const now = (): number => harness.clock.nowMs;
  const accounts = createMemoryAccounts();
  const sessions = createCookieSessions({ secure: true, now: () => now() });
  const identityRecords = createMemoryIdentityRecords({ now: () => now() });
  const harness = createHarness({
    confirm: 'auto',
    openPlatform: false,
    newAccounts: 'ask',
    accounts: wrapAccounts?.(accounts) ?? accounts,
    sessions: wrapSessions?.(sessions) ?? sessions,
    identityRecords,
    onEvent: (event) => void events.push(event),
    ...options,
  });

  /** A browser: its cookies, and what its pages do. */
  function createBrowser() {
    const jar = new Map<string, string>();
    const cookie = (): string => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    function keep({ setCookies }: Answer): void {
      for (const line of setCookies) {
        const [pair = ''] = line.split(';');
        const [name = '', value = ''] = pair.split(/=(.*)/s);
        if (/Max-Age=0/.test(line)) jar.delete(name);
        else jar.set(name, value);
      }
    }
    async function call(method: string, path: string, body?: unknown): Promise<Answer> {
      const answer = await harness.call(method, path, body, { cookie: cookie() });
      keep(answer);
      return answer;
    }
    async function open(purpose = 'login', at: AccountKey = 'default'): Promise<Tab> {
      const chosen = at === 'default' ? {} : { officialAccount: at };
      const tab = await harness.open({ purpose, lang: 'en', ...chosen }, { cookie: cookie() });
      keep(tab.created);
      return tab;
    }
    const post = (tab: Tab, path: string, more: object = {}): Promise<Answer> =>
      call('POST', `/attempts/${tab.id}/${path}`, { verifier: tab.chain.verifier, ...more });
    const redeem = (tab: Tab): Promise<Answer> => post(tab, 'redeem');
    const bind = (tab: Tab, more: object): Promise<Answer> => post(tab, 'bind', more);

    /** Shows a QR code that `openid` scans, and signs in; somebody who is new creates an account. */
    async function signIn(openid: string, purpose = 'login', at: AccountKey = 'default') {
      const tab = await open(purpose, at);
      const { reply, isAsked } = await answerScan(tab, openid, at);
      const redeemed = await redeem(tab);
      const isNew = redeemed.body['result'] === 'binding' && purpose === 'login';
      const answer = isNew ? await bind(tab, { action: 'create' }) : redeemed;
      return { tab, reply, isAsked, answer };
    }

    /** Links the WeChat of `openid` to the account that is signed in here. */
    async function link(openid: string): Promise<Answer> {
      const path = '/attempts';
      const asked = await call('POST', path, { ...(await challenge()), purpose: 'link' });
      if (asked.status !== 201) return asked;
      const tab = await open('link');
      const { reply } = await answerScan(tab, openid);
      const redeemed = await redeem(tab);
      if (redeemed.body['result'] !== 'binding') return redeemed;
      return bind(tab, { action: 'link', method: 'session', chatCode: digitsIn(reply) });
    }

    async function unlink(openid: string): Promise<Answer> {
      const { account } = (await session()) ?? assert.fail('nobody is signed in');
      const listed = await accounts.identities(account.id);
      const id = listed.find((each) => each.openid === openid)?.id;
      return call('DELETE', `/identities/${id ?? 'unknown'}`);
    }

    const session = (): Promise<CurrentSession | undefined> =>
      sessions.current(callerWith(cookie()));
    return { jar, cookie, open, redeem, bind, signIn, link, unlink, session, call };
  }

  async function challenge() {
    const { createChain } = await import('../../../src/protocol/chain.js');
    return { challenge: (await createChain()).challenge, method: 'scan' };
  }

  /** Scans, and confirms if the chat asks. Resolves with the last reply. */
  async function answerScan(tab: Tab, openid: string, at: AccountKey = 'default') {
    const asked = await harness.scan(tab.scene, { openid, at });
    const isAsked = asked.includes('msgmenuid=confirm"');
    const reply = isAsked ? await harness.tap(asked, 'confirm', { openid, at }) : asked;
    return { reply, isAsked };
  }

  const accountOf = async (openid: string): Promise<string | undefined> =>
    (await accounts.find({ appId, openid }))?.id;

  return {
    ...harness,
    ...{ accounts, sessions, identityRecords, events, createBrowser, answerScan, accountOf },
  };
}

export type Browser = ReturnType<ReturnType<typeof createPeople>['createBrowser']>;

export function assertProblem(answer: Answer, status: number, code: string, reason?: string): void {
  const { code: found, reason: why } = answer.body;
  assert.deepEqual([answer.status, found, why], [status, code, reason], answer.text);
}
