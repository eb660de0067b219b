/**
 * The platform's settings, which can be changed while it runs: quotas, faults, and one setting for
 * each point on which WeChat's behaviour is not known (marked "open" in docs/wechat.md).
 */
import { defaultQuotas, type Quotas } from './limits/quotas.js';

/** An endpoint of the API, as faults name it: its path without `/cgi-bin/` and the first slash. */
export type Endpoint =
  | 'token'
  | 'stable_token'
  | 'ticket/getticket'
  | 'qrcode/create'
  | 'showqrcode'
  | 'user/info'
  | 'user/info/batchget'
  | 'user/info/updateremark'
  | 'user/get'
  | 'changeopenid'
  | 'message/custom/send'
  | 'message/template/send'
  | 'menu/create'
  | 'menu/get'
  | 'menu/delete'
  | 'clear_quota'
  | 'openapi/quota/get'
  | 'openapi/rid/get'
  | 'getcallbackip'
  | 'get_api_domain_ip'
  | 'callback/check'
  | 'sns/oauth2/access_token'
  | 'sns/oauth2/refresh_token'
  | 'sns/userinfo'
  | 'sns/auth';

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
  /** The IP whitelist: addresses and CIDR ranges; null allows every address. Others get 40164. */
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
   * Whether to accept replies for which WeChat's behaviour is unknown: an encrypted
   * `success`, XML after a declaration or a comment, and characters written as numbers (open:
   * docs/wechat.md#passive-replies).
   */
  acceptsUnclearReplies: boolean;
  /**
   * How long pushes are encrypted with the previous and the new key in turn after
   * `changeEncodingAesKey`, in milliseconds (open: docs/wechat.md#message-encryption).
   */
  keyChangeMs: number;
  /**
   * Refuses callback URLs and Tokens that WeChat's settings page does not accept: IP addresses, other
   * ports than 80 and 443, Tokens that are not 3 to 32 letters and digits. False suits local work.
   */
  strictCallback: boolean;
  /** Lets a new follower by QR code arrive without scene and ticket, as users have reported. */
  losesScenes: boolean;
  /** The EventKey of `unsubscribe`; it is empty as a rule. */
  unsubscribeEventKey: string;
  /**
   * What qrcode/create does with a temporary scene that is too long or too large: refuse it, as
   * documented, or take it, as users have reported (open: docs/wechat.md#qr-codes).
   */
  qrCodeLimits: 'documented' | 'reported';
  /**
   * Whether qrcode/create takes numbers that are written as text, such as `"300"`, and a number as
   * `scene_str` (open: docs/wechat.md#qr-codes).
   */
  acceptsLooseTypes: boolean;
  /** Web authorization shows a snapshot of the page, and answers with virtual ids. */
  snapshotPages: boolean;
  /**
   * Whether web authorization refuses parameters that are not in the documented order
   * (open: docs/wechat.md#web-authorization).
   */
  authorizeOrder: 'documented' | 'any';
  /**
   * Whether a follower's unionid comes with the scope `snsapi_base`, too
   * (open: docs/wechat.md#web-authorization).
   */
  unionidInBaseScope: boolean;
  /** Ids of the account's message templates; null allows every id of 43 characters. */
  templateIds: readonly string[] | null;
  /** Openids in one answer of user/get. */
  followersPerPage: number;
  /** What getcallbackip answers: where the pushes come from. */
  pushAddresses: readonly string[];
  /** What get_api_domain_ip answers. */
  apiAddresses: readonly string[];
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
    acceptsUnclearReplies: true,
    keyChangeMs: 60_000,
    strictCallback: false,
    losesScenes: false,
    unsubscribeEventKey: '',
    qrCodeLimits: 'documented',
    acceptsLooseTypes: true,
    snapshotPages: false,
    authorizeOrder: 'documented',
    unionidInBaseScope: false,
    templateIds: null,
    followersPerPage: 10_000,
    pushAddresses: ['127.0.0.1'],
    apiAddresses: ['127.0.0.1'],
    formerAccountBy: 'appid',
    closedMigration: 63178,
    ...given,
    quotas: { ...defaultQuotas(isTestAccount), ...given.quotas },
  };
}
