/**
 * For an application that opens its sessions itself: the page gets a one-time session code, and the
 * application's server exchanges it for the account (`POST /token`, docs/protocol.md).
 */
import { randomToken as platformRandomToken } from '../protocol/chain.js';
import { ConfigurationError } from '../server/base/configuration-error.js';
import { equalConstantTime } from '../server/base/secrets/constant-time.js';
import { createOldestFirst } from '../server/base/shared/oldest-first.js';
import type { CheckedSessions } from '../server/host/sessions/guard-sessions.js';
import type { ExchangedSession } from '../server/host/host.js';

/** `Sessions` whose `open` returns a session code, and whose `exchange` takes it. */
export interface CodeSessions extends CheckedSessions {
  exchange: NonNullable<CheckedSessions['exchange']>;
}

export interface CodeSessionsOptions {
  /**
   * The secret that the application's server sends with each session code: 32 to 512 visible ASCII
   * characters, the same on both sides. `openssl rand -hex 32` prints one.
   */
  readonly secret: string;
  /** The former secret, while your application's servers change from it to `secret`. Default: none. */
  readonly previousSecret?: string;
  /**
   * Ends the sessions that your application has opened for this login, as `Sessions.end`. Default: "Not me"
   * in the chat is not offered after a login.
   */
  readonly end?: (login: string) => Promise<void>;
  /** Ends the unconfirmed sessions of your application, as `Sessions.endUnconfirmed`. Default: they go on. */
  readonly endUnconfirmed?: (accountId: string) => Promise<void>;
  /** How long a session code is valid, in milliseconds. Default: 60 000. */
  readonly ttlMs?: number;
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Returns the given number of random bytes in base64url. Default: `crypto.getRandomValues`. */
  readonly randomToken?: (bytes: number) => string;
  /** How many session codes are kept at once; above it the oldest is dropped. Default: 10 000. */
  readonly cap?: number;
}

/** What a session code stands for. */
interface Grant extends ExchangedSession {
  readonly key: string;
  readonly endsAtMs: number;
}

/**
 * Creates sessions that give the page a one-time session code instead of a cookie. The codes are kept
 * in this process, so `POST /token` has to reach the process that gave the code.
 *
 * @throws ConfigurationError if `secret` or `previousSecret` is not 32 to 512 visible ASCII characters
 * @example
 * ```ts
 * declare const secret: string; // the output of `openssl rand -hex 32`, on both servers
 * const sessions = createCodeSessions({ secret });
 * // Pass it to createWechatMpLogin({ sessions, … }).
 * ```
 */
export function createCodeSessions({
  secret,
  previousSecret,
  ttlMs = 60_000,
  now = Date.now,
  randomToken = platformRandomToken,
  cap = 10_000,
  end,
  endUnconfirmed,
}: CodeSessionsOptions): CodeSessions {
  checkSecret('secret', secret);
  if (previousSecret !== undefined) checkSecret('previousSecret', previousSecret);
  const secrets = previousSecret === undefined ? [secret] : [secret, previousSecret];
  const grants = createGrants(now, cap);

  return {
    ...dropBefore(grants, { end, endUnconfirmed }),
    open(account, { key, isNew, method, confirmed, login }) {
      const known = grants.codeOf(key);
      if (grants.find(known)?.account.id === account.id) {
        return Promise.resolve({ sessionCode: known });
      }
      grants.drop(known);
      const sessionCode = randomToken(32);
      grants.add(sessionCode, {
        ...{ account, isNew, key, endsAtMs: now() + ttlMs, method, confirmed },
        ...(login === undefined ? {} : { login }),
      });
      return Promise.resolve({ sessionCode });
    },
    exchange(sessionCode, givenSecret) {
      // Checked first, so that a stranger can neither use up a session code nor learn that it exists.
      if (!secrets.some((each) => equalConstantTime(each, givenSecret))) {
        return Promise.resolve(undefined);
      }
      const grant = grants.find(sessionCode);
      grants.drop(sessionCode);
      if (!grant) return Promise.resolve(undefined);
      const { account, isNew, method = '', confirmed = false, login } = grant;
      const proof = { method, confirmed, ...(login === undefined ? {} : { login }) };
      return Promise.resolve({ account, isNew, ...proof });
    },
  };
}

type Ends = { readonly [Name in 'end' | 'endUnconfirmed']: CodeSessionsOptions[Name] };

/** The application ends its sessions after the session codes that would open others are dropped. */
function dropBefore(
  grants: Grants,
  { end, endUnconfirmed }: Ends,
): Pick<CodeSessions, 'end' | 'endUnconfirmed'> {
  return {
    ...(end && {
      async end(login) {
        grants.dropAll((grant) => grant.login === login);
        await end(login);
      },
    }),
    ...(endUnconfirmed && {
      async endUnconfirmed(accountId) {
        grants.dropAll(({ account, confirmed }) => account.id === accountId && confirmed !== true);
        await endUnconfirmed(accountId);
      },
    }),
  };
}

interface Grants {
  /** Undefined for a session code that is unknown, used or over. */
  find(sessionCode: string): Grant | undefined;
  /** The session code that this sign-in got; '' if there is none. */
  codeOf(key: string): string;
  add(sessionCode: string, grant: Grant): void;
  drop(sessionCode: string): void;
  dropAll(isMeant: (grant: Grant) => boolean): void;
}

function createGrants(now: () => number, cap: number): Grants {
  // In the order in which they expire, because all are valid for the same time.
  const grants = createOldestFirst<Grant>();
  const sessionCodeByKey = new Map<string, string>();

  function find(sessionCode: string): Grant | undefined {
    const grant = grants.get(sessionCode);
    return grant && now() < grant.endsAtMs ? grant : undefined;
  }

  function drop(sessionCode: string): void {
    const grant = grants.get(sessionCode);
    grants.delete(sessionCode);
    if (grant) sessionCodeByKey.delete(grant.key);
  }

  return {
    find,
    codeOf: (key) => sessionCodeByKey.get(key) ?? '',
    add(sessionCode, grant) {
      grants.set(sessionCode, grant);
      sessionCodeByKey.set(grant.key, sessionCode);
      for (const [oldest] of grants) {
        if (grants.size <= cap && find(oldest)) break;
        drop(oldest);
      }
    },
    drop,
    dropAll(isMeant) {
      for (const [sessionCode, grant] of grants) if (isMeant(grant)) drop(sessionCode);
    },
  };
}

/** Takes `unknown`: the secret comes from a setting, and JavaScript does not check its type. */
function checkSecret(name: string, secret: unknown): void {
  if (typeof secret === 'string' && /^[!-~]{32,512}$/.test(secret)) return;
  throw new ConfigurationError(
    `createCodeSessions: \`${name}\` must be 32 to 512 visible ASCII characters that nobody can guess. \`openssl rand -hex 32\` prints one. Anyone who knows it can ask who signed in.`,
  );
}
