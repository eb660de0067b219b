/** The error answers of the API: HTTP 200 with an errcode (docs/wechat.md#error-codes). */
import type { Random } from '../random.js';

/** The platform's own errmsg for each errcode. */
const messages: Readonly<Record<number, string>> = {
  [-1]: 'system error',
  40001: 'invalid credential, access_token is invalid or not latest',
  40002: 'invalid grant_type',
  40003: 'invalid openid',
  40013: 'invalid appid',
  40014: 'invalid access_token',
  40052: 'invalid action name',
  40053: 'invalid action info',
  40066: 'invalid url',
  40125: 'invalid appsecret',
  40243: 'AppSecret has been frozen',
  41001: 'access_token missing',
  41002: 'appid missing',
  41004: 'appsecret missing',
  41009: 'missing openid',
  42001: 'access_token expired',
  43001: 'require GET method',
  43002: 'require POST method',
  45009: 'reach max api daily quota limit',
  45011: 'api minute-quota reach limit, must slower, retry next minute',
  45029: 'qrcode count out of limit',
  47001: 'data format error',
  48001: 'api unauthorized',
  50002: 'user limited',
  63178: 'appid wrong',
  63182: 'openid_list empty',
  63183: 'appid error',
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

export function refusalAnswer(refusal: Refusal, random: Random, nowMs: number): Response {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  const rid = `${seconds}-${random.hex(8)}-${random.hex(8)}`;
  return jsonAnswer({ errcode: refusal.errcode, errmsg: `${refusal.message} rid: ${rid}` });
}

/** JSON as the platform writes it: with escaped slashes, and `encoding` in place of `charset`. */
export function jsonAnswer(body: object): Response {
  return new Response(JSON.stringify(body).replaceAll('/', '\\/'), {
    headers: { 'content-type': 'application/json; encoding=utf-8' },
  });
}
