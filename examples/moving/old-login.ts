/** The callback of a login with WxLogin, on the accounts that the new login has: nobody gets a second one. */
import type { Accounts, HostAccount } from 'wechat-mp-login/server';

/** The keys of the website application (网站应用) at the Open Platform. */
export interface Website {
  readonly appId: string;
  readonly appSecret: string;
  /** `globalThis.fetch` unless set. */
  readonly fetch?: typeof fetch;
}

interface Answer {
  readonly openid?: string;
  readonly unionid?: string;
}

/** @param code from the query of the address that WeChat sends the visitor back to */
export async function userOfCode(
  accounts: Accounts,
  website: Website,
  code: string,
): Promise<HostAccount> {
  const { appId, appSecret, fetch: ask = fetch } = website;
  const url = new URL('https://api.weixin.qq.com/sns/oauth2/access_token');
  const query = { appid: appId, secret: appSecret, code, grant_type: 'authorization_code' };
  url.search = new URLSearchParams(query).toString();
  const { openid, unionid } = (await (await ask(url)).json()) as Answer;
  // Without a unionid, nobody could find this person again when they scan.
  if (!openid || !unionid) throw new Error('WeChat has not said who signs in');
  const identity = { appId, openid, unionid };
  return (
    (await accounts.find(identity)) ??
    (await accounts.create(identity, { key: crypto.randomUUID() }))
  );
}
