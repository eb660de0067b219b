/**
 * What the backend under test is given: the checker's WeChat, an official account, accounts of the
 * application, and an address for verification codes (docs/conformance.md).
 */
export type ConfirmMode = 'auto' | 'tap' | 'digits' | 'none';
export const confirmModes: readonly ConfirmMode[] = ['auto', 'tap', 'digits', 'none'];

/** An account that the application has before the first case. */
export interface SeededAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
  /** False: the owner has never proven the address, so that neither it nor the password signs in. */
  readonly verified: boolean;
}

/** The keys of an official account. */
export interface OfficialAccountKeys {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAesKey: string;
  readonly originalId: string;
}

export interface Fixture extends OfficialAccountKeys {
  /** The address at which the checker plays WeChat's API, and takes verification codes. */
  readonly wechatUrl: string;
  /** Of another official account, for a backend that serves several. Its API is below `secondPath`. */
  readonly second: OfficialAccountKeys;
  /** For `POST /token`, if a login results in a one-time code. */
  readonly sessionSecret: string;
  readonly confirm: ConfirmMode;
  /** Whether the official account is bound to an Open Platform account, so that people have unionids. */
  readonly openPlatform: boolean;
  readonly accounts: readonly SeededAccount[];
}

export interface FixtureSettings {
  readonly wechatUrl: string;
  readonly confirm?: ConfirmMode;
  readonly openPlatform?: boolean;
}

/**
 * The keys are the same in every run, so that a backend can be started before the checker. They are
 * public: whoever knows them can sign in as anybody, so no backend on the internet may have them.
 */
const keys = {
  appId: 'wxc0ffee0123456789',
  appSecret: 'c0ffee0123456789abcdefc0ffee0123',
  token: 'conformanceToken0123456789abcdef',
  encodingAesKey: 'conformanceEncodingAesKey0123456789abcdefgh',
  originalId: 'gh_c0ffee012345',
  sessionSecret: 'conformanceSessionSecret0123456789',
  second: {
    appId: 'wxdecaf00123456789',
    appSecret: 'decaf0123456789abcdefdecaf012345',
    token: 'conformanceSecondToken0123456789',
    encodingAesKey: 'conformanceSecondAesKey0123456789abcdefghij',
    originalId: 'gh_decaf0123456',
  },
} as const;

const accountCount = 60;

export function createFixture(settings: FixtureSettings): Fixture {
  const { wechatUrl, confirm = 'auto', openPlatform = true } = settings;
  return { ...keys, wechatUrl, confirm, openPlatform, accounts: seededAccounts() };
}

/** The last three: one that is not verified, and two that share an e-mail address and a password. */
function seededAccounts(): SeededAccount[] {
  const accounts = Array.from({ length: accountCount }, (_, index) => {
    const number = String(index + 1).padStart(2, '0');
    return {
      id: `check-${number}`,
      name: `Check ${number}`,
      email: `check-${number}@example.com`,
      phone: `+86139000000${number}`,
      password: `open sesame ${number}`,
      verified: true,
    };
  });
  const [unverified, first, second] = accounts.slice(-3);
  if (!unverified || !first || !second) return accounts;
  const shared = { email: 'check-twins@example.com', password: 'open sesame twins' };
  return [
    ...accounts.slice(0, -3),
    { ...unverified, verified: false },
    { ...first, ...shared },
    { ...second, ...shared },
  ];
}

/** The environment variables of the backend. */
export function environmentOf(fixture: Fixture, url: string): Readonly<Record<string, string>> {
  const { port, protocol } = new URL(url);
  return {
    PUBLIC_URL: url,
    PORT: port || (protocol === 'https:' ? '443' : '80'),
    WECHAT_API_URL: fixture.wechatUrl,
    WECHAT_APP_ID: fixture.appId,
    WECHAT_APP_SECRET: fixture.appSecret,
    WECHAT_TOKEN: fixture.token,
    WECHAT_AES_KEY: fixture.encodingAesKey,
    WECHAT_ORIGINAL_ID: fixture.originalId,
    WECHAT_SECOND_API_URL: `${fixture.wechatUrl}${secondPath}`,
    WECHAT_SECOND_APP_ID: fixture.second.appId,
    WECHAT_SECOND_APP_SECRET: fixture.second.appSecret,
    WECHAT_SECOND_TOKEN: fixture.second.token,
    WECHAT_SECOND_AES_KEY: fixture.second.encodingAesKey,
    WECHAT_SECOND_ORIGINAL_ID: fixture.second.originalId,
    // All pages of the checker share one address.
    CREATES_PER_MINUTE: '100000',
    CHECK_SESSION_SECRET: fixture.sessionSecret,
    CHECK_CONFIRM: fixture.confirm,
    CHECK_OPEN_PLATFORM: String(fixture.openPlatform),
    CHECK_CODES_URL: `${fixture.wechatUrl}${codesPath}`,
    CHECK_ACCOUNTS: JSON.stringify(fixture.accounts),
  };
}

/** The key of the second official account. That of the first is `default`. */
export const secondKey = 'second';
/** Below the address of the checker: WeChat's API for the second official account. */
export const secondPath = '/second';
/** Below the address of the checker: `POST {"target","code"}`. */
export const codesPath = '/check/codes';
