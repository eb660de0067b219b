/**
 * The platform's settings, which can be changed while it runs: quotas, faults, and one setting for
 * each point on which WeChat's behaviour is not known (marked "open" in docs/wechat.md).
 */

/** An endpoint of the API, as faults name it: the part of its path after `/cgi-bin/`. */
export type Endpoint =
  'token' | 'stable_token' | 'qrcode/create' | 'showqrcode' | 'user/info' | 'changeopenid';

/** Calls a day, unless a field says otherwise. */
export interface Quotas {
  token: number;
  stable_token: number;
  /** Calls a minute. */
  'stable_token/minute': number;
  /** Calls with `force_refresh: true` a day. */
  'stable_token/force': number;
  'qrcode/create': number;
  /** Permanent QR codes in all. */
  'qrcode/permanent': number;
  'user/info': number;
}
export type QuotaName = keyof Quotas;

interface FaultLimits {
  /** How many calls fail. Default: all, until the fault is removed. */
  readonly times?: number;
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
}

/**
 * The answer that replaces the right one: an errcode (a number, or an object with another text), a
 * page of HTML, an empty body, or a dropped connection (`fetch` rejects with a TypeError). With
 * `delayMs` alone, the right answer comes late.
 */
export type Fault =
  | number
  | ({ readonly errcode: number; readonly errmsg?: string } & FaultLimits)
  | ({ readonly answer: 'html' | 'empty' | 'cut'; readonly status?: number } & FaultLimits)
  | (FaultLimits & { readonly delayMs: number });

/** Decides for each call whether, and how, it fails. */
export type FaultHook = (request: Request) => Fault | undefined;

export interface Settings {
  /** Seconds for which an access token is valid. */
  tokenLifetimeS: number;
  /** Characters of an access token; the documentation allows for 512. */
  tokenLength: number;
  /** Lifetime of a QR code without `expire_seconds`: 60 or 30 (open: docs/wechat.md#qr-codes). */
  defaultExpireSeconds: number;
  quotas: Quotas;
  /** The address that all API calls seem to come from. */
  callerAddress: string;
  /** The IP whitelist; null allows every address. Others get 40164. */
  allowedAddresses: readonly string[] | null;
  /** Endpoints that fail, and how. */
  fail: { [Name in Endpoint]?: Fault | FaultHook | undefined };
  /** Milliseconds that the platform waits for the answer to a push. */
  pushTimeoutMs: number;
  /** How often a push is sent, the first time included (open: docs/wechat.md#retries). */
  pushAttempts: 3 | 4;
  /** Whether a repeated push has the same timestamp and signature (open: docs/wechat.md#retries). */
  repeatedSignature: 'same' | 'new';
  /** Whether WeChat repeats a push after an HTTP error (open: docs/wechat.md#retries). */
  retryErrorStatus: boolean;
  /**
   * What changeopenid takes as `from_appid`: the AppID, as users report, or the original id, as the
   * documentation of 2026 says (open: docs/wechat.md#account-migration).
   */
  formerAccountBy: 'appid' | 'original id';
  /**
   * What changeopenid answers before a migration is finished, and after 15 days
   * (open: docs/wechat.md#account-migration).
   */
  closedMigration: 63178 | 63183 | 'no result';
}

/** Settings for `createSimulator`. Each has a default. */
export type SettingsInit = Partial<Omit<Settings, 'quotas'>> & {
  readonly quotas?: Partial<Quotas>;
};

/** Defaults: docs/wechat.md#accounts-and-permissions, #access-tokens */
export function createSettings(given: SettingsInit, isTestAccount: boolean): Settings {
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
      'qrcode/create': isTestAccount ? 10_000 : 100_000,
      'qrcode/permanent': 100_000,
      'user/info': 5_000_000,
      ...given.quotas,
    },
  };
}
