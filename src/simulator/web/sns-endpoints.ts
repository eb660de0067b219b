/** The endpoints of web authorization, `/sns/…` (docs/wechat.md#web-authorization). */
import { mayCreateQrCodes } from '../account.js';
import { refuseCredentials } from '../api/tokens/token-endpoints.js';
import { Refusal, writeJson } from '../api/refusal.js';
import type { ApiCall, Platform } from '../platform.js';
import { webTokenLifetimeS, type Grant } from './grants.js';

/** `GET /sns/oauth2/access_token?appid=&secret=&code=&grant_type=authorization_code` */
export function redeemWebCode(platform: Platform, { query }: ApiCall): Response {
  const { account, grants } = platform;
  const code = query.get('code') ?? '';
  if (!query.get('appid')) throw new Refusal(41002);
  if (!query.get('secret')) throw new Refusal(41004);
  if (code === '') throw new Refusal(41008);
  if (query.get('grant_type') !== 'authorization_code') throw new Refusal(40002);
  refuseCredentials(account, query.get('appid'), query.get('secret'));
  if (!mayCreateQrCodes(account)) throw new Refusal(48001);
  const grant = grants.redeem(code);
  if (grant === 'unknown') throw new Refusal(40029);
  if (grant === 'used') throw new Refusal(40163);
  const { unionid, isSnapshot } = grant;
  return snsAnswer({
    ...tokensOf(grant),
    ...(isSnapshot ? { is_snapshotuser: 1 } : {}),
    ...(unionid === undefined ? {} : { unionid }),
  });
}

/** `GET /sns/oauth2/refresh_token?appid=&grant_type=refresh_token&refresh_token=` */
export function refreshWebToken({ account, grants, now }: Platform, { query }: ApiCall): Response {
  if (!query.get('appid')) throw new Refusal(41002);
  if (query.get('grant_type') !== 'refresh_token') throw new Refusal(40002);
  const token = query.get('refresh_token') ?? '';
  if (token === '') throw new Refusal(41003);
  if (query.get('appid') !== account.appId) throw new Refusal(40013);
  const grant = grants.byRefreshToken(token);
  if (!grant) throw new Refusal(40030);
  if (now() >= grant.refreshUntilMs) throw new Refusal(42002);
  grants.refresh(grant);
  return snsAnswer(tokensOf(grant));
}

/** `GET /sns/userinfo?access_token=&openid=&lang=` */
export function readWebUserInfo(platform: Platform, { query }: ApiCall): Response {
  const grant = checkGrant(platform, query);
  if (grant.scope !== 'snsapi_userinfo') throw new Refusal(48001);
  const { openid, unionid, personId, isSnapshot } = grant;
  const user = platform.users.get(personId);
  return snsAnswer({
    openid,
    nickname: isSnapshot ? '微信用户' : (user?.name ?? ''),
    // These have been empty for everyone since 2021.
    ...{ sex: 0, language: '', city: '', province: '', country: '' },
    headimgurl: 'https://thirdwx.qlogo.cn/mmopen/vi_32/simulated/132',
    privilege: [],
    ...(unionid === undefined ? {} : { unionid }),
  });
}

/** `GET /sns/auth?access_token=&openid=`: whether the token is still good. */
export function checkWebToken(platform: Platform, { query }: ApiCall): Response {
  checkGrant(platform, query);
  return snsAnswer({ errcode: 0, errmsg: 'ok' });
}

function checkGrant({ grants, now }: Platform, query: URLSearchParams): Grant {
  const token = query.get('access_token') ?? '';
  if (token === '') throw new Refusal(41001);
  if (!query.get('openid')) throw new Refusal(41009);
  const grant = grants.byAccessToken(token);
  if (!grant) throw new Refusal(40001);
  if (now() >= grant.untilMs) throw new Refusal(42001);
  if (query.get('openid') !== grant.openid) throw new Refusal(40003);
  return grant;
}

function tokensOf({ accessToken, refreshToken, openid, scope }: Grant): object {
  return {
    access_token: accessToken,
    expires_in: webTokenLifetimeS,
    refresh_token: refreshToken,
    openid,
    scope,
  };
}

/** JSON, which these endpoints call plain text. */
function snsAnswer(body: object): Response {
  return new Response(writeJson(body), { headers: { 'content-type': 'text/plain' } });
}
