/** The endpoints about quotas and failed calls (docs/wechat.md#other-endpoints). */
import type { ApiCall, Platform } from '../../platform.js';
import type { QuotaName, Quotas } from '../../limits/quotas.js';
import { readJson, textOf } from '../body.js';
import { isNotSimulated, notSimulated } from '../not-simulated.js';
import { okAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

/** `POST /cgi-bin/clear_quota?access_token=`: as if nothing had been called today. */
export async function clearQuota(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, quotas } = platform;
  checkToken(platform, call.query);
  const { appid } = readJson(await call.text());
  if (appid !== account.appId) throw new Refusal(40013);
  if (!quotas.take('clear_quota/month')) throw new Refusal(48006);
  quotas.clearDay();
  return okAnswer();
}

/** Endpoints whose daily quota is unknown. */
const unlimited: readonly string[] = [
  ...['ticket/getticket', 'showqrcode', 'user/info/batchget', 'changeopenid', 'clear_quota'],
  ...['openapi/quota/get', 'openapi/rid/get', 'getcallbackip', 'get_api_domain_ip'],
];

/** `POST /cgi-bin/openapi/quota/get?access_token=` */
export async function readQuota(platform: Platform, call: ApiCall): Promise<Response> {
  const { quotas, settings } = platform;
  checkToken(platform, call.query);
  const path = textOf(readJson(await call.text())['cgi_path']);
  if (!path.startsWith('/')) throw new Refusal(76003);
  if (path.startsWith('/sns/')) throw new Refusal(76022);
  const name = path.replace('/cgi-bin/', '');
  if (!isDaily(name, settings.quotas)) {
    if (isNotSimulated(path) || unlimited.includes(name)) throw notSimulated(`a quota for ${path}`);
    throw new Refusal(76021);
  }
  const [daily_limit, used] = [settings.quotas[name], quotas.used(name)];
  return okAnswer({ quota: { daily_limit, used, remain: Math.max(0, daily_limit - used) } });
}

function isDaily(name: string, quotas: Quotas): name is QuotaName {
  return Object.hasOwn(quotas, name) && !/\/(?:minute|force|permanent|month)$/.test(name);
}

/** `POST /cgi-bin/openapi/rid/get?access_token=` */
export async function readFailedCall(platform: Platform, call: ApiCall): Promise<Response> {
  checkToken(platform, call.query);
  const rid = textOf(readJson(await call.text())['rid']);
  if (!/^[0-9a-f]+(-[0-9a-f]+){2}$/.test(rid)) throw new Refusal(76002);
  const failed = platform.failedCalls.find(rid);
  if (!failed) throw new Refusal(76001);
  return okAnswer({
    request: {
      invoke_time: Math.floor(failed.atMs / 1000),
      cost_in_ms: failed.costMs,
      request_url: failed.query,
      request_body: failed.requestBody,
      response_body: failed.responseBody,
      client_ip: failed.callerAddress,
    },
  });
}
