/** The access token, which all callers share (docs/wechat.md#access-tokens). */
import { untilAborted } from '../../io/timeout.js';
import { WechatApiError } from '../errors.js';
import { badResponse, callJson, type Call, type CallLimits, type JsonObject } from '../http.js';
import { retryBusy } from '../retry.js';
import { loadShared } from './load-shared.js';
import type { KeptToken, TokenStore } from './token-store.js';

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
  /** Shared by the processes of the account. Without it, each process asks for the token by itself. */
  readonly store?: TokenStore | undefined;
}

/** WeChat issues the next token this long before the end of the current one. */
const overlapS = 300;
/** WeChat allows 30 seconds; other processes of the same account may refresh too. */
const forceGapMs = 60_000;
const forcesADay = 20;
const dayMs = 86_400_000;
const tokenPattern = /^[!-~]{1,1024}$/;

export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { now, store } = options;
  let current: KeptToken = {};
  let pending: Promise<string> | undefined;
  let refused: string | undefined;

  async function askForAnother({ forcedAtMs = [] }: KeptToken): Promise<KeptToken> {
    const given = await retryBusy(() => ask(options, false));
    const nowMs = now();
    const lately = forcedAtMs.filter((at) => nowMs - at < dayMs);
    const mayForce =
      lately.length < forcesADay && nowMs - (lately.at(-1) ?? -Infinity) >= forceGapMs;
    // stable_token returns the same token until its end, even if WeChat has refused it.
    if (given.token !== refused || !mayForce) return { ...given, forcedAtMs: lately };
    // Counts even if it fails.
    current = { ...current, forcedAtMs: [...lately, nowMs] };
    return { ...(await ask(options, true)), forcedAtMs: [...lately, nowMs] };
  }

  const isUsable = ({ token, untilMs = 0 }: KeptToken): boolean =>
    token !== undefined && token !== refused && now() < untilMs;

  async function load(): Promise<string> {
    current = store
      ? await loadShared({ store, now, isUsable, ask: askForAnother }, current)
      : await askForAnother(current);
    if (current.token === undefined) throw badResponse('no access_token');
    return current.token;
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
      const { token, untilMs = 0 } = current;
      if (token !== undefined && now() < untilMs) return token;
      return untilAborted(loadOnce(), signal);
    },
    replace(token, signal) {
      if (current.token === token) {
        refused = token;
        current = { forcedAtMs: current.forcedAtMs ?? [] };
      }
      return this.get(signal);
    },
  };
}

/** @param force for another token than the current one */
async function ask(
  options: AccessTokensOptions,
  force: boolean,
): Promise<Required<Pick<KeptToken, 'token' | 'untilMs'>>> {
  const { baseUrl, appId, appSecret, now } = options;
  const askedAtMs = now();
  const url = `${baseUrl}/cgi-bin/stable_token`;
  const account = { grant_type: 'client_credential', appid: appId, secret: appSecret };
  const answer = await callForToken({ url, body: { ...account, force_refresh: force } }, options);
  const { access_token: token, expires_in: expiresInS } = answer;
  if (typeof token !== 'string' || !tokenPattern.test(token)) {
    throw badResponse('no access_token');
  }
  if (typeof expiresInS !== 'number' || !(expiresInS > 0 && expiresInS <= dayMs / 1000)) {
    throw badResponse('a malformed expires_in');
  }
  // Near its end, keep the token for half of the rest: WeChat would return the same one again.
  const keptS = Math.max(expiresInS - overlapS, expiresInS / 2);
  return { token, untilMs: askedAtMs + keptS * 1000 };
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
