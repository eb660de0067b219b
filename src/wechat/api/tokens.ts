/** The access token: one for all callers, asked for once however many wait (docs/wechat.md#access-tokens). */
import { untilAborted } from '../io/timeout.js';
import { badResponse, callJson, type CallLimits } from './http.js';
import { retryBusy } from './retry.js';

export interface Tokens {
  /** The present token. `signal` ends this caller's wait alone. */
  get(signal?: AbortSignal): Promise<string>;
  /** Another token than the one that WeChat has just refused, if one is to be had. */
  replace(refused: string, signal?: AbortSignal): Promise<string>;
}

export interface TokensOptions extends CallLimits {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => number;
}

/** WeChat gives out the next token that long before the end of the last. */
const overlapS = 300;
/** force_refresh: not within 30 s, and 20 a day; another process of ours may be asking too. */
const forceGapMs = 60_000;
const forcesADay = 20;
const dayMs = 86_400_000;

export function createTokens(options: TokensOptions): Tokens {
  const { baseUrl, appId, appSecret, now } = options;
  let current: { readonly token: string; readonly untilMs: number } | undefined;
  let underWay: Promise<string> | undefined;
  let refused: string | undefined;
  let forcedAtMs: readonly number[] = [];

  async function ask(force: boolean): Promise<string> {
    const askedAtMs = now();
    const answer = await callJson(
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
      throw badResponse('an expires_in that is no number of seconds');
    }
    // A token near its end is kept for half of what is left: asking again would bring it again.
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
    // stable_token gives the same token for as long as WeChat thinks it good, refused or not.
    if (token !== refused || !mayForce()) return token;
    forcedAtMs = [...forcedAtMs, now()];
    return ask(true);
  }

  /** Not tied to any caller's signal: whoever waits with the others must not end it for them. */
  function loadOnce(): Promise<string> {
    underWay ??= load().finally(() => {
      underWay = undefined;
    });
    return underWay;
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
