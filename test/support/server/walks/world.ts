/** People, browsers and a backend. It takes the steps of a random walk and tells the oracle what came of them. */
import assert from 'node:assert/strict';
import { createChain, type Chain } from '../../../../src/protocol/chain.js';
import { eventXml } from '../../../../src/wechat/push/write-messages.js';
import { callerWith } from '../../accounts/sessions-contract.js';
import { digitsIn } from '../attacks.js';
import { linkText, originalId, type Answer, type HarnessOptions } from '../harness.js';
import { appId, createPeople } from '../people.js';
import { createOracle, type ModelTab } from './oracle.js';
import { browserCount, people, type Person, type Step } from './steps.js';

const openidOf = (person: Person): string => `o_${person}`;
const identityOf = (person: Person) => ({
  ...{ appId, openid: openidOf(person) },
  unionid: `u_${person}`,
});

interface WalkTab {
  readonly model: ModelTab;
  readonly chain: Chain;
  readonly scene: string;
  /** What the page shows in place of a QR code; '' for none. */
  readonly digits: string;
}
interface Reply {
  readonly text: string;
  readonly to: Person;
  readonly tab: WalkTab;
}

type SignIn = Extract<Step, { readonly by: Person; readonly purpose: unknown }>;

/** The pages in this browser show digits, which people send in place of scanning. */
const browserByMessage = browserCount - 1;

const many = 1_000_000;
const sessionCookie = '__Host-session';

export async function createWorld(createLogin: HarnessOptions['createLogin']) {
  const followers = new Set<string>(people.map(openidOf));
  const backend = createPeople({
    ...(createLogin && { createLogin }),
    openPlatform: true,
    limits: {
      ...{ createsPerMinute: many, createsPerAddressPerMinute: many, pollsPerSecond: many },
      qrCodesPerKnownBrowserPerDay: many,
    },
    api(path, _, query) {
      const openid = query.get('openid') ?? '';
      if (path !== '/cgi-bin/user/info') return undefined;
      if (!followers.has(openid)) return { subscribe: 0, openid };
      return { subscribe: 1, openid, unionid: openid.replace(/^o/, 'u') };
    },
  });
  const { accounts, sessions, clock, harness } = { ...backend, harness: backend };
  const oracle = createOracle(() => clock.nowMs);
  const browsers = Array.from({ length: browserCount }, () => backend.createBrowser());
  const tabs: WalkTab[] = [];
  const replies: Reply[] = [];
  const cookies = new Set<string>();
  /** Attempts that have ended. */
  const over = new Set<string>();

  for (const person of ['known', 'unionid', 'stranger'] as const) {
    const identity = identityOf(person);
    // By another official account, so that only the unionid tells who it is.
    const given = person === 'unionid' ? { ...identity, appId: 'wxOther', openid: 'o' } : identity;
    const { id } = await accounts.create(given, { key: person });
    oracle.owns(person, id);
    if (person !== 'known') continue;
    await accounts.link(id, identityOf('family'));
    oracle.owns('family', id);
  }

  const last = <T>(list: readonly T[], index: number): T | undefined => list.at(-1 - index);
  const browserAt = (index: number) => browsers[index] ?? assert.fail('no such browser');
  const accountOf = async (person: Person): Promise<string | undefined> =>
    (await accounts.find(identityOf(person)))?.id;

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
    const tab = { model, chain, scene: harness.scenes().at(-1) ?? '', digits };
    tabs.push(tab);
    return tab;
  }

  /** What the chat answers to a scan that changes nothing. */
  const nothing =
    /already used|expired|no longer works|too many codes|another code since|another page since|too often|no page shows|^$/;

  async function scan(tab: WalkTab, by: Person): Promise<void> {
    const openid = openidOf(by);
    const { scene, digits } = tab;
    const text = await (digits
      ? harness.type(digits, { openid })
      : harness.scan(scene, { openid }));
    if (nothing.test(text)) return;
    const { scannedBy = by } = tab.model;
    assert.equal(scannedBy, by, 'two people have scanned one code');
    tab.model.scannedBy = by;
    replies.push({ text, to: by, tab });
  }

  async function send(by: Person, content: string, { to, tab }: Reply): Promise<string> {
    const text = await harness.type(content, { openid: openidOf(by) });
    if (by === to && text !== '') replies.push({ text, to, tab });
    return text;
  }

  async function confirm(reply: Reply, by: Person, typed: boolean): Promise<void> {
    const { text, to, tab } = reply;
    const [, number] = /reply (\d\d) to confirm/.exec(text) ?? [];
    if (number === undefined) return;
    if (by === to) tab.model.isConfirmed = true;
    await send(by, typed ? number : linkText(text, 'confirm'), reply);
  }

  async function sayNotMe(reply: Reply, typed: boolean): Promise<void> {
    const { text, to, tab } = reply;
    const [, number] = /or (\d\d) if it is not you/.exec(text) ?? [];
    if (!text.includes('msgmenuid=not-me')) return;
    const isLate = !oracle.mustUndo(tab.model);
    const content = typed && number !== undefined ? number : linkText(text, 'not-me');
    const answer = await send(to, content, reply);
    const isAccepted = answer.startsWith('Thank you');
    if (!typed) assert.ok(isAccepted || isLate, `Not me is refused: ${answer}`);
    if (!isAccepted) return;
    const found = await Promise.all(
      people.map(async (each) => [each, await isLast(each)] as const),
    );
    oracle.denied(tab.model, (person) => new Map(found).get(person) ?? false);
  }

  async function isLast(person: Person): Promise<boolean> {
    const id = await accountOf(person);
    return id !== undefined && (await accounts.identities(id)).length === 1;
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

  const wrongDigits = '000000';
  const digitsFor = (tab: WalkTab): string =>
    replies
      .filter((each) => each.tab === tab)
      .map(({ text }) => digitsIn(text))
      .findLast(Boolean) ?? wrongDigits;

  async function unlink(browser: number, person: Person): Promise<void> {
    const session = await browserAt(browser).session();
    if (!session) return;
    const listed = await accounts.identities(session.account.id);
    const id = listed.find(({ unionid }) => unionid === `u_${person}`)?.id ?? 'unknown';
    const { status } = await browserAt(browser).call('DELETE', `/identities/${id}`);
    cookies.add(browserAt(browser).jar.get(sessionCookie) ?? '');
    if (status === 204) oracle.unlinked(browser, person);
  }

  async function signOut(browser: number): Promise<void> {
    const { jar, cookie } = browserAt(browser);
    const setCookie = (): void => void jar.delete('__Host-wechat-mp-login-device');
    await backend.login.forgetBrowser({ cookie: cookie(), setCookie });
    await sessions.close(cookie());
    jar.delete(sessionCookie);
    oracle.signedOut(browser);
  }

  async function push(person: Person, event: 'subscribe' | 'unsubscribe'): Promise<void> {
    const from = openidOf(person);
    if (event === 'subscribe') followers.add(from);
    else followers.delete(from);
    const createdAtS = Math.floor(clock.nowMs / 1000);
    await harness.push(eventXml({ to: originalId, from, createdAtS, event, eventKey: '' }));
  }

  async function join(person: Person): Promise<void> {
    if ((await accountOf(person)) !== undefined) return;
    const identity = { appId: 'wxOther', openid: openidOf(person), unionid: `u_${person}` };
    const { id } = await accounts.create(identity, { key: `join ${person}` });
    oracle.owns(person, id);
  }

  async function signIn({ browser, by, purpose }: SignIn): Promise<void> {
    const tab = await open(browser, purpose);
    if (!tab) return;
    await scan(tab, by);
    const asked = replies.findLast((each) => each.tab === tab);
    if (asked) await confirm(asked, by, false);
    const { body } = await finish(tab, 'redeem');
    if (body['result'] !== 'binding') return;
    if (purpose === 'link') await finish(tab, 'link', { chatCode: digitsFor(tab) });
    else await finish(tab, 'create');
  }

  async function take(step: Step): Promise<unknown> {
    const tab = 'tab' in step ? last(tabs, step.tab) : undefined;
    const repliesToStep = (by: Person) => replies.filter(({ to }) => to === by);
    switch (step.do) {
      case 'open':
        return open(step.browser, step.purpose);
      case 'scan':
        return tab && scan(tab, step.by);
      case 'confirm':
      case 'notMe': {
        const reply = last(repliesToStep(step.by), step.reply);
        if (!reply) return undefined;
        return step.do === 'notMe'
          ? sayNotMe(reply, step.typed)
          : confirm(reply, step.by, step.typed);
      }
      case 'copyConfirm': {
        const others = replies.filter(({ to }) => to !== step.by);
        const reply = last(others, step.reply);
        return reply && confirm(reply, step.by, false);
      }
      case 'redeem':
      case 'create':
        return tab && finish(tab, step.do);
      case 'link':
        return tab && finish(tab, 'link', { chatCode: digitsFor(tab) });
      case 'linkGuessing':
        return tab && finish(tab, 'link', { chatCode: wrongDigits });
      case 'redeemTwice':
        return tab && Promise.all([finish(tab, 'redeem'), finish(tab, 'redeem')]);
      case 'redeemElsewhere':
        return tab && finish(tab, 'redeem', { browser: step.browser });
      case 'unlink':
        return unlink(step.browser, step.person);
      case 'signOut':
        return signOut(step.browser);
      case 'forgetBrowsers': {
        const accountId = oracle.forgotBrowsers(step.person);
        if (accountId === undefined) return undefined;
        await sessions.endAll(accountId);
        return backend.login.forgetBrowsers(accountId);
      }
      case 'unfollow':
        return push(step.person, 'unsubscribe');
      case 'follow':
        return push(step.person, 'subscribe');
      case 'wait':
        clock.nowMs += step.ms;
        return undefined;
      case 'join':
        return join(step.person);
      case 'openAndScan': {
        const opened = await open(step.browser, step.purpose);
        return opened && scan(opened, step.by);
      }
      case 'signIn':
        return signIn(step);
      case 'atOnce':
        return Promise.all(step.steps.map(take));
    }
  }

  /** What has to be true at every moment. */
  async function judge(): Promise<void> {
    for (const cookie of cookies) {
      const session = await sessions.current(callerWith(`${sessionCookie}=${cookie}`));
      if (session) oracle.holds(session.login, session.account.id, session.confirmed);
    }
    for (const person of people) {
      assert.equal(await accountOf(person), oracle.accountOf(person), `the account of ${person}`);
    }
    const live = new Map<Person, number>();
    for (const { model, chain } of tabs) {
      if (!model.scannedBy || over.has(model.id)) continue;
      const path = `/attempts/${model.id}`;
      const headers = { authorization: `Bearer ${chain.key}` };
      const { body } = await harness.call('GET', path, undefined, { headers });
      if (!['scanned', 'approved', 'binding'].includes(String(body['state']))) {
        over.add(model.id);
        continue;
      }
      live.set(model.scannedBy, (live.get(model.scannedBy) ?? 0) + 1);
    }
    for (const [person, count] of live) assert.equal(count, 1, `live attempts of ${person}`);
  }

  return {
    async step(step: Step): Promise<void> {
      oracle.beginStep();
      await take(step);
      await judge();
    },
    /** How often somebody was signed in, said "Not me", and so on: a walk that does nothing shows nothing. */
    reached() {
      const done = tabs.filter(({ model }) => model.accountId !== undefined);
      return {
        signedIn: done.length,
        linked: done.filter(({ model }) => model.purpose === 'link').length,
        undone: done.filter(({ model }) => model.deniedIn !== undefined).length,
      };
    },
  };
}
