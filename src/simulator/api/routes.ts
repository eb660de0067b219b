/** The endpoints that the simulator plays. Without `sns`, their paths begin with `/cgi-bin/`. */
import type { ActionPushes } from '../phone/push-actions.js';
import type { ApiCall, Platform } from '../platform.js';
import type { Endpoint } from '../settings.js';
import { sendCustomMessage } from './messages/custom-message.js';
import { createMenu, deleteMenu, readMenu } from './messages/menu.js';
import { sendTemplateMessage } from './messages/template-message.js';
import {
  checkCallback,
  listApiAddresses,
  listPushAddresses,
} from './operation/network-endpoints.js';
import { clearQuota, readFailedCall, readQuota } from './operation/quota-endpoints.js';
import { createQrCode, showQrCode } from './qr-code-endpoints.js';
import { issueTicket } from './tokens/ticket-endpoint.js';
import { issueStableToken, issueToken } from './tokens/token-endpoints.js';
import { changeOpenids } from './users/change-openid.js';
import { listFollowers, noteRemark } from './users/followers.js';
import { readUserInfo, readUserInfos } from './users/user-info.js';
import {
  checkWebToken,
  readWebUserInfo,
  redeemWebCode,
  refreshWebToken,
} from '../web/sns-endpoints.js';

type Answer = (
  platform: Platform,
  call: ApiCall,
  pushes: ActionPushes,
) => Response | Promise<Response>;

export interface Route {
  /** Undefined: the endpoint itself refuses the wrong method. */
  readonly method?: 'GET' | 'POST';
  readonly answer: Answer;
}

const get = (answer: Answer): Route => ({ method: 'GET', answer });
const post = (answer: Answer): Route => ({ method: 'POST', answer });

export const routes: Readonly<Record<Endpoint, Route>> = {
  token: get(issueToken),
  stable_token: post(issueStableToken),
  'ticket/getticket': get(issueTicket),
  'qrcode/create': post(createQrCode),
  showqrcode: { answer: showQrCode },
  'user/info': get(readUserInfo),
  'user/info/batchget': post(readUserInfos),
  'user/info/updateremark': post(noteRemark),
  'user/get': get(listFollowers),
  changeopenid: post(changeOpenids),
  'message/custom/send': post(sendCustomMessage),
  'message/template/send': post(sendTemplateMessage),
  'menu/create': post(createMenu),
  'menu/get': get(readMenu),
  'menu/delete': get(deleteMenu),
  clear_quota: post(clearQuota),
  'openapi/quota/get': post(readQuota),
  'openapi/rid/get': post(readFailedCall),
  getcallbackip: get(listPushAddresses),
  get_api_domain_ip: get(listApiAddresses),
  'callback/check': post(checkCallback),
  'sns/oauth2/access_token': get(redeemWebCode),
  'sns/oauth2/refresh_token': get(refreshWebToken),
  'sns/userinfo': get(readWebUserInfo),
  'sns/auth': get(checkWebToken),
};
