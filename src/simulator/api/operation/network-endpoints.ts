/** The endpoints about WeChat's addresses and the way to the callback (docs/wechat.md#other-endpoints). */
import type { ApiCall, Platform } from '../../platform.js';
import { readJson, textOf } from '../body.js';
import { jsonAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

/** `GET /cgi-bin/getcallbackip?access_token=` */
export function listPushAddresses(platform: Platform, { query }: ApiCall): Response {
  checkToken(platform, query);
  return jsonAnswer({ ip_list: platform.settings.pushAddresses });
}

/** `GET /cgi-bin/get_api_domain_ip?access_token=` */
export function listApiAddresses(platform: Platform, { query }: ApiCall): Response {
  checkToken(platform, query);
  return jsonAnswer({ ip_list: platform.settings.apiAddresses });
}

/** The simulator resolves no names. This address belongs to nobody (https://www.rfc-editor.org/rfc/rfc5737). */
const resolved = '192.0.2.1';

/** `POST /cgi-bin/callback/check?access_token=`. Every callback URL resolves, and every ping returns. */
export async function checkCallback(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, quotas } = platform;
  checkToken(platform, call.query);
  const { action, check_operator: operator } = readJson(await call.text());
  const [does, from] = [textOf(action), textOf(operator)];
  if (!['dns', 'ping', 'all'].includes(does)) throw new Refusal(40202);
  if (!['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'].includes(from)) throw new Refusal(40203);
  if (account.callbackUrl === undefined) throw new Refusal(40201);
  if (!quotas.take('callback/check')) throw new Refusal(45009);
  const dns = [{ ip: resolved, real_operator: 'UNICOM' }];
  const from_operator = from === 'DEFAULT' ? 'UNICOM' : from;
  const ping = [{ ip: resolved, from_operator, package_loss: '0%', time: '23.079ms' }];
  return jsonAnswer({
    ...(does === 'ping' ? {} : { dns }),
    ...(does === 'dns' ? {} : { ping }),
  });
}
