/** Reads the address at which web authorization begins (docs/wechat.md#web-authorization). */
import { mayCreateQrCodes, type SimulatedAccount } from '../account.js';
import type { Settings } from '../settings.js';
import type { WechatUser } from '../users.js';

export type WebScope = 'snsapi_base' | 'snsapi_userinfo';

/** What a page asks for. */
export interface AuthorizeRequest {
  readonly redirectUri: URL;
  readonly scope: WebScope;
  /** Undefined if the page sent none. */
  readonly state: string | undefined;
  /** Whether WeChat asks the person first. */
  readonly asks: boolean;
  /** Whether WeChat shows a snapshot of the page, and answers with virtual ids. */
  readonly isSnapshot: boolean;
}

/** WeChat's browser shows an error in place of the page. */
export class AuthorizeError extends Error {
  /** Undefined if WeChat shows none. */
  readonly errcode: number | undefined;

  constructor(message: string, errcode?: number) {
    super(message);
    this.name = 'AuthorizeError';
    this.errcode = errcode;
  }
}

const unreachable = '该链接无法访问';
/** `connect_redirect` is in many addresses that are in use. */
const order =
  /^appid,redirect_uri,response_type,scope(?:,state)?(?:,forcePopup)?(?:,forceSnapShot)?(?:,connect_redirect)?$/;

/** @throws AuthorizeError if WeChat shows an error in place of a page */
export function readAuthorizeUrl(
  query: URLSearchParams,
  account: SimulatedAccount,
  settings: Settings,
): AuthorizeRequest {
  checkParameters(query, settings);
  if (query.get('appid') !== account.appId) throw new AuthorizeError('AppID 参数错误');
  const state = query.get('state') ?? undefined;
  if (state !== undefined && !/^[A-Za-z0-9]{0,128}$/.test(state)) {
    throw new AuthorizeError(`${unreachable}：state 只能有字母和数字，最多 128 个`);
  }
  const scope = query.get('scope');
  if (account.isDisabled) throw new AuthorizeError('此公众号被封禁', 10004);
  if ((scope !== 'snsapi_base' && scope !== 'snsapi_userinfo') || !mayCreateQrCodes(account)) {
    throw new AuthorizeError('此公众号并没有这些 scope 的权限', 10005);
  }
  return {
    redirectUri: readRedirectUri(query.get('redirect_uri') ?? '', account),
    scope,
    state,
    asks: scope === 'snsapi_userinfo' || query.get('forcePopup') === 'true',
    isSnapshot: settings.snapshotPages || query.get('forceSnapShot') === 'true',
  };
}

/** The parameters have to be complete, and in the documented order. */
function checkParameters(query: URLSearchParams, settings: Settings): void {
  const missing = { appid: 10012, redirect_uri: 10011, scope: 10010 };
  for (const [name, errcode] of Object.entries(missing)) {
    if (!query.get(name)) throw new AuthorizeError(`${name} 不能为空`, errcode);
  }
  if (query.get('response_type') !== 'code') throw new AuthorizeError(unreachable);
  if (settings.authorizeOrder === 'documented' && !order.test([...query.keys()].join(','))) {
    throw new AuthorizeError(
      `${unreachable}：参数顺序应为 appid、redirect_uri、response_type、scope、state`,
    );
  }
}

/** The host has to be one of the domains that are set for web authorization, exactly. */
function readRedirectUri(text: string, { authorizationDomains }: SimulatedAccount): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAllowed =
    url &&
    /^https?:$/.test(url.protocol) &&
    (authorizationDomains === null || authorizationDomains.includes(url.hostname));
  if (!isAllowed) throw new AuthorizeError('redirect_uri 域名与后台配置不一致', 10003);
  return url;
}

/**
 * Only people who follow a test account may use its web authorization.
 * @throws AuthorizeError
 */
export function checkPerson(user: WechatUser, account: SimulatedAccount): void {
  if (account.isTestAccount && !user.following) {
    throw new AuthorizeError('必须关注此测试号', 10006);
  }
}
