/** Brings the WeChat identities of another login into the accounts of this one. */
import type { Accounts } from 'wechat-mp-login/server';

export interface OldIdentity {
  /** The id of the user in your own table. */
  readonly userId: string;
  /** The application at which WeChat gave the openid: website, official account or app. */
  readonly appId: string;
  readonly openid: string;
  readonly unionid?: string | undefined;
}

/**
 * May run again: what is linked stays. Returns what was not imported: `conflict` if two of your users
 * have the same WeChat user, `gone` if there is no such user.
 */
export async function importIdentities(
  accounts: Required<Pick<Accounts, 'link'>>,
  identities: readonly OldIdentity[],
): Promise<{ userId: string; outcome: 'conflict' | 'gone' }[]> {
  const refused: { userId: string; outcome: 'conflict' | 'gone' }[] = [];
  for (const { userId, appId, openid, unionid } of identities) {
    const outcome = await accounts.link(userId, { appId, openid, ...(unionid && { unionid }) });
    if (outcome !== 'linked') refused.push({ userId, outcome });
  }
  return refused;
}

/** One entry of what Authing's management API says about the identities of a user. */
export interface AuthingIdentity {
  readonly extIdpId: string;
  readonly provider: string;
  readonly type: string;
  readonly userIdInIdp: string;
}

/** @param appIds the AppID of each of your identity sources, by its `extIdpId` */
export function fromAuthing(
  userId: string,
  identities: readonly AuthingIdentity[],
  appIds: Readonly<Record<string, string>>,
): OldIdentity[] {
  const ofWechat = identities.filter(({ provider }) => provider.startsWith('wechat'));
  const unionid = ofWechat.find(({ type }) => type === 'unionid')?.userIdInIdp;
  return ofWechat.flatMap(({ type, extIdpId, userIdInIdp: openid }) => {
    const appId = appIds[extIdpId];
    return type === 'openid' && appId ? [{ userId, appId, openid, unionid }] : [];
  });
}

/** The fields of a user of Casdoor that are about WeChat. */
export interface CasdoorUser {
  readonly wechat: string;
  readonly properties?: Readonly<Record<string, string>>;
}

const openidKey = 'wechat_openid_';

/** @param scannedAppId the AppID of the official account, if people signed in by its QR code */
export function fromCasdoor(
  userId: string,
  { wechat, properties = {} }: CasdoorUser,
  scannedAppId?: string,
): OldIdentity[] {
  // Of a scan, Casdoor keeps the openid in this field. Otherwise the unionid, if WeChat tells one.
  if (scannedAppId) return wechat ? [{ userId, appId: scannedAppId, openid: wechat }] : [];
  return Object.entries(properties)
    .filter(([key]) => key.startsWith(openidKey))
    .map(([key, openid]) => {
      const appId = key.slice(openidKey.length);
      return { userId, appId, openid, unionid: wechat === openid ? undefined : wechat };
    });
}
