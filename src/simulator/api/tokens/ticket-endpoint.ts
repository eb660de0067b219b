/** The endpoint that issues the tickets of WeChat's JavaScript SDK (docs/wechat.md#other-endpoints). */
import type { ApiCall, Platform } from '../../platform.js';
import { okAnswer, Refusal } from '../refusal.js';
import { checkToken } from './check-token.js';

/** `GET /cgi-bin/ticket/getticket?access_token=&type=`. Pages are not simulated, so it opens nothing. */
export function issueTicket(platform: Platform, { query }: ApiCall): Response {
  checkToken(platform, query);
  const type = query.get('type');
  if (type !== 'jsapi' && type !== 'wx_card') throw new Refusal(40097);
  return okAnswer({ ticket: platform.random.base64url(86), expires_in: 7200 });
}
