/** Knows from what people did who may be signed in, and says whoever is against that. */
import type { MadeAccount, OpenedSession } from './servers/host.js';
import type { Visited } from './visitors/visitor.js';

export interface Evidence {
  readonly visitors: readonly SeenVisitor[];
  readonly accounts: readonly MadeAccount[];
  readonly sessions: readonly OpenedSession[];
  /** What was wrong once all faults were over. */
  readonly afterwards: readonly string[];
}

export interface SeenVisitor extends Visited {
  /** The account that is signed in in this browser. */
  readonly account: string | undefined;
}

/** @returns a sentence for each thing that may not happen; none if all is well */
export function judge(evidence: Evidence): readonly string[] {
  const openids = new Map(evidence.accounts.map(({ id, openid }) => [id, openid]));
  return [
    ...evidence.visitors.flatMap((visitor) => judgeVisitor(visitor, openids)),
    ...evidence.visitors
      .filter((visitor) => isLost(visitor, evidence))
      .map((visitor) => `${about(visitor)} is lost without a word`),
    ...judgeAccounts(evidence),
    ...judgeSessions(evidence, openids),
    ...evidence.afterwards,
  ];
}

function judgeVisitor(
  visitor: SeenVisitor,
  openids: ReadonlyMap<string, string>,
): readonly string[] {
  const { end, openid, account, scans, limits, session, sessionAgain, isShared } = visitor;
  const found: string[] = [];
  const say = (what: string): void => void found.push(`${about(visitor)} ${what}`);
  const isSignedIn = account !== undefined;
  if (isSignedIn && openids.get(account) !== openid) say('is signed in as somebody else');
  if (isSignedIn && scans.length === 0) say('is signed in and did not scan');
  // A confirmed login of the same person ends the sessions that nobody has confirmed.
  if (end === 'signed in' && !isSignedIn && !isShared) say('sees success and is not signed in');
  if (limits.length > 0) say(`is refused by a limit: ${limits[0]}`);
  if (session !== undefined && sessionAgain !== undefined && session !== sessionAgain) {
    say('got another session by the same redeem');
  }
  return found;
}

/** Of two pages of one person, the chat says which one counts. */
function isLost({ number, end, openid }: SeenVisitor, { visitors }: Evidence): boolean {
  if (end !== 'waiting') return false;
  return !visitors.some(
    (each) => each.number !== number && each.openid === openid && each.end === 'signed in',
  );
}

const about = ({ number, isShared, states, scans }: Visited): string =>
  `visitor ${number} (${[
    ...(isShared ? ['scans on two pages'] : []),
    ...states.slice(-8),
    ...scans.map(({ answers, text }) => `pushes ${answers.join(' ')} "${text.slice(0, 40)}"`),
  ].join(', ')})`;

function judgeAccounts({ accounts, visitors }: Evidence): readonly string[] {
  const scanned = new Set(
    visitors.filter(({ scans }) => scans.length > 0).map(({ openid }) => openid),
  );
  return [
    ...repeated(accounts.map(({ openid }) => openid)).map((openid) => `${openid} has two accounts`),
    ...accounts
      .filter(({ openid }) => !scanned.has(openid))
      .map(({ openid }) => `${openid} has an account and did not scan`),
  ];
}

function judgeSessions(
  { sessions, visitors }: Evidence,
  openids: ReadonlyMap<string, string>,
): readonly string[] {
  const byAttempt = new Map<string, Set<string>>();
  for (const { attempt, cookie } of sessions) {
    byAttempt.set(attempt, (byAttempt.get(attempt) ?? new Set()).add(cookie));
  }
  const found = [...byAttempt]
    .filter(([, cookies]) => cookies.size > 1)
    .map(([attempt, { size }]) => `the attempt ${attempt} has ${size} sessions`);
  for (const { attempt, accountId } of sessions) {
    const visitor = visitors.find(({ attempts }) => attempts.includes(attempt));
    if (!visitor) found.push(`a session was opened for ${attempt}, which nobody has created`);
    else if (visitor.scans.length === 0)
      found.push(`${about(visitor)} got a session without a scan`);
    else if (openids.get(accountId) !== visitor.openid) {
      found.push(`${about(visitor)} got a session of somebody else`);
    }
  }
  return [...new Set(found)];
}

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];
