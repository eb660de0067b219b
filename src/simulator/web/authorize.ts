/** A person authorizes a page: what WeChat's browser does at the address of web authorization. */
import type { AuthorizeAnswer, AuthorizeResult } from '../phone/phone.js';
import { openidOf, unionidOf } from '../ids.js';
import type { Platform } from '../platform.js';
import type { WechatUser } from '../users.js';
import {
  AuthorizeError,
  checkPerson,
  readAuthorizeUrl,
  type AuthorizeRequest,
} from './authorize-url.js';

/** Returns where WeChat's browser goes next: back to the page, with a code if the person has allowed it. */
export async function authorize(
  platform: Platform,
  user: WechatUser,
  asked: AuthorizeRequest,
  allows: boolean,
): Promise<URL> {
  checkPerson(user, platform.account);
  const { redirectUri, scope, state, isSnapshot } = asked;
  const url = new URL(redirectUri);
  if (allows) {
    const ids = await idsOf(platform, user, asked);
    const { grants } = platform;
    const code = grants.issueCode({ personId: user.id, ...ids, scope, isSnapshot });
    url.searchParams.set('code', code);
  }
  url.searchParams.set('state', state ?? '');
  return url;
}

/** A snapshot page gets ids that belong to nobody. */
async function idsOf(
  { account, settings }: Platform,
  { id, following }: WechatUser,
  { isSnapshot, scope }: AuthorizeRequest,
): Promise<{ readonly openid: string; readonly unionid: string | undefined }> {
  const personId = isSnapshot ? `snapshot ${id}` : id;
  const hasUnionid =
    scope === 'snsapi_userinfo' || (settings.unionidInBaseScope && following !== undefined);
  return {
    openid: await openidOf(account.appId, personId),
    unionid:
      account.openPlatform !== null && hasUnionid
        ? await unionidOf(account.openPlatform, personId)
        : undefined,
  };
}

/** What happens on the phone when a page sends the person to this address. */
export async function openAuthorizeUrl(
  platform: Platform,
  user: WechatUser,
  address: string,
  answer: AuthorizeAnswer,
): Promise<AuthorizeResult> {
  try {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (!url?.pathname.endsWith('/connect/oauth2/authorize') || url.hash !== '#wechat_redirect') {
      throw new AuthorizeError('该链接无法访问：地址应以 #wechat_redirect 结尾');
    }
    const asked = readAuthorizeUrl(url.searchParams, platform.account, platform.settings);
    const next = await authorize(platform, user, asked, answer === 'allow');
    return { type: 'page', url: next.href };
  } catch (error) {
    if (!(error instanceof AuthorizeError)) throw error;
    const { errcode, message } = error;
    return { type: 'error', ...(errcode === undefined ? {} : { errcode }), text: message };
  }
}
