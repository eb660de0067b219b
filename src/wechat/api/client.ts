/**
 * The two calls to WeChat's API that a login by code needs, and the one after an account was
 * migrated, with the token that they need.
 */
import { WechatApiError } from './errors.js';
import { createBreaker } from './breaker.js';
import { checkChange, readChanges, type ChangedOpenid } from './change-openids.js';
import { WechatConfigurationError } from '../configuration.js';
import { badResponse, callJson, type Call, type Fetch, type JsonObject } from './http.js';
import { scenePattern } from '../push/messages.js';
import { createTokens } from './tokens.js';

export interface WechatApiOptions {
  readonly appId: string;
  readonly appSecret: string;
  /** Default `https://api.weixin.qq.com`. */
  readonly baseUrl?: string | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** For each call on the wire, of which one method makes nine at most. Default 5000. */
  readonly timeoutMs?: number | undefined;
}

export interface WechatApi {
  /**
   * A temporary code. `url` is what to draw; `expireSeconds` is WeChat's answer.
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
   * Whether the person follows the account, and the unionid: only of followers, and only where the
   * account is bound to an Open Platform account. Nickname and avatar no longer exist.
   * @throws WechatApiError; `signal`'s own reason if it aborts
   */
  userInfo(
    openid: string,
    signal?: AbortSignal,
  ): Promise<{ subscribed: boolean; unionid?: string }>;
  /**
   * What openids of an account that was migrated to this one have become: possible for 15 days.
   * @param fromAppId AppID of the account that was given up
   * @param openids 100 at most; the answer has one entry for each, in their order
   * @throws WechatApiError, `misconfigured` without a migration; `signal`'s own reason if it aborts
   */
  changeOpenids(
    fromAppId: string,
    openids: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly ChangedOpenid[]>;
}

const maxExpireSeconds = 2_592_000;

/** @throws WechatConfigurationError if a setting is missing or misshapen */
export function createWechatApi(options: WechatApiOptions): WechatApi {
  const {
    appId,
    appSecret,
    fetch = (input: string, init: RequestInit) => globalThis.fetch(input, init),
    now = Date.now,
    timeoutMs = 5000,
  } = options;
  for (const [setting, value] of Object.entries({ appId, appSecret })) {
    if (typeof value !== 'string' || !/^[!-~]{1,128}$/.test(value)) {
      throw new WechatConfigurationError(
        setting,
        `The ${setting} is missing or has spaces in it; copy it from the page of the account.`,
      );
    }
  }
  const baseUrl = readBaseUrl(options.baseUrl ?? 'https://api.weixin.qq.com');
  const limits = { fetch, timeoutMs };
  const tokens = createTokens({ ...limits, baseUrl, appId, appSecret, now });
  const codes = createBreaker(now);
  const users = createBreaker(now);
  const changes = createBreaker(now);

  /** One call with a token; at most one more when busy, and one more with a fresh token. */
  async function withToken(
    signal: AbortSignal | undefined,
    call: (token: string) => Call,
  ): Promise<JsonObject> {
    let token = await tokens.get(signal);
    let busyRetries = 1;
    let tokenRetries = 1;
    for (;;) {
      try {
        return await callJson({ ...call(token), signal }, limits);
      } catch (error) {
        if (!(error instanceof WechatApiError)) throw error;
        if (error.kind === 'busy' && busyRetries > 0) {
          busyRetries--;
        } else if (error.kind === 'token' && tokenRetries > 0) {
          tokenRetries--;
          const next = await tokens.replace(token, signal);
          if (next === token) throw error;
          token = next;
        } else {
          throw error;
        }
      }
    }
  }

  return {
    async createQrCode(scene, expireSeconds, signal) {
      if (!scenePattern.test(scene)) {
        throw invalid('A scene has 1 to 64 characters out of A-Z, a-z, 0-9, "_" and "-".');
      }
      if (
        !Number.isInteger(expireSeconds) ||
        expireSeconds < 1 ||
        expireSeconds > maxExpireSeconds
      ) {
        throw invalid(`A code lives for 1 to ${maxExpireSeconds} whole seconds.`);
      }
      const answer = await codes.run(() =>
        withToken(signal, (token) => ({
          url: `${baseUrl}/cgi-bin/qrcode/create?access_token=${encodeURIComponent(token)}`,
          body: {
            expire_seconds: expireSeconds,
            action_name: 'QR_STR_SCENE',
            action_info: { scene: { scene_str: scene } },
          },
        })),
      );
      return readQrCode(answer);
    },

    async userInfo(openid, signal) {
      if (!/^[A-Za-z0-9_-]{1,64}$/.test(openid)) throw invalid('This is not an openid.');
      const answer = await users.run(() =>
        withToken(signal, (token) => ({
          url:
            `${baseUrl}/cgi-bin/user/info?access_token=${encodeURIComponent(token)}` +
            `&openid=${encodeURIComponent(openid)}&lang=zh_CN`,
        })),
      );
      return readUser(answer);
    },

    async changeOpenids(fromAppId, openids, signal) {
      checkChange(fromAppId, openids);
      if (openids.length === 0) return [];
      const answer = await changes.run(() =>
        withToken(signal, (token) => ({
          url: `${baseUrl}/cgi-bin/changeopenid?access_token=${encodeURIComponent(token)}`,
          body: { from_appid: fromAppId, openid_list: openids },
        })),
      );
      return readChanges(answer, openids);
    },
  };
}

function readBaseUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const plain = url && !url.search && !url.hash && !url.username && !url.password;
  if (!plain || !/^https?:$/.test(url.protocol)) {
    throw new WechatConfigurationError(
      'baseUrl',
      'The base URL of the WeChat API must be an http(s) address without query and without user ' +
        'name, such as https://api.weixin.qq.com, or be left out.',
    );
  }
  return url.href.replace(/\/+$/, '');
}

function invalid(sentence: string): WechatApiError {
  return new WechatApiError('request', sentence);
}

function readQrCode(answer: JsonObject): { url: string; ticket: string; expireSeconds: number } {
  const { url, ticket, expire_seconds: expireSeconds } = answer;
  // http://weixin.qq.com/q/… at present; it is drawn, never opened, so other hosts do no harm.
  if (typeof url !== 'string' || !/^https?:\/\/[!-~]{1,504}$/i.test(url) || !URL.canParse(url)) {
    throw badResponse('a code without a url');
  }
  if (typeof ticket !== 'string' || !/^[!-~]{1,512}$/.test(ticket)) {
    throw badResponse('a code without a ticket');
  }
  if (
    typeof expireSeconds !== 'number' ||
    !(expireSeconds >= 1 && expireSeconds <= maxExpireSeconds)
  ) {
    throw badResponse('a code without expire_seconds');
  }
  return { url, ticket, expireSeconds };
}

function readUser(answer: JsonObject): { subscribed: boolean; unionid?: string } {
  const { subscribe, unionid } = answer;
  if (subscribe !== 0 && subscribe !== 1) throw badResponse('a user without "subscribe"');
  const subscribed = subscribe === 1;
  if (unionid === undefined || unionid === '') return { subscribed };
  if (typeof unionid !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(unionid)) {
    throw badResponse('a unionid that is none');
  }
  return { subscribed, unionid };
}
