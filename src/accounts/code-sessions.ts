/**
 * Sessions that are the application's own: the page gets a one-time code, and the application's
 * server exchanges it for the account (`POST /token`).
 */
import { randomToken as platformToken } from '../protocol/chain.js';
import { equalConstantTime } from '../server/base/constant-time.js';
import { ConfigurationError } from '../server/base/configuration-error.js';
import type { Exchanged, Sessions } from '../server/host/host.js';

export interface CodeSessions extends Sessions {
  exchange: NonNullable<Sessions['exchange']>;
}

export interface CodeSessionsOptions {
  /** What the application's server shows with a code: 32 to 512 characters, the same on both sides. */
  readonly secret: string;
  /** How long a code is good for, in milliseconds; 60 s by default. */
  readonly ttlMs?: number;
  readonly now?: () => number;
  readonly randomToken?: (bytes: number) => string;
  /** Codes kept at once, 10 000 by default; above it the oldest goes. */
  readonly cap?: number;
}

interface Grant extends Exchanged {
  readonly key: string;
  readonly endsAtMs: number;
}

/**
 * In the memory of this process: the exchange has to come to the one that gave the code.
 * @throws ConfigurationError
 */
export function createCodeSessions({
  secret,
  ttlMs = 60_000,
  now = Date.now,
  randomToken = platformToken,
  cap = 10_000,
}: CodeSessionsOptions): CodeSessions {
  // Wider than the type: it holds for TypeScript alone, and the secret comes out of a setting.
  const given: unknown = secret;
  if (typeof given !== 'string' || !/^[!-~]{32,512}$/.test(given)) {
    throw new ConfigurationError(
      `secret must be 32 to 512 letters, digits and signs that nobody can guess, such as "openssl rand -hex 32" prints: whoever has it can ask who signed in.`,
    );
  }
  // In the order in which they end, since all last as long.
  const grants = new Map<string, Grant>();
  const codeByKey = new Map<string, string>();

  function live(code: string): Grant | undefined {
    const grant = grants.get(code);
    return grant && now() < grant.endsAtMs ? grant : undefined;
  }

  function drop(code: string): void {
    const grant = grants.get(code);
    grants.delete(code);
    if (grant) codeByKey.delete(grant.key);
  }

  return {
    open(account, { key, isNew }) {
      const known = codeByKey.get(key) ?? '';
      if (live(known)?.account.id === account.id) return Promise.resolve({ code: known });
      drop(known);
      const code = randomToken(32);
      grants.set(code, { account, isNew, key, endsAtMs: now() + ttlMs });
      codeByKey.set(key, code);
      for (const oldest of grants.keys()) {
        if (grants.size <= cap && live(oldest)) break;
        drop(oldest);
      }
      return Promise.resolve({ code });
    },
    exchange(code, shown) {
      // First, so that a stranger can neither spend a code nor learn whether there is one.
      if (!equalConstantTime(secret, shown)) return Promise.resolve(undefined);
      const grant = live(code);
      drop(code);
      return Promise.resolve(grant && { account: grant.account, isNew: grant.isNew });
    },
  };
}
