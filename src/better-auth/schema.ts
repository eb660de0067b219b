/** What the plugin adds to better-auth's tables. better-auth's own migrations create it. */

/** Nobody may set the fields through better-auth's endpoints. */
const text = { type: 'string', required: false, input: false } as const;
/** Nor read them there: they are WeChat's ids of a person. */
const secret = { ...text, returned: false } as const;

export const schema = {
  account: {
    fields: {
      /** AppID and openid. Unique, so that two logins of one person at once make one user. */
      wechatMpIdentity: { ...secret, unique: true },
      wechatMpUnionid: { ...secret, index: true },
      /** The `key` of the call of `create` that made the user. */
      wechatMpCreatedBy: secret,
    },
  },
  session: {
    fields: {
      /** The login that the session descends from. Absent for the other ways to sign in. */
      wechatMpLogin: { ...text, index: true },
      wechatMpMethod: text,
      /** Whether the person has confirmed the login in the chat. */
      wechatMpConfirmed: { type: 'boolean', required: false, input: false },
      /** When the person last proved who they are. */
      wechatMpProvenAt: { type: 'date', required: false, input: false },
    },
  },
} as const;

/** The `providerId` of better-auth's accounts; their `accountId` is the openid. */
export const providerId = 'wechat-mp';

export interface AccountFields {
  readonly wechatMpIdentity?: string | null;
  readonly wechatMpUnionid?: string | null;
  readonly wechatMpCreatedBy?: string | null;
}

export interface SessionFields {
  readonly wechatMpLogin?: string | null;
  readonly wechatMpMethod?: string | null;
  readonly wechatMpConfirmed?: boolean | null;
  readonly wechatMpProvenAt?: Date | null;
}
