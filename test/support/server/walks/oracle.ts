/**
 * Tells who may be signed in where, after what people have done. It is a model of its own: it reads nothing of the
 * backend's, and knows only what people did, what the page and the chat answered, and the rules of
 * docs/protocol.md.
 */
import assert from 'node:assert/strict';
import type { Person } from './steps.js';

const dayMs = 86_400_000;
const knownForMs = 90 * dayMs;

export interface ModelTab {
  readonly id: string;
  readonly browser: number;
  readonly purpose: string;
  readonly method: string;
  scannedBy?: Person;
  isConfirmed?: boolean;
  /** The number of the step in which its person said "Not me". */
  deniedIn?: number;
  /** The account that it has opened. */
  accountId?: string;
  approvedAtMs?: number;
  /** The login that its session descends from. */
  parent?: ModelTab;
  /** What its sessions have unlinked. */
  readonly unlinked: { readonly person: Person; readonly link: ModelLink }[];
}

interface ModelLink {
  readonly accountId: string;
  /** The login that made it. */
  readonly by?: ModelTab;
}

export interface Finished {
  readonly tab: ModelTab;
  readonly browser: number;
  readonly how: 'redeem' | 'create' | 'link';
  readonly accountId: string;
  /** Whether the page has sent the digits of the chat. */
  readonly hasDigits: boolean;
}

export function createOracle(now: () => number) {
  const tabs = new Map<string, ModelTab>();
  const links = new Map<Person, ModelLink>();
  const accountIds = new Set<string>();
  /** By browser: the login whose session it has. */
  const sessions = new Map<number, ModelTab>();
  const knownIn = new Map<number, { person: Person; accountId: string; untilMs: number }>();
  let stepNumber = 0;

  /** The login and all that it descends from. */
  function lineage(tab: ModelTab): ModelTab[] {
    const found: ModelTab[] = [];
    for (let next: ModelTab | undefined = tab; next; next = next.parent) {
      if (found.includes(next)) break;
      found.push(next);
    }
    return found;
  }
  /** Attempts to link somebody who was linked before. */
  const unchanging = new Set<ModelTab>();
  const isDenied = (tab: ModelTab, before = Infinity): boolean =>
    lineage(tab).some(({ deniedIn = Infinity }) => deniedIn < before);
  const opens = (person: Person, accountId: string): boolean =>
    links.get(person)?.accountId === accountId;

  function mayLogIn({ tab, browser, accountId }: Finished, by: Person): boolean {
    if (!accountIds.has(accountId)) return links.get(by) === undefined;
    if (!opens(by, accountId)) return false;
    if (tab.isConfirmed) return true;
    const known = knownIn.get(browser);
    return known?.person === by && known.accountId === accountId && now() < known.untilMs;
  }

  function maySettle(done: Finished, by: Person): boolean {
    const { tab, browser, accountId, how, hasDigits } = done;
    const session = sessions.get(browser);
    const isOwn = session?.accountId === accountId && session.isConfirmed === true;
    if (how === 'link') return isOwn && hasDigits && !links.has(by) && !isDenied(session);
    // Who was linked before stays signed in as before.
    if (tab.purpose === 'link') return session?.accountId === accountId && opens(by, accountId);
    if (tab.purpose === 'login') return mayLogIn(done, by);
    return session?.accountId === accountId && opens(by, accountId) && tab.isConfirmed === true;
  }

  function settle({ tab, browser, accountId, how, hasDigits }: Finished, by: Person): void {
    const session = sessions.get(browser);
    const isLinkedBefore = how === 'redeem' && tab.purpose === 'link';
    if (isLinkedBefore) {
      unchanging.add(tab);
      return;
    }
    const origin = links.get(by)?.by;
    const parent = how === 'link' || tab.purpose === 'step-up' ? session : origin;
    if (parent && parent !== tab) tab.parent = parent;
    tab.accountId = accountId;
    tab.approvedAtMs = now();
    if (hasDigits) tab.isConfirmed = true;
    accountIds.add(accountId);
    if (!links.has(by)) links.set(by, { accountId, ...(how === 'link' ? { by: tab } : {}) });
    if (how === 'link') endSessions(accountId);
    arrive({ tab, browser, accountId }, by);
  }

  /** The cookies of the answer arrive in the browser: once more, if the page repeats its redeem. */
  function arrive(
    { tab, browser, accountId }: Pick<Finished, 'tab' | 'browser' | 'accountId'>,
    by: Person,
  ): void {
    sessions.set(browser, tab);
    if (tab.isConfirmed && tab.purpose !== 'link') {
      knownIn.set(browser, { person: by, accountId, untilMs: now() + knownForMs });
    }
  }

  function endSessions(of: string | undefined): void {
    for (const [browser, { accountId }] of sessions) if (accountId === of) sessions.delete(browser);
  }

  function forgetKnown(test: (known: { person: Person; accountId: string }) => boolean): void {
    for (const [browser, known] of knownIn) if (test(known)) knownIn.delete(browser);
  }

  return {
    tabs,
    sessions,
    beginStep: () => void stepNumber++,
    owns(person: Person, accountId: string) {
      links.set(person, { accountId });
      accountIds.add(accountId);
    },
    opened: (tab: ModelTab) => void tabs.set(tab.id, tab),
    /** The page said that the visitor is signed in. */
    authenticated(done: Finished) {
      const { tab, browser, accountId } = done;
      const by = tab.scannedBy ?? assert.fail('signed in without a scan');
      const told = JSON.stringify({ ...done, tab: { ...tab, parent: tab.parent?.id } });
      assert.equal(browser, tab.browser, `in another browser: ${told}`);
      assert.ok(!isDenied(tab, stepNumber), `after Not me: ${told}`);
      const isAsked = tab.method === 'message';
      assert.ok(!isAsked || tab.isConfirmed, `digits alone have signed somebody in: ${told}`);
      // The page repeats a redeem that had no effect.
      if (unchanging.has(tab)) return;
      if (tab.accountId !== undefined) {
        assert.equal(accountId, tab.accountId, `one login, two accounts: ${told}`);
        arrive(done, by);
        return;
      }
      assert.ok(maySettle(done, by), `signed in without the right to it: ${told}`);
      settle(done, by);
    },
    /** The page of this browser has unlinked this person. */
    unlinked(browser: number, person: Person) {
      const session = sessions.get(browser) ?? assert.fail('unlinked without a session');
      assert.ok(session.isConfirmed, 'a session that nobody confirmed has unlinked');
      assert.ok(!isDenied(session, stepNumber), 'unlinked after Not me');
      const { accountId = '' } = session;
      assert.ok(opens(person, accountId), 'unlinked from another account');
      session.unlinked.push({ person, link: links.get(person) ?? { accountId } });
      links.delete(person);
      forgetKnown((known) => known.person === person && known.accountId === accountId);
      endSessions(accountId);
      sessions.set(browser, session);
    },
    signedOut(browser: number) {
      sessions.delete(browser);
      knownIn.delete(browser);
    },
    forgotBrowsers(person: Person) {
      const accountId = links.get(person)?.accountId;
      forgetKnown((known) => known.accountId === accountId);
      endSessions(accountId);
      return accountId;
    },
    /** Not me was accepted. `isLast` says whether this person is the account's last way in. */
    denied(tab: ModelTab, isLast: (person: Person) => boolean) {
      tab.deniedIn ??= stepNumber;
      const own = tab.scannedBy;
      const ended = [...tabs.values()].filter((each) => isDenied(each));
      for (const each of ended) {
        forgetKnown(
          ({ person, accountId }) =>
            person === (each.scannedBy ?? own) && (each.accountId ?? accountId) === accountId,
        );
        for (const { person, link } of each.unlinked.splice(0)) {
          if (!links.has(person)) links.set(person, link);
        }
      }
      for (const [person, { by }] of links) {
        if (by && isDenied(by) && !isLast(person)) links.delete(person);
      }
      for (const [browser, session] of sessions) if (isDenied(session)) sessions.delete(browser);
    },
    /** Somebody presses "Not me": whether it has to work. */
    mustUndo: ({ approvedAtMs }: ModelTab): boolean =>
      approvedAtMs !== undefined && now() < approvedAtMs + dayMs - 600_000,
    /** A session that a browser holds at this moment. */
    holds(login: string | undefined, accountId: string, isConfirmed: boolean) {
      const tab = tabs.get(login ?? '') ?? assert.fail('a session of no login');
      assert.ok(!isDenied(tab), `a session outlives Not me: ${login}`);
      assert.equal(accountId, tab.accountId, `a session of another account: ${login}`);
      assert.ok(!isConfirmed || tab.isConfirmed, `confirmed by nobody: ${login}`);
    },
    accountOf: (person: Person) => links.get(person)?.accountId,
  };
}
