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
  /** 43 letters and digits. */
  readonly encodingAesKey: string;
  /** `gh_` and 12 hexadecimal digits: the account's id in pushes. */
  readonly originalId: string;
  name: string;
  kind: 'service' | 'subscription';
  /** URL or path of a picture. */
  avatar?: string | undefined;
  /** Accounts that are not verified get 48001 from most API calls. */
  isVerified: boolean;
  /** A free test account (接口测试号) needs no verification, but has smaller quotas. */
  isTestAccount: boolean;
  /** WeChat has disabled the account: API calls get 50002, and nothing is pushed. */
  isDisabled: boolean;
  /** Absolute URL that pushes go to. Nothing is pushed without it. */
  callbackUrl?: string | undefined;
  mode: PushMode;
  /** Name of the Open Platform account that this one is bound to; null: nobody has a unionid. */
  openPlatform: string | null;
}

/** What a phone shows of the account. */
export interface AccountProfile {
  readonly name: string;
  readonly kind: 'service' | 'subscription';
  /** URL or path of a picture. */
  readonly avatar?: string;
  readonly originalId: string;
}

/** Fills in missing fields: by default, a verified service account in safe mode with new keys. */
export function createAccount(random: Random, given: Partial<SimulatedAccount>): SimulatedAccount {
  return {
    appId: `wx${random.hex(16)}`,
    appSecret: random.hex(32),
    token: random.alphanumeric(32),
    encodingAesKey: random.alphanumeric(43),
    originalId: `gh_${random.hex(12)}`,
    name: 'Simulated account',
    kind: 'service',
    isVerified: true,
    isTestAccount: false,
    isDisabled: false,
    mode: 'safe',
    openPlatform: 'simulated-open-platform',
    ...given,
  };
}

export function profileOf(account: SimulatedAccount): AccountProfile {
  const { name, kind, avatar, originalId } = account;
  return { name, kind, ...(avatar === undefined ? {} : { avatar }), originalId };
}

/** Verified service accounts and test accounts (docs/wechat.md#accounts-and-permissions). */
export function mayCreateQrCodes(account: SimulatedAccount): boolean {
  return account.isTestAccount || (account.isVerified && account.kind === 'service');
}

/** Verified accounts of either kind, and test accounts. */
export function mayReadUsers(account: SimulatedAccount): boolean {
  return account.isTestAccount || account.isVerified;
}
