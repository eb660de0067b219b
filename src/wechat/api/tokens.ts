/** The access token, which all callers share (docs/wechat.md#access-tokens). */
import { untilAborted } from '../io/timeout.js';
import { WechatApiError } from './errors.js';
import { badResponse, callJson, type Call, type CallLimits, type JsonObject } from './http.js';
import { retryBusy } from './retry.js';

export interface AccessTokens {
  /** Resolves to the current token. `signal` ends the wait of this caller only. */
  get(signal?: AbortSignal): Promise<string>;
  /** Resolves to another token than the one that WeChat has refused, if there is one. */
  replace(refused: string, signal?: AbortSignal): Promise<string>;
}

export interface AccessTokensOptions extends CallLimits {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => number;
}

/** WeChat issues the next token this long before the end of the current one. */
const overlapS = 300;
/** WeChat allows 30 seconds; other processes of the same account may refresh too. */
const forceGapMs = 60_000;
const forcesADay = 20;
const dayMs = 86_400_000;

export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { baseUrl, appId, appSecret, now } = options;
  let current: { readonly token: string; readonly untilMs: number } | undefined;
  let pending: Promise<string> | undefined;
  let refused: string | undefined;
  let forcedAtMs: readonly number[] = [];

  async function ask(force: boolean): Promise<string> {
    const askedAtMs = now();
    const answer = await callForToken(
      {
        url: `${baseUrl}/cgi-bin/stable_token`,
        body: {
          grant_type: 'client_credential',
          appid: appId,
          secret: appSecret,
          force_refresh: force,
        },
      },
      options,
    );
    const { access_token: token, expires_in: expiresInS } = answer;
    if (typeof token !== 'string' || !/^[!-~]{1,1024}$/.test(token)) {
      throw badResponse('no access_token');
    }
    if (typeof expiresInS !== 'number' || !(expiresInS > 0 && expiresInS <= dayMs / 1000)) {
      throw badResponse('a malformed expires_in');
    }
    // Near its end, keep the token for half of the rest: WeChat would return the same one again.
    const keptS = Math.max(expiresInS - overlapS, expiresInS / 2);
    current = { token, untilMs: askedAtMs + keptS * 1000 };
    return token;
  }

  function mayForce(): boolean {
    const nowMs = now();
    forcedAtMs = forcedAtMs.filter((at) => nowMs - at < dayMs);
    return forcedAtMs.length < forcesADay && nowMs - (forcedAtMs.at(-1) ?? -Infinity) >= forceGapMs;
  }

  async function load(): Promise<string> {
    const token = await retryBusy(() => ask(false));
    // stable_token returns the same token until its end, even if WeChat has refused it.
    if (token !== refused || !mayForce()) return token;
    forcedAtMs = [...forcedAtMs, now()];
    return ask(true);
  }

  /** Independent of the callers' signals: one caller must not end the request for the others. */
  function loadOnce(): Promise<string> {
    pending ??= load().finally(() => {
      pending = undefined;
    });
    return pending;
  }

  return {
    async get(signal) {
      signal?.throwIfAborted();
      if (current && now() < current.untilMs) return current.token;
      return untilAborted(loadOnce(), signal);
    },
    replace(token, signal) {
      if (current?.token === token) {
        refused = token;
        current = undefined;
      }
      return this.get(signal);
    },
  };
}

/** Without a token to refuse, 40001 is about the AppSecret, and no new token helps. */
async function callForToken(call: Call, limits: CallLimits): Promise<JsonObject> {
  try {
    return await callJson(call, limits);
  } catch (error) {
    if (!(error instanceof WechatApiError) || error.kind !== 'token') throw error;
    const { sentence, errcode, rid } = error;
    throw new WechatApiError('misconfigured', sentence, { errcode, rid });
  }
}
