/** Explains WeChat's errcodes: what is wrong, and where to fix it. */

/** The kinds of errcodes, by what to do about them. */
export type ErrcodeKind =
  /** WeChat is busy. Repeat the call. */
  | 'busy'
  /** WeChat does not accept the access token. Fetch a new one. */
  | 'token'
  /** A setting is wrong. The operator must change it. */
  | 'misconfigured'
  /** Too many calls in this minute or day. Wait. */
  | 'quota'
  /** WeChat has limited or disabled the account. */
  | 'disabled'
  /** The call itself is wrong, or WeChat gives a reason that this version does not know. */
  | 'request';

interface ErrcodeRow {
  readonly kind: ErrcodeKind;
  readonly sentence: string;
}

const onPlatform = 'on the WeChat developer platform (developers.weixin.qq.com)';

const notices = 'Its owner finds the reason, and how to appeal, among the notices of the account.';
const ownKeys = `Set appId and appSecret of the official account itself, ${onPlatform}.`;
const whitelist = `Add the address to the IP whitelist of the account, ${onPlatform}.`;

/** The errcodes that signing in or a migration can lead to (docs/wechat.md#error-codes). */
export const errcodeTable: Readonly<Record<number, ErrcodeRow>> = {
  [-1]: { kind: 'busy', sentence: 'WeChat is busy. Try again; there is nothing to fix.' },
  40001: {
    kind: 'token',
    sentence:
      'WeChat no longer accepts the access token, or the AppSecret belongs to another AppID. If ' +
      'this happens again, check AppID and AppSecret, and look for another program that gets ' +
      'tokens for this account from /cgi-bin/token.',
  },
  40014: {
    kind: 'token',
    sentence:
      'WeChat does not know the access token. If this happens again, check AppID and API host.',
  },
  42001: {
    kind: 'token',
    sentence:
      'The access token has expired. If this happens again, check the clock of this server.',
  },
  40002: { kind: 'request', sentence: 'WeChat does not accept the grant_type of the token call.' },
  40003: {
    kind: 'request',
    sentence: 'The openid does not belong to a user of this official account.',
  },
  40013: {
    kind: 'misconfigured',
    sentence: `WeChat does not know the AppID. Copy it again from the account's page ${onPlatform}.`,
  },
  40125: {
    kind: 'misconfigured',
    sentence: `The AppSecret is wrong. Copy it, or reset it and copy the new one, ${onPlatform}.`,
  },
  40164: {
    kind: 'misconfigured',
    sentence:
      "This server's IP address is not on the IP whitelist of the account. Add it to the IP " +
      `whitelist ${onPlatform}; the whitelist covers every call, not only the token.`,
  },
  40243: {
    kind: 'misconfigured',
    sentence: `The AppSecret is frozen. Unfreeze it on the account's page ${onPlatform}.`,
  },
  41001: { kind: 'request', sentence: 'The call has no access token.' },
  41002: {
    kind: 'misconfigured',
    sentence:
      'WeChat received no AppID. Set appId; if it is set, a proxy may be changing the JSON body.',
  },
  41004: {
    kind: 'misconfigured',
    sentence:
      'WeChat received no AppSecret. Set appSecret; if it is set, a proxy may be changing the JSON ' +
      'body.',
  },
  43002: {
    kind: 'request',
    sentence: 'WeChat expects a POST here; a proxy may have changed the method.',
  },
  45009: {
    kind: 'quota',
    sentence:
      'The quota of the account for this call is used up for today. It is renewed at midnight in ' +
      `Beijing; the owner can reset it by hand, once a month, ${onPlatform}.`,
  },
  45011: {
    kind: 'quota',
    sentence: 'Too many calls in this minute. Calls are allowed again soon.',
  },
  45029: {
    kind: 'request',
    sentence: 'The account has the most permanent QR codes that WeChat allows. Use temporary ones.',
  },
  47001: {
    kind: 'request',
    sentence: 'WeChat could not read the JSON of the call; a proxy may have changed it.',
  },
  48001: {
    kind: 'misconfigured',
    sentence:
      'WeChat has not granted this API to this account. QR codes with a scene need a verified ' +
      'service account, or the free test account. Check type and verification of the account.',
  },
  50002: {
    kind: 'disabled',
    sentence:
      'WeChat has limited or disabled the account. The owner finds the reason among the notices ' +
      'of the official account.',
  },
  89501: {
    kind: 'misconfigured',
    sentence: 'An administrator of the account must approve this call first.',
  },
  89503: {
    kind: 'misconfigured',
    sentence:
      "An administrator of the account must confirm this server's IP address, in a message that " +
      'WeChat has sent them. Then try again.',
  },
  89506: {
    kind: 'misconfigured',
    sentence:
      "An administrator has rejected this server's IP address twice. WeChat accepts calls from it " +
      'again after 24 hours.',
  },
  89507: {
    kind: 'misconfigured',
    sentence:
      "An administrator has rejected this server's IP address. WeChat accepts calls from it again " +
      'after an hour.',
  },
  40066: {
    kind: 'misconfigured',
    sentence:
      'WeChat does not know the address of the call. If apiBaseUrl is set, check that its proxy ' +
      'keeps the path.',
  },
  41018: {
    kind: 'misconfigured',
    sentence: `WeChat takes the call for one of a third-party platform. ${ownKeys}`,
  },
  43003: {
    kind: 'misconfigured',
    sentence: 'WeChat accepts this call over https only. Change apiBaseUrl, or leave it out.',
  },
  44002: {
    kind: 'misconfigured',
    sentence: 'WeChat received an empty body; a proxy between this server and WeChat removes it.',
  },
  45002: {
    kind: 'request',
    sentence: 'The content of the call is larger than WeChat allows.',
  },
  45035: {
    kind: 'misconfigured',
    sentence: `WeChat does not accept calls from the IP address of this server. ${whitelist}`,
  },
  48002: {
    kind: 'misconfigured',
    sentence: 'The account has switched this API off. Switch it on among its permissions.',
  },
  48003: {
    kind: 'misconfigured',
    sentence:
      'The account has not accepted the terms of this API. Its administrator accepts them on ' +
      'mp.weixin.qq.com.',
  },
  48004: {
    kind: 'disabled',
    sentence: `WeChat has blocked this API for the account because of a violation. ${notices}`,
  },
  48005: {
    kind: 'request',
    sentence: 'WeChat refuses this API because of a rule about other settings of the account.',
  },
  50001: {
    kind: 'misconfigured',
    sentence:
      'The account has not granted this API. Check that type, verification and permissions of the ' +
      `account include it, ${onPlatform}.`,
  },
  50003: {
    kind: 'disabled',
    sentence: `WeChat considers the account abnormal and refuses its calls. ${notices}`,
  },
  50004: {
    kind: 'disabled',
    sentence: `WeChat does not allow the account to use access tokens. ${notices}`,
  },
  50007: {
    kind: 'disabled',
    sentence: `WeChat has frozen or closed the account. ${notices}`,
  },
  61003: {
    kind: 'misconfigured',
    sentence: `The account has authorized no such third-party platform. ${ownKeys}`,
  },
  61004: {
    kind: 'misconfigured',
    sentence: `The IP address of this server is not registered with WeChat. ${whitelist}`,
  },
  61007: {
    kind: 'misconfigured',
    sentence:
      'The account has not granted this API to the third-party platform whose token is used. ' +
      ownKeys,
  },
  61024: {
    kind: 'misconfigured',
    sentence: `This API needs another kind of access token than that of the call. ${ownKeys}`,
  },
  40029: {
    kind: 'request',
    sentence: 'The OAuth code is not valid for this AppID, or it is older than 5 minutes.',
  },
  40163: { kind: 'request', sentence: 'The OAuth code has been used before.' },
  40052: { kind: 'request', sentence: 'WeChat does not know the action_name of the QR code.' },
  40053: { kind: 'request', sentence: 'WeChat does not accept the action_info of the QR code.' },
  63178: {
    kind: 'misconfigured',
    sentence:
      'WeChat knows of no migration from that account to this one. Call with the keys of the new ' +
      'account, within 15 days after both administrators have confirmed, and pass the AppID of ' +
      'the old one. The documentation asks for its original id, gh_…, but users report that it does ' +
      'not work.',
  },
  63182: { kind: 'request', sentence: 'WeChat received no openids.' },
  63183: {
    kind: 'misconfigured',
    sentence: 'No account was migrated to this one, or the migration is more than 15 days old.',
  },
};

/** What an errcode means, and how to fix it. */
export interface ErrcodeDescription extends ErrcodeRow {
  /** WeChat's request id, if the text contains one. */
  readonly rid?: string;
}

/**
 * Explains an errcode. Only an IP address (40164) and the request id are taken from `errmsg`, and
 * only if they are well-formed, because the explanation goes to a log.
 * @example
 * ```ts
 * const { kind, sentence } = describeErrcode(45009, 'reach max api daily quota limit');
 * console.log(kind, sentence); // quota The quota of the account…
 * ```
 */
export function describeErrcode(code: number, errmsg: string): ErrcodeDescription {
  const row = Object.hasOwn(errcodeTable, code) ? errcodeTable[code] : undefined;
  const rid = /\brid: ?([0-9a-f]{1,16}(?:-[0-9a-f]{1,16}){1,3})/.exec(errmsg)?.[1];
  const address = /invalid ip ([0-9a-f.:]{2,45})(?![0-9a-z.:])/i.exec(errmsg)?.[1];
  const { kind, sentence } = row ?? {
    kind: 'request' as const,
    sentence: `WeChat refused the call with errcode ${code}, which this version of wechat-mp-login does not know. Look it up in WeChat's list of return codes (全局返回码).`,
  };
  return {
    kind,
    sentence:
      code === 40164 && address !== undefined ? `${sentence} The address is ${address}.` : sentence,
    ...(rid === undefined ? {} : { rid }),
  };
}
