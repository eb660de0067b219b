/** Both kinds of access tokens, and which of them are valid (docs/wechat.md#access-tokens). */
import type { Random } from '../../random.js';
import type { Settings } from '../../settings.js';

export interface IssuedToken {
  readonly token: string;
  readonly expiresInS: number;
}

export type TokenState = 'valid' | 'superseded' | 'expired' | 'malformed';

export interface AccessTokens {
  /** `/cgi-bin/token`: always a new token. The previous one stays valid for 5 minutes. */
  issue(): IssuedToken;
  /** `/cgi-bin/stable_token`: the same token until 5 minutes before its end. */
  stable(): IssuedToken;
  /** False within 30 seconds of the last forced refresh. */
  mayForce(): boolean;
  /** A new stable token. The previous one is no longer valid. */
  force(): IssuedToken;
  check(token: string): TokenState;
}

interface Token {
  readonly token: string;
  readonly expiresAtMs: number;
  /** When another token takes its place; Infinity until then. */
  supersededAtMs: number;
}

const overlapMs = 300_000;
const forceGapMs = 30_000;
/** Tokens to remember, of both kinds together. A forgotten token counts as superseded. */
const maxKept = 100;

export function createAccessTokens(
  settings: Settings,
  random: Random,
  now: () => number,
): AccessTokens {
  const tokens = new Map<string, Token>();
  let plain: Token | undefined;
  let stable: Token | undefined;
  let forcedAtMs = -Infinity;

  function make(): Token {
    const token = {
      token: `${random.digits(3)}_${random.base64url(Math.max(16, settings.tokenLength - 4))}`,
      expiresAtMs: now() + settings.tokenLifetimeS * 1000,
      supersededAtMs: Infinity,
    };
    tokens.set(token.token, token);
    const [oldest] = tokens.keys();
    if (tokens.size > maxKept && oldest !== undefined) tokens.delete(oldest);
    return token;
  }

  function issued({ token, expiresAtMs }: Token): IssuedToken {
    return { token, expiresInS: Math.floor((expiresAtMs - now()) / 1000) };
  }

  return {
    issue() {
      if (plain) plain.supersededAtMs = Math.min(plain.supersededAtMs, now() + overlapMs);
      plain = make();
      return issued(plain);
    },
    stable() {
      if (!stable || now() >= stable.expiresAtMs - overlapMs) stable = make();
      return issued(stable);
    },
    mayForce: () => now() - forcedAtMs >= forceGapMs,
    force() {
      forcedAtMs = now();
      if (stable) stable.supersededAtMs = now();
      stable = make();
      return issued(stable);
    },
    check(token) {
      if (!/^\d{2,3}_[A-Za-z0-9_-]{16,}$/.test(token)) return 'malformed';
      const known = tokens.get(token);
      if (!known || now() >= known.supersededAtMs) return 'superseded';
      return now() >= known.expiresAtMs ? 'expired' : 'valid';
    },
  };
}
