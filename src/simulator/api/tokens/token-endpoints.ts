/** The two endpoints that issue access tokens (docs/wechat.md#access-tokens). */
import type { SimulatedAccount } from '../../account.js';
import type { ApiCall, Platform } from '../../platform.js';
import { readJson, type Fields } from '../body.js';
import { jsonAnswer, Refusal, stableTokenAdvice } from '../refusal.js';
import type { IssuedToken } from './tokens.js';

/** `GET /cgi-bin/token?grant_type=client_credential&appid=&secret=` */
export function issueToken(platform: Platform, { query }: ApiCall): Response {
  checkCredentials(platform, Object.fromEntries(query));
  if (!platform.quotas.take('token')) {
    throw new Refusal(45009, `reach max api daily quota limit, ${stableTokenAdvice}`);
  }
  return tokenAnswer(platform.tokens.issue());
}

/** `POST /cgi-bin/stable_token` with JSON. A form counts as JSON without an appid. */
export async function issueStableToken(platform: Platform, call: ApiCall): Promise<Response> {
  const { quotas, tokens } = platform;
  const text = await call.text();
  const body = isForm(call.request, text) ? {} : readJson(text);
  checkCredentials(platform, body);
  if (!quotas.take('stable_token/minute')) throw new Refusal(45011);
  if (!quotas.take('stable_token')) throw new Refusal(45009);
  // Within 30 seconds of the last forced refresh, WeChat ignores force_refresh.
  if (body['force_refresh'] !== true || !tokens.mayForce()) return tokenAnswer(tokens.stable());
  if (!quotas.take('stable_token/force')) throw new Refusal(45009);
  return tokenAnswer(tokens.force());
}

function isForm(request: Request, text: string): boolean {
  const type = request.headers.get('content-type') ?? '';
  return text === '' || type.includes('form') || /^[\w.-]+=/.test(text);
}

function checkCredentials({ account }: Platform, from: Fields): void {
  if (!from['appid']) throw new Refusal(41002);
  if (!from['secret']) throw new Refusal(41004);
  if (from['grant_type'] !== 'client_credential') throw new Refusal(40002);
  refuseCredentials(account, from['appid'], from['secret']);
}

/** @throws Refusal if these are not the account's credentials, or cannot be used */
export function refuseCredentials(
  account: SimulatedAccount,
  appId: unknown,
  secret: unknown,
): void {
  if (appId !== account.appId) throw new Refusal(40013);
  if (secret !== account.appSecret) throw new Refusal(40125);
  if (account.isSecretFrozen) throw new Refusal(40243);
  if (account.isDisabled) throw new Refusal(50002);
}

function tokenAnswer({ token, expiresInS }: IssuedToken): Response {
  return jsonAnswer({ access_token: token, expires_in: expiresInS });
}
