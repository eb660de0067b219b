/**
 * What can be turned on the platform while it runs: quotas, faults, and the points on which the
 * real one is not known (marked "open" in docs/wechat.md), each with every answer possible.
 */

/** The part of an API's path by which faults name it. */
export type Endpoint =
  'token' | 'stable_token' | 'qrcode/create' | 'showqrcode' | 'user/info' | 'changeopenid';

export interface Quotas {
  /** A day. */
  token: number;
  stable_token: number;
  'stable_token/minute': number;
  /** `force_refresh: true`, a day. */
  'stable_token/force': number;
  'qrcode/create': number;
  /** Permanent codes altogether, ever. */
  'qrcode/permanent': number;
  'user/info': number;
}
export type QuotaName = keyof Quotas;

interface FaultLimits {
  /** How many calls it meets; default: all until it is taken away. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
}

/**
 * In place of the answer: an errcode (a bare number, or with another text), a page of HTML, an
 * empty body, a connection that is cut (`fetch` rejects with a TypeError); or with `delayMs` alone
 * the right answer, late.
 */
export type Fault =
  | number
  | ({ readonly errcode: number; readonly errmsg?: string } & FaultLimits)
  | ({ readonly answer: 'html' | 'empty' | 'cut'; readonly status?: number } & FaultLimits)
  | (FaultLimits & { readonly delayMs: number });

/** Looks at the call and decides. */
export type FaultHook = (request: Request) => Fault | undefined;

export interface Settings {
  /** Seconds that a token lives. */
  tokenLifetimeS: number;
  /** Characters of an access token; the documentation says to be ready for 512. */
  tokenLength: number;
  /** Seconds that a code lives if `expire_seconds` is left out: 60 or 30 (open: docs/wechat.md#qr-codes). */
  defaultExpireSeconds: number;
  quotas: Quotas;
  /** The address from which calls seem to come. */
  callerAddress: string;
  /** The IP whitelist; null lets everybody in. Others get 40164. */
  allowedAddresses: readonly string[] | null;
  fail: { [Name in Endpoint]?: Fault | FaultHook | undefined };
  /** Milliseconds that the platform waits for the answer to a push. */
  pushTimeoutMs: number;
  /** How often a push is sent in all: 3, or once and 3 more (open: docs/wechat.md#retries). */
  pushAttempts: 3 | 4;
  /** Whether a repeated push carries the first one's timestamp and signature (open: docs/wechat.md#retries). */
  repeatedSignature: 'same' | 'new';
  /** Whether an HTTP error is followed by a repeated push, or shown in the chat (open: docs/wechat.md#retries). */
  retryErrorStatus: boolean;
  /**
   * What changeopenid takes as `from_appid`: the AppID, as people report who used it, or the
   * original id, as the documentation of 2026 says (open: docs/wechat.md#account-migration).
   */
  formerAccountBy: 'appid' | 'original id';
  /**
   * What changeopenid says before a migration is finished, and 15 days after
   * (open: docs/wechat.md#account-migration).
   */
  closedMigration: 63178 | 63183 | 'no result';
}

/** Settings as they are given: those left out have their defaults. */
export type SettingsInit = Partial<Omit<Settings, 'quotas'>> & {
  readonly quotas?: Partial<Quotas>;
};

/** Defaults of the documentation (docs/wechat.md#accounts-and-permissions, #access-tokens). */
export function createSettings(given: SettingsInit, testAccount: boolean): Settings {
  return {
    tokenLifetimeS: 7200,
    tokenLength: 512,
    defaultExpireSeconds: 60,
    callerAddress: '203.0.113.7',
    allowedAddresses: null,
    fail: {},
    pushTimeoutMs: 5000,
    pushAttempts: 3,
    repeatedSignature: 'new',
    retryErrorStatus: false,
    formerAccountBy: 'appid',
    closedMigration: 63178,
    ...given,
    quotas: {
      token: 2000,
      stable_token: 500_000,
      'stable_token/minute': 10_000,
      'stable_token/force': 20,
      'qrcode/create': testAccount ? 10_000 : 100_000,
      'qrcode/permanent': 100_000,
      'user/info': 5_000_000,
      ...given.quotas,
    },
  };
}
