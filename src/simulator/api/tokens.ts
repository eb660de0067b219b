/** Access tokens of both kinds, and which of them still count (docs/wechat.md#access-tokens). */
import type { Random } from '../random.js';
import type { Settings } from '../settings.js';

export interface IssuedToken {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
}

export interface TokenDesk {
  /** `/cgi-bin/token`: always a new one; the one before counts for another 5 minutes. */
  issue(): IssuedToken;
  /** `/cgi-bin/stable_token` without force: the same until 5 minutes before its end. */
  stable(): IssuedToken;
  /** False within 30 s of the last: then nothing is refreshed. */
  mayForce(): boolean;
  /** A new stable token; the one before counts no longer. */
  force(): IssuedToken;
  check(token: string): 'good' | 'superseded' | 'expired' | 'misshapen';
}

interface Token {
  readonly token: string;
  readonly expiresAtMs: number;
  /** From when it no longer counts because another took its place. */
  supersededAtMs: number;
}

const overlapMs = 300_000;
const forceGapMs = 30_000;
/** Of all kinds; what was forgotten is as good as superseded. */
const maxKept = 100;

export function createTokenDesk(settings: Settings, random: Random, now: () => number): TokenDesk {
  const tokens = new Map<string, Token>();
  let plain: Token | undefined;
  let stable: Token | undefined;
  let forcedAtMs = -Infinity;

  function make(): Token {
    const token = {
      token: `${random.digits(2)}_${random.base64url(Math.max(16, settings.tokenLength - 3))}`,
      expiresAtMs: now() + settings.tokenLifetimeS * 1000,
      supersededAtMs: Infinity,
    };
    tokens.set(token.token, token);
    const [oldest] = tokens.keys();
    if (tokens.size > maxKept && oldest !== undefined) tokens.delete(oldest);
    return token;
  }

  function show({ token, expiresAtMs }: Token): IssuedToken {
    return { token, expiresIn: Math.floor((expiresAtMs - now()) / 1000) };
  }

  return {
    issue() {
      if (plain) plain.supersededAtMs = Math.min(plain.supersededAtMs, now() + overlapMs);
      plain = make();
      return show(plain);
    },
    stable() {
      if (!stable || now() >= stable.expiresAtMs - overlapMs) stable = make();
      return show(stable);
    },
    mayForce: () => now() - forcedAtMs >= forceGapMs,
    force() {
      forcedAtMs = now();
      if (stable) stable.supersededAtMs = now();
      stable = make();
      return show(stable);
    },
    check(token) {
      if (!/^\d{2}_[A-Za-z0-9_-]{16,}$/.test(token)) return 'misshapen';
      const known = tokens.get(token);
      if (!known || now() >= known.supersededAtMs) return 'superseded';
      return now() >= known.expiresAtMs ? 'expired' : 'good';
    },
  };
}
