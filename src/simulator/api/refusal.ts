/** The error answers of the API: HTTP 200 with an errcode (docs/wechat.md#error-codes). */
import type { Random } from '../random.js';

/** WeChat ends some messages with it. */
export const stableTokenAdvice =
  'could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r';

/** The platform's own errmsg for each errcode. */
const messages: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: `invalid credential, access_token is invalid or not latest, ${stableTokenAdvice}`,
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40008: 'invalid message type',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40016: 'invalid button size',
  40017: 'invalid button type',
  40018: 'invalid button name size',
  40019: 'invalid button key size',
  40020: 'invalid button url size',
  40023: 'invalid sub button size',
  40024: 'invalid sub button type',
  40025: 'invalid sub button name size',
  40026: 'invalid sub button key size',
  40027: 'invalid sub button url size',
  40029: 'invalid code',
  40030: 'invalid refresh_token',
  40031: 'invalid openid list',
  40032: 'invalid openid list size',
  40037: 'invalid template_id',
  40052: 'invalid action name',
  40053: 'invalid action info, please check document',
  40066: 'invalid url',
  40097: 'invalid args',
  40125: 'invalid appsecret, view more at http://t.cn/RAEkdVq',
  40163: 'code been used',
  40201: 'invalid url',
  40202: 'invalid action',
  40203: 'invalid check_operator',
  40243: 'AppSecret has been frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41003: 'refresh_token missing',
  41004: 'appsecret missing',
  41008: 'missing code',
  41009: 'missing openid',
  42001: 'access_token expired',
  42002: 'refresh_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  43004: 'require subscribe',
  44002: 'empty post data',
  44004: 'empty content',
  45002: 'content size out of limit',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45015: 'response out of time limit or subscription is canceled',
  45029: 'qrcode count out of limit',
  45047: 'out of response count limit',
  46003: 'menu no exist',
  47001: 'data format error',
  48001: 'api unauthorized',
  48006: 'forbid to clear quota because of reaching the limit',
  50002: 'user limited',
  63178: 'appid wrong',
  63182: 'openid_list empty',
  63183: 'appid error',
  76001: 'rid not found',
  76002: 'rid is error',
  76003: 'could not query this rid,no permission',
  76021: 'cgi_path not found, please check',
  76022: 'could not use this cgi_path,no permission',
  89503: 'not confirmed by the administrator',
};

/** Endpoints throw it to answer with an errcode. */
export class Refusal extends Error {
  readonly errcode: number;

  constructor(errcode: number, errmsg = messages[errcode] ?? 'unknown error') {
    super(errmsg);
    this.name = 'Refusal';
    this.errcode = errcode;
  }
}

/** Makes the refusal for an errcode. The errmsg of 40164 names the caller's address twice. */
export function refusalOf(errcode: number, callerAddress: string, errmsg?: string): Refusal {
  if (errcode !== 40164 || errmsg !== undefined) return new Refusal(errcode, errmsg);
  const address = callerAddress.includes(':')
    ? `${callerAddress} ipv6 ${callerAddress}`
    : `${callerAddress} ipv6 ::ffff:${callerAddress}`;
  return new Refusal(errcode, `invalid ip ${address}, not in whitelist`);
}

/** A request id; its first group is the time (docs/wechat.md#error-codes). */
export function newRid(random: Random, nowMs: number): string {
  return `${Math.floor(nowMs / 1000).toString(16)}-${random.hex(8)}-${random.hex(8)}`;
}

/** @param ending what the errmsg ends with: the request id */
export function refusalBody({ errcode, message }: Refusal, ending: string): string {
  return writeJson({ errcode, errmsg: message + ending });
}

/** JSON as the platform writes it: with escaped slashes, and `encoding` in place of `charset`. */
export function jsonAnswer(body: object): Response {
  return jsonResponse(writeJson(body));
}

/** The answer to a call that has succeeded. */
export function okAnswer(more: object = {}): Response {
  return jsonAnswer({ errcode: 0, errmsg: 'ok', ...more });
}

export function jsonResponse(json: string): Response {
  return new Response(json, { headers: { 'content-type': 'application/json; encoding=utf-8' } });
}

export function writeJson(body: object): string {
  return JSON.stringify(body).replaceAll('/', '\\/');
}
