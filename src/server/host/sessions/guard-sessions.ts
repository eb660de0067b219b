/** The application's sessions behind the gate: every answer is read before the backend acts on it. */
import {
  readList,
  readObject,
  readTimeMs,
  type Fields,
  type Source,
  type Sources,
} from '../answers.js';
import type {
  CurrentSession,
  ExchangedSession,
  HostAccount,
  OpenedSession,
  Sessions,
} from '../host.js';
import { readAccount } from '../read-account.js';

/** A session that is signed in, with nothing left open. */
export interface CheckedSession extends CurrentSession {
  /** '' if the application does not say it. */
  readonly method: string;
  readonly confirmed: boolean;
}

/** The application's sessions as the backend uses them. */
export interface CheckedSessions extends Sessions {
  current?(
    ...given: Parameters<NonNullable<Sessions['current']>>
  ): Promise<CheckedSession | undefined>;
  exchange?(
    ...given: Parameters<NonNullable<Sessions['exchange']>>
  ): Promise<ExchangedSession | undefined>;
  endedAtMs?(accountId: string): Promise<number | undefined>;
}

export function guardSessions(
  sessions: Sessions,
  sources: Sources,
  now: () => number,
): CheckedSessions {
  // Calls them as methods, because they may be those of a class.
  const has = (name: keyof Sessions): boolean => typeof sessions[name] === 'function';
  return {
    async open(account, context) {
      return readOpened(sources('sessions.open'), await sessions.open(account, context));
    },
    ...(has('current') && {
      async current(caller) {
        return readCurrent(sources('sessions.current'), await sessions.current?.(caller), now());
      },
    }),
    ...(has('endAll') && {
      async endAll(accountId) {
        await sessions.endAll?.(accountId);
      },
    }),
    ...(has('endedAtMs') && {
      async endedAtMs(accountId) {
        const endedAtMs: unknown = (await sessions.endedAtMs?.(accountId)) ?? undefined;
        if (endedAtMs === undefined) return undefined;
        const { refuse } = sources('sessions.endedAtMs');
        return readTimeMs('the time', endedAtMs, now(), refuse);
      },
    }),
    ...(has('exchange') && {
      async exchange(sessionCode, secret) {
        const source = sources('sessions.exchange');
        return readExchanged(source, await sessions.exchange?.(sessionCode, secret));
      },
    }),
    ...(has('end') && {
      async end(login) {
        await sessions.end?.(login);
      },
    }),
    ...(has('endUnconfirmed') && {
      async endUnconfirmed(accountId) {
        await sessions.endUnconfirmed?.(accountId);
      },
    }),
  };
}

function readCurrent(source: Source, value: unknown, nowMs: number): CheckedSession | undefined {
  const found = readSession(source, 'authenticatedAtMs', value);
  if (!found) return undefined;
  // The person stays signed in. Only their proof cannot count as fresh.
  const refuse = (problem: string): number => {
    source.note(`${problem}; until then, no proof is fresh`);
    return 0;
  };
  const { account, rest } = found;
  const authenticatedAtMs = readTimeMs(
    'authenticatedAtMs',
    rest['authenticatedAtMs'],
    nowMs,
    refuse,
  );
  return { account, authenticatedAtMs, ...readLogin(source, rest) };
}

function readExchanged(source: Source, value: unknown): ExchangedSession | undefined {
  const found = readSession(source, 'isNew', value);
  if (!found) return undefined;
  const { account, rest } = found;
  return { account, isNew: Boolean(rest['isNew']), ...readLogin(source, rest) };
}

/** How the person of a session signed in. Whatever is unclear counts as not confirmed. */
function readLogin(
  source: Source,
  { method, confirmed, login }: Fields,
): Pick<CheckedSession, 'method' | 'confirmed' | 'login'> {
  if (confirmed !== undefined && confirmed !== null && typeof confirmed !== 'boolean') {
    source.note('`confirmed` must be true or false, as `open` got it; it counts as false');
  }
  return {
    method: typeof method === 'string' ? method : '',
    confirmed: confirmed === true,
    ...(typeof login === 'string' && login !== '' ? { login } : {}),
  };
}

/** The account of a session, and its other fields; undefined if nobody is signed in. */
function readSession(
  source: Source,
  field: string,
  value: unknown,
): { account: HostAccount; rest: Fields } | undefined {
  const what = `an object with \`account\` and \`${field}\``;
  const fields = readObject(source, what, value);
  if (!fields) return undefined;
  if (!('account' in fields)) source.refuse(`must return ${what}`);
  const { account: given, ...rest } = fields;
  const account = readAccount(source, given);
  return account && { account, rest };
}

/** What `Headers` takes in a line. @see https://fetch.spec.whatwg.org/#header-value */
const cookieLine = /^[\t\u0020-\u007e\u0080-\u00ff]+$/;
/** What a page accepts (src/protocol/parse/authenticated.ts). */
const sessionCodePattern = /^[!-~]{1,512}$/;

/** Takes one line for a list of them. */
export function readOpened(source: Source, value: unknown): OpenedSession {
  const { setCookies, sessionCode } = readObject(source, 'object with `setCookies`', value) ?? {};
  const lines = readList(setCookies).map((line) =>
    typeof line === 'string' && cookieLine.test(line)
      ? line
      : source.refuse(
          '`setCookies` must be a list of `Set-Cookie` lines, each a string in one line',
        ),
  );
  if (sessionCode === undefined || sessionCode === null) {
    if (lines.length === 0) {
      source.note(
        'returned neither `setCookies` nor `sessionCode`; unless it set a cookie itself, nobody is signed in',
      );
    }
    return { setCookies: lines };
  }
  if (typeof sessionCode === 'string' && sessionCodePattern.test(sessionCode)) {
    return { setCookies: lines, sessionCode };
  }
  return source.refuse('`sessionCode` must be 1 to 512 visible ASCII characters');
}
