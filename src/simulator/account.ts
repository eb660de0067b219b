/** The simulated official account: its keys, its permissions, and how it pushes. */
import type { PushMode } from '../wechat/index.js';
import type { Random } from './random.js';

/** Fields that are not readonly may be changed while the simulator runs, as the owner would. */
export interface SimulatedAccount {
  /** `wx` and 16 hexadecimal digits. */
  readonly appId: string;
  /** 32 hexadecimal digits. */
  readonly appSecret: string;
  /** Signs the pushes. */
  readonly token: string;
  /** 43 letters and digits; empty for a test account. `changeEncodingAesKey` changes it gradually. */
  encodingAesKey: string;
  /** The EncodingAESKey before the last change. */
  previousEncodingAesKey?: string | undefined;
  /** `gh_` and 12 hexadecimal digits: the account's id in pushes. */
  readonly originalId: string;
  /** What the account's own QR code contains, which leads to its profile and carries no scene. */
  readonly qrCodeUrl: string;
  name: string;
  kind: 'service' | 'subscription';
  /** URL or path of a picture. */
  avatar?: string | undefined;
  /** Accounts that are not verified get 48001 from most API calls. */
  isVerified: boolean;
  /**
   * A free test account (接口测试号) needs no verification, but has smaller quotas and no
   * EncodingAESKey: it pushes in plain mode.
   */
  readonly isTestAccount: boolean;
  /** The owner has frozen the AppSecret: token calls get 40243. */
  isSecretFrozen: boolean;
  /** WeChat has disabled the account: API calls get 50002, and nothing is pushed. */
  isDisabled: boolean;
  /** Absolute URL that pushes go to. Nothing is pushed without it. */
  callbackUrl?: string | undefined;
  mode: PushMode;
  /** Name of the Open Platform account that this one is bound to; null: nobody has a unionid. */
  openPlatform: string | null;
  /**
   * The domains that the owner has set for web authorization, without a port. Null allows every one:
   * this suits local work.
   */
  authorizationDomains: readonly string[] | null;
}

/** What a phone shows of the account. */
export interface AccountProfile {
  readonly name: string;
  readonly kind: 'service' | 'subscription';
  /** URL or path of a picture. */
  readonly avatar?: string;
  readonly originalId: string;
}

/**
 * Fills in missing fields: by default, a verified service account in safe mode with new keys.
 * @throws TypeError if a test account is to push encrypted
 */
export function createAccount(random: Random, given: Partial<SimulatedAccount>): SimulatedAccount {
  const { isTestAccount = false, mode = isTestAccount ? 'plain' : 'safe' } = given;
  if (isTestAccount && (mode !== 'plain' || given.encodingAesKey)) {
    throw new TypeError(
      'account: a test account has no EncodingAESKey and pushes in plain mode. Leave `mode` and `encodingAesKey` out, or `isTestAccount`.',
    );
  }
  const appId = `wx${random.hex(16)}`;
  return {
    appId,
    qrCodeUrl: `http://weixin.qq.com/r/${appId.slice(2)}`,
    appSecret: random.hex(32),
    // With a digit at the end: a backend in plain mode refuses a Token without one as guessable.
    token: random.alphanumeric(31) + random.digits(1),
    encodingAesKey: isTestAccount ? '' : random.alphanumeric(43),
    originalId: `gh_${random.hex(12)}`,
    name: 'Simulated account',
    kind: 'service',
    isVerified: true,
    isSecretFrozen: false,
    isDisabled: false,
    openPlatform: 'simulated-open-platform',
    authorizationDomains: null,
    ...given,
    isTestAccount,
    mode,
  };
}

export function profileOf(account: SimulatedAccount): AccountProfile {
  const { name, kind, avatar, originalId } = account;
  return { name, kind, ...(avatar === undefined ? {} : { avatar }), originalId };
}

/**
 * Verified service accounts and test accounts. They have web authorization, too
 * (docs/wechat.md#accounts-and-permissions).
 */
export function mayCreateQrCodes(account: SimulatedAccount): boolean {
  return account.isTestAccount || (account.isVerified && account.kind === 'service');
}

/** How the account pushes at present: a test account cannot choose. */
export function pushModeOf({ isTestAccount, mode }: SimulatedAccount): PushMode {
  return isTestAccount ? 'plain' : mode;
}

/** Everyone but subscription accounts that are not verified. */
export function mayHaveMenu(account: SimulatedAccount): boolean {
  return mayReadUsers(account) || account.kind === 'service';
}

/** Verified accounts of either kind, and test accounts. */
export function mayReadUsers(account: SimulatedAccount): boolean {
  return account.isTestAccount || account.isVerified;
}
