/** WeChat's errcodes in plain words: what is wrong, and where it is mended. */

export type ErrcodeKind =
  /** WeChat is busy; the same call may work at once. */
  | 'busy'
  /** The access token is no longer accepted. */
  | 'token'
  /** Somebody has to change a setting. */
  | 'misconfigured'
  /** Too many calls, in a minute or a day. */
  | 'quota'
  /** The account is limited or switched off by WeChat. */
  | 'disabled'
  /** The call itself was wrong. */
  | 'request';

interface Row {
  readonly kind: ErrcodeKind;
  readonly sentence: string;
}

const where = 'on the WeChat developer platform (developers.weixin.qq.com)';

/** The codes that a login, or a migration, can meet (docs/wechat.md#error-codes). */
export const errcodeTable: Readonly<Record<number, Row>> = {
  [-1]: { kind: 'busy', sentence: 'WeChat is busy. Nothing is to be mended; try again.' },
  40001: {
    kind: 'token',
    sentence:
      'WeChat no longer accepts the access token, or the AppSecret belongs to another AppID. If it ' +
      'comes again, compare AppID and AppSecret, and look for another program that takes tokens ' +
      'for this account from /cgi-bin/token.',
  },
  40014: {
    kind: 'token',
    sentence:
      'WeChat does not know the access token. If it comes again, compare AppID and API host.',
  },
  42001: {
    kind: 'token',
    sentence: 'The access token has expired. If it comes again, set the clock of this machine.',
  },
  40002: { kind: 'request', sentence: 'WeChat does not accept the grant_type of the token call.' },
  40003: { kind: 'request', sentence: 'The openid is not one of a user of this official account.' },
  40013: {
    kind: 'misconfigured',
    sentence: `WeChat does not know the AppID. Copy it again from the account's page ${where}.`,
  },
  40125: {
    kind: 'misconfigured',
    sentence: `The AppSecret is wrong. Copy it, or reset it and copy the new one, ${where}.`,
  },
  40164: {
    kind: 'misconfigured',
    sentence:
      'The address from which this server calls is not on the IP whitelist of the account. Add it ' +
      `to the IP whitelist ${where}; it covers every call, not only the token.`,
  },
  40243: {
    kind: 'misconfigured',
    sentence: `The AppSecret is frozen. Unfreeze it on the account's page ${where}.`,
  },
  41001: { kind: 'request', sentence: 'The call carried no access token.' },
  41002: {
    kind: 'misconfigured',
    sentence:
      'WeChat saw no AppID. Set it; if it is set, a proxy on the way changes the JSON body.',
  },
  41004: {
    kind: 'misconfigured',
    sentence:
      'WeChat saw no AppSecret. Set it; if it is set, a proxy on the way changes the JSON body.',
  },
  43002: {
    kind: 'request',
    sentence: 'WeChat wants a POST here; a proxy on the way has made another method of it.',
  },
  45009: {
    kind: 'quota',
    sentence:
      "The account's calls of this kind are used up for today. They come back at midnight in " +
      `Beijing; once a month the owner can clear them by hand ${where}.`,
  },
  45011: { kind: 'quota', sentence: 'Too many calls in this minute. They are let in again soon.' },
  45029: {
    kind: 'request',
    sentence: 'The account has as many permanent codes as it may have; ask for temporary ones.',
  },
  47001: {
    kind: 'request',
    sentence: 'WeChat could not read the JSON of the call; a proxy on the way may have changed it.',
  },
  48001: {
    kind: 'misconfigured',
    sentence:
      'WeChat has not granted this API to this account. Codes with a scene need a verified service ' +
      'account (or the free test account); check type and verification of the account.',
  },
  50002: {
    kind: 'disabled',
    sentence:
      'WeChat has limited or disabled the account. Its owner finds the reason in the notices of ' +
      'the official account.',
  },
  89501: {
    kind: 'misconfigured',
    sentence: 'This call waits for the consent of an administrator of the account.',
  },
  89503: {
    kind: 'misconfigured',
    sentence:
      "An administrator of the account must confirm this server's address: the question is in the " +
      'WeChat of the administrator. Then try again.',
  },
  89506: {
    kind: 'misconfigured',
    sentence:
      "An administrator has refused this server's address twice; WeChat takes it again after 24 hours.",
  },
  89507: {
    kind: 'misconfigured',
    sentence:
      "An administrator has refused this server's address; WeChat takes it again after an hour.",
  },
  40029: {
    kind: 'request',
    sentence: 'The OAuth code is not valid for this AppID, or it is older than 5 minutes.',
  },
  40163: { kind: 'request', sentence: 'The OAuth code has been used before.' },
  40052: { kind: 'request', sentence: 'WeChat does not know the action_name of the code.' },
  40053: { kind: 'request', sentence: 'WeChat does not accept the action_info of the code.' },
  63178: {
    kind: 'misconfigured',
    sentence:
      'WeChat knows of no migration from the account that was named to this one. Call as the new ' +
      'account, within 15 days after both administrators have confirmed, and with the AppID of ' +
      'the old one; the documentation wants its original id (gh_…) there, which others report ' +
      'not to work.',
  },
  63182: { kind: 'request', sentence: 'WeChat saw no openids to change.' },
  63183: {
    kind: 'misconfigured',
    sentence: 'No account was migrated to this one, or it is more than 15 days ago.',
  },
};

export interface ErrcodeDescription extends Row {
  /** WeChat's request id, where the text has one. */
  readonly rid?: string;
}

/**
 * What an errcode means. Of `errmsg`, which others have written, only an address (40164) and the
 * request id are taken over, each in its own narrow shape.
 */
export function describeErrcode(code: number, errmsg: string): ErrcodeDescription {
  const row = Object.hasOwn(errcodeTable, code) ? errcodeTable[code] : undefined;
  const rid = /\brid: ?([0-9a-f]{1,16}(?:-[0-9a-f]{1,16}){1,3})/.exec(errmsg)?.[1];
  const address = /invalid ip ([0-9a-f.:]{2,45})(?![0-9a-z.:])/i.exec(errmsg)?.[1];
  const { kind, sentence } = row ?? {
    kind: 'request' as const,
    sentence: `WeChat refused the call with errcode ${code}, which this version does not know.`,
  };
  return {
    kind,
    sentence:
      code === 40164 && address !== undefined ? `${sentence} The address is ${address}.` : sentence,
    ...(rid === undefined ? {} : { rid }),
  };
}
