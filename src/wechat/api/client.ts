/** A client of the calls to WeChat's API that signing in and account migration need. */
import { WechatConfigurationError } from '../configuration.js';
import { scenePattern } from '../push/messages.js';
import { createAuthorizedCall } from './authorized-call.js';
import { createBreaker } from './breaker.js';
import { checkChange, readChanges, type ChangedOpenid } from './change-openids.js';
import { WechatApiError } from './errors.js';
import { callJson, type AroundRequest, type Fetch } from './http.js';
import { maxExpireSeconds, readQrCode, readUser } from './read-answers.js';
import { readAuthorizedUser, type AuthorizedUser } from './read-authorization.js';
import { retryBusy } from './retry.js';
import type { TokenStore } from './tokens/token-store.js';
import { createAccessTokens } from './tokens/tokens.js';

export interface WechatApiOptions {
  readonly appId: string;
  readonly appSecret: string;
  /** Default: `https://api.weixin.qq.com`. */
  readonly baseUrl?: string | undefined;
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * Where several processes keep the access token together. Default: each process asks WeChat for it by
   * itself, and gets the same one.
   */
  readonly tokenStore?: TokenStore | undefined;
  /** The time-out of each HTTP request; one method makes at most nine. Default: 5000. */
  readonly timeoutMs?: number | undefined;
  /** Called around each HTTP request, with its path, for example to measure it. Default: nothing. */
  readonly around?: AroundRequest | undefined;
}

export interface WechatApi {
  /**
   * Creates a temporary QR code. Draw `url`; `expireSeconds` is what WeChat has granted.
   * @param scene `[A-Za-z0-9_-]{1,64}`
   * @param expireSeconds 1 to 2 592 000 (30 days)
   * @throws WechatApiError; `signal`'s own reason if it aborts
   */
  createQrCode(
    scene: string,
    expireSeconds: number,
    signal?: AbortSignal,
  ): Promise<{ url: string; ticket: string; expireSeconds: number }>;
  /**
   * Returns whether a person follows the account. Followers have a unionid if the account is bound to
   * an Open Platform account. WeChat no longer returns nicknames and avatars.
   * @throws WechatApiError; `signal`'s own reason if it aborts
   */
  userInfo(
    openid: string,
    signal?: AbortSignal,
  ): Promise<{ subscribed: boolean; unionid?: string }>;
  /**
   * Returns the person who has authorized a page inside WeChat. WeChat accepts a code once, for five
   * minutes.
   * @param code the `code` with which WeChat's browser came back
   * @throws WechatApiError, with errcode 40029 or 40163 for a code that is wrong or used; `signal`'s own
   *   reason if it aborts
   */
  redeemAuthorization(code: string, signal?: AbortSignal): Promise<AuthorizedUser>;
  /**
   * Returns the new openids of followers whose account was migrated to this one. WeChat answers for
   * 15 days after the migration.
   * @param fromAppId AppID of the account that was given up
   * @param openids at most 100; the result has one entry for each, in the same order
   * @throws WechatApiError, `misconfigured` without a migration; `signal`'s own reason if it aborts
   */
  changeOpenids(
    fromAppId: string,
    openids: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly ChangedOpenid[]>;
}

/**
 * Creates a client of WeChat's API. It fetches the access token when it needs one, repeats a call
 * once if WeChat is busy or refuses the token, and pauses while a quota is used up.
 * @throws WechatConfigurationError if a setting is missing or malformed
 * @example
 * ```ts
 * const api = createWechatApi({ appId: 'wxba5fad812f8e6fb9', appSecret: 'from the settings page' });
 * const { url, expireSeconds } = await api.createQrCode('a-scene-of-yours', 180);
 * console.log(url, expireSeconds);
 * ```
 */
export function createWechatApi(options: WechatApiOptions): WechatApi {
  const { appId, appSecret, now = Date.now, timeoutMs = 5000 } = options;
  const { fetch = (input: string, init: RequestInit) => globalThis.fetch(input, init) } = options;
  checkCredential('appId', appId);
  checkCredential('appSecret', appSecret);
  const baseUrl = readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com');
  const limits = { fetch, timeoutMs, around: options.around };
  const store = options.tokenStore;
  const tokens = createAccessTokens({ ...limits, baseUrl, appId, appSecret, now, store });
  const call = createAuthorizedCall(tokens, limits);
  // Each endpoint has a quota of its own.
  const [qrCodes, users, changes] = [createBreaker(now), createBreaker(now), createBreaker(now)];

  return {
    async createQrCode(scene, expireSeconds, signal) {
      checkQrCode(scene, expireSeconds);
      const body = {
        expire_seconds: expireSeconds,
        action_name: 'QR_STR_SCENE',
        action_info: { scene: { scene_str: scene } },
      };
      const url = `${baseUrl}/cgi-bin/qrcode/create?access_token=`;
      const request = (token: string) => ({ url: url + encodeURIComponent(token), body });
      return readQrCode(await qrCodes.run(() => call(request, signal)));
    },

    async userInfo(openid, signal) {
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(openid)) throw invalid('This is not an openid.');
      const url = `${baseUrl}/cgi-bin/user/info?openid=${openid}&lang=zh_CN&access_token=`;
      const request = (token: string) => ({ url: url + encodeURIComponent(token) });
      return readUser(await users.run(() => call(request, signal)));
    },

    async redeemAuthorization(code, signal) {
      if (!/^[!-~]{1,512}$/.test(code)) throw invalid('This is not a code of web authorization.');
      const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
      const url = `${baseUrl}/sns/oauth2/access_token?${new URLSearchParams(query).toString()}`;
      return readAuthorizedUser(await retryBusy(() => callJson({ url, signal }, limits)));
    },

    async changeOpenids(fromAppId, openids, signal) {
      checkChange(fromAppId, openids);
      if (openids.length === 0) return [];
      const body = { from_appid: fromAppId, openid_list: openids };
      const url = `${baseUrl}/cgi-bin/changeopenid?access_token=`;
      const request = (token: string) => ({ url: url + encodeURIComponent(token), body });
      return readChanges(await changes.run(() => call(request, signal)), openids);
    },
  };
}

function checkCredential(setting: string, value: unknown): void {
  if (typeof value === 'string' && /^[!-~]{1,128}$/.test(value)) return;
  throw new WechatConfigurationError(
    setting,
    `${setting} is missing or contains spaces. Copy it from the settings page of the account.`,
  );
}

function readBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const isPlain = url && !url.search && !url.hash && !url.username && !url.password;
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    throw new WechatConfigurationError(
      'baseUrl',
      'baseUrl must be an http(s) URL without a query and a user name, such as ' +
        'https://api.weixin.qq.com. Leave it out to call WeChat directly.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

/** @throws WechatApiError */
function checkQrCode(scene: string, expireSeconds: number): void {
  if (!scenePattern.test(scene)) {
    throw invalid('A scene must have 1 to 64 characters of A-Z, a-z, 0-9, "_" and "-".');
  }
  const isInRange = expireSeconds >= 1 && expireSeconds <= maxExpireSeconds;
  if (!Number.isInteger(expireSeconds) || !isInRange) {
    throw invalid(`expireSeconds must be a whole number from 1 to ${maxExpireSeconds}.`);
  }
}

function invalid(sentence: string): WechatApiError {
  return new WechatApiError('request', sentence);
}
