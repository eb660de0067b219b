/** The calls to WeChat's API that the checks look at. Each is made once, when the first check needs it. */
import { badResponse, callJson, type Fetch, type JsonObject } from '../../wechat/api/http.js';
import { readQrCode, readUser } from '../../wechat/api/read-answers.js';
import { WechatApiError } from '../../wechat/index.js';
import type { Account } from '../account.js';

/** What WeChat has answered; an error also if it did not answer. */
export type Answer<T> = { readonly body: T } | { readonly error: WechatApiError };

export interface WechatCalls {
  /** A stable access token. */
  token(): Promise<Answer<string>>;
  /** Creates a QR code with a scene, with a short life. */
  qrCode(): Promise<Answer<unknown>>;
  /** How many QR codes the account may still create today. */
  quota(): Promise<Answer<{ readonly limit: number; readonly left: number }>>;
  /** Openids of some followers. */
  followers(): Promise<Answer<readonly string[]>>;
  user(
    openid: string,
  ): Promise<Answer<{ readonly subscribed: boolean; readonly unionid?: string }>>;
  /** Uses the access token once more, in a call that changes nothing. */
  useToken(): Promise<Answer<unknown>>;
  /** By how many milliseconds this machine's clock is ahead of the API's; undefined without an answer that says the time. */
  clockAheadMs(): number | undefined;
}

export const timeoutMs = 10_000;
const maxFollowers = 3;
/** WeChat lists 10 000 followers in one answer, and always as many as it can. */
const maxListBytes = 1_048_576;

/** Nobody scans this code. WeChat documents no shortest life; a minute is its own default. */
const lifeS = 60;

export function createWechatCalls(
  { appId, appSecret, apiBaseUrl }: Account,
  fetch: Fetch,
  now: () => number,
): WechatCalls {
  let aheadMs: number | undefined;
  const limits = { timeoutMs, maxBytes: maxListBytes, fetch: withDate };

  /** Looks at the Date of each answer, which has seconds only. */
  async function withDate(input: string, init: RequestInit): Promise<Response> {
    const startMs = now();
    const response = await fetch(input, init);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) aheadMs ??= (startMs + now()) / 2 - (date + 500);
    return response;
  }

  const call = (path: string, body?: JsonObject): Promise<JsonObject> =>
    callJson({ url: `${apiBaseUrl}/cgi-bin/${path}`, ...(body && { body }) }, limits);

  const token = once(async () => {
    const keys = { grant_type: 'client_credential', appid: appId, secret: appSecret };
    const { access_token: found } = await call('stable_token', { ...keys, force_refresh: false });
    if (typeof found !== 'string') throw badResponse('no access_token');
    return found;
  });

  /** @throws WechatApiError, also if there is no token */
  async function withToken(path: string, body?: JsonObject): Promise<JsonObject> {
    const answer = await token();
    if ('error' in answer) throw answer.error;
    const separator = path.includes('?') ? '&' : '?';
    return call(`${path}${separator}access_token=${encodeURIComponent(answer.body)}`, body);
  }

  return {
    token,
    qrCode: once(async () => {
      const info = { scene: { scene_str: `doctor_${crypto.randomUUID()}` } };
      const body = { expire_seconds: lifeS, action_name: 'QR_STR_SCENE', action_info: info };
      return readQrCode(await withToken('qrcode/create', body));
    }),
    quota: once(async () => {
      const body = { cgi_path: '/cgi-bin/qrcode/create' };
      return readQuota(await withToken('openapi/quota/get', body));
    }),
    followers: once(async () => readFollowers(await withToken('user/get'))),
    user: (openid) => settle(async () => readUser(await withToken(`user/info?openid=${openid}`))),
    useToken: () => settle(() => withToken('get_api_domain_ip')),
    clockAheadMs: () => aheadMs,
  };
}

function once<T>(make: () => Promise<T>): () => Promise<Answer<T>> {
  let made: Promise<Answer<T>> | undefined;
  return () => (made ??= settle(make));
}

async function settle<T>(make: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { body: await make() };
  } catch (error) {
    if (error instanceof WechatApiError) return { error };
    throw error;
  }
}

function readQuota({ quota }: JsonObject): { readonly limit: number; readonly left: number } {
  const { daily_limit: limit, remain: left } = (quota ?? {}) as Record<string, unknown>;
  if (typeof limit !== 'number' || typeof left !== 'number') throw badResponse('no quota');
  return { limit, left };
}

function readFollowers({ data }: JsonObject): readonly string[] {
  const { openid } = (data ?? {}) as { readonly openid?: unknown };
  // Without followers, there is no list.
  const openids: readonly unknown[] = Array.isArray(openid) ? openid : [];
  return openids
    .filter((each): each is string => typeof each === 'string' && /^[\w-]{1,64}$/.test(each))
    .slice(0, maxFollowers);
}
