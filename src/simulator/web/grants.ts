/** The codes and tokens of web authorization: one code leads to one grant, once. */
import type { Random } from '../random.js';
import type { WebScope } from './authorize-url.js';

/** What a person has allowed. */
export interface Authorized {
  readonly personId: string;
  readonly openid: string;
  readonly unionid: string | undefined;
  readonly scope: WebScope;
  readonly isSnapshot: boolean;
}

export interface Grant extends Authorized {
  readonly refreshToken: string;
  readonly refreshUntilMs: number;
  accessToken: string;
  untilMs: number;
}

export interface Grants {
  /** Makes a code for what was allowed. */
  issueCode(authorized: Authorized): string;
  /** Redeems a code, once. */
  redeem(code: string): Grant | 'unknown' | 'used';
  byAccessToken(token: string): Grant | undefined;
  byRefreshToken(token: string): Grant | undefined;
  /** Extends the access token, or makes a new one if it has expired. */
  refresh(grant: Grant): void;
}

export const webTokenLifetimeS = 7200;
const codeLifetimeMs = 300_000;
const refreshLifetimeMs = 30 * 86_400_000;
/** Codes, and grants, to remember. */
const maxKept = 1000;

interface Code {
  readonly authorized: Authorized;
  readonly untilMs: number;
  isUsed: boolean;
}

export function createGrants(random: Random, now: () => number): Grants {
  const codes = new Map<string, Code>();
  const grants = new Map<string, Grant>();
  const newToken = (): string => `${random.digits(3)}_${random.base64url(84)}`;

  function grant(authorized: Authorized): Grant {
    const made: Grant = {
      ...authorized,
      refreshToken: newToken(),
      refreshUntilMs: now() + refreshLifetimeMs,
      accessToken: newToken(),
      untilMs: now() + webTokenLifetimeS * 1000,
    };
    keep(grants, made.refreshToken, made);
    return made;
  }

  return {
    issueCode(authorized) {
      const code = random.alphanumeric(32);
      keep(codes, code, { authorized, untilMs: now() + codeLifetimeMs, isUsed: false });
      return code;
    },
    redeem(text) {
      const code = codes.get(text);
      if (!code || now() >= code.untilMs) return 'unknown';
      if (code.isUsed) return 'used';
      code.isUsed = true;
      return grant(code.authorized);
    },
    byAccessToken: (token) => [...grants.values()].find((each) => each.accessToken === token),
    byRefreshToken: (token) => grants.get(token),
    refresh(each) {
      if (now() >= each.untilMs) each.accessToken = newToken();
      each.untilMs = now() + webTokenLifetimeS * 1000;
    },
  };
}

function keep<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > maxKept && oldest !== undefined) map.delete(oldest);
}
