/** What happens on the pages of the browsers during a random walk: logins, unlinking, signing out. */
import assert from 'node:assert/strict';
import { createChain } from '../../../../src/protocol/chain.js';
import { callerWith } from '../../accounts/sessions-contract.js';
import { digitsIn } from '../attacks.js';
import type { Answer } from '../harness.js';
import type { ModelTab } from './oracle.js';
import { unionidOf, type Setting, type WalkTab } from './setting.js';
import { browserCount, type Person } from './steps.js';

export const sessionCookie = '__Host-session';
export const wrongDigits = '000000';

/** The pages in this browser show digits, which people send in place of scanning. */
const browserByMessage = browserCount - 1;

export function createPages(setting: Setting) {
  const { backend, oracle, tabs, replies, cookies, browserAt } = setting;
  const { accounts, sessions, login } = backend;

  async function open(browser: number, purpose: string): Promise<WalkTab | undefined> {
    const chain = await createChain();
    const method = browser === browserByMessage ? 'message' : 'scan';
    const asked = { challenge: chain.challenge, purpose, method, lang: 'en' };
    const { status, body, text } = await browserAt(browser).call('POST', '/attempts', asked);
    if (status === 403 || status === 401) return undefined;
    assert.equal(status, 201, text);
    const model: ModelTab = { id: String(body['id']), browser, purpose, method, unlinked: [] };
    oracle.opened(model);
    const { digits = '' } = body['present'] as { digits?: string };
    const tab = { model, chain, scene: backend.scenes().at(-1) ?? '', digits };
    tabs.push(tab);
    return tab;
  }

  async function finish(
    tab: WalkTab,
    how: 'redeem' | 'create' | 'link',
    { browser = tab.model.browser, chatCode = '' } = {},
  ): Promise<Answer> {
    const { verifier } = tab.chain;
    const action = { create: { action: 'create' }, redeem: {} };
    const link = { action: 'link', method: 'session', chatCode };
    const path = `/attempts/${tab.model.id}/${how === 'redeem' ? 'redeem' : 'bind'}`;
    const more = how === 'link' ? link : action[how];
    const answer = await browserAt(browser).call('POST', path, { verifier, ...more });
    if (answer.body['result'] !== 'authenticated') return answer;
    const cookie = browserAt(browser).jar.get(sessionCookie) ?? '';
    cookies.add(cookie);
    const { account } = answer.body as { account?: { id?: string } };
    const current = await sessions.current(callerWith(`${sessionCookie}=${cookie}`));
    // The session may have ended by now, if something else happened at once.
    const accountId = current?.account.id ?? account?.id ?? tab.model.accountId;
    if (accountId === undefined) return answer;
    const hasDigits = chatCode !== '' && chatCode !== wrongDigits;
    oracle.authenticated({ tab: tab.model, browser, how, accountId, hasDigits });
    return answer;
  }

  /** The digits that the chat has sent last for this tab. */
  const digitsFor = (tab: WalkTab): string =>
    replies
      .filter((each) => each.tab === tab)
      .map(({ text }) => digitsIn(text))
      .findLast(Boolean) ?? wrongDigits;

  async function unlink(browser: number, person: Person): Promise<void> {
    const session = await browserAt(browser).session();
    if (!session) return;
    const listed = await accounts.identities(session.account.id);
    const id = listed.find(({ unionid }) => unionid === unionidOf(person))?.id ?? 'unknown';
    const { status } = await browserAt(browser).call('DELETE', `/identities/${id}`);
    cookies.add(browserAt(browser).jar.get(sessionCookie) ?? '');
    if (status === 204) oracle.unlinked(browser, person);
  }

  async function signOut(browser: number): Promise<void> {
    const { jar, cookie } = browserAt(browser);
    const setCookie = (): void => void jar.delete('__Host-wechat-mp-login-device');
    await login.forgetBrowser({ cookie: cookie(), setCookie });
    await sessions.close(cookie());
    jar.delete(sessionCookie);
    oracle.signedOut(browser);
  }

  async function forgetBrowsers(person: Person): Promise<void> {
    const accountId = oracle.forgotBrowsers(person);
    if (accountId === undefined) return;
    await sessions.endAll(accountId);
    await login.forgetBrowsers(accountId);
  }

  return {
    ...{ open, finish, unlink, signOut, forgetBrowsers },
    link: (tab: WalkTab) => finish(tab, 'link', { chatCode: digitsFor(tab) }),
  };
}
