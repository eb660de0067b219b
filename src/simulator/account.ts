/** The official account that is simulated: its keys, what it may do, and how it is set to push. */
import type { PushMode } from '../wechat/index.js';
import type { Random } from './random.js';

/** Fields that are not readonly may be changed while the simulator runs, as its owner would. */
export interface SimulatedAccount {
  /** `wx` and 16 hex digits. */
  readonly appId: string;
  /** 32 hex digits. */
  readonly appSecret: string;
  /** Signs the pushes. */
  readonly token: string;
  /** 43 letters and digits. */
  readonly encodingAesKey: string;
  /** `gh_` and 12 hex digits: the account in pushes. */
  readonly originalId: string;
  name: string;
  kind: 'service' | 'subscription';
  /** URL or path of a picture. */
  avatar?: string | undefined;
  /** Without it most API calls are refused with 48001. */
  verified: boolean;
  /** A free test account (接口测试号): may do everything unverified, with smaller quotas. */
  test: boolean;
  /** Switched off by the platform: 50002, nothing is pushed, a scan finds it unavailable. */
  disabled: boolean;
  /** Absolute URL to push to; nothing is pushed without it. */
  callbackUrl?: string | undefined;
  mode: PushMode;
  /** Name of the Open Platform account to which it is bound; null: followers have no unionid. */
  openPlatform: string | null;
}

/** What a phone shows of the account. */
export interface AccountProfile {
  readonly name: string;
  readonly kind: 'service' | 'subscription';
  readonly avatar?: string;
  readonly originalId: string;
}

/** A verified service account in safe mode, with fresh keys, where nothing else is said. */
export function createAccount(random: Random, given: Partial<SimulatedAccount>): SimulatedAccount {
  return {
    appId: `wx${random.hex(16)}`,
    appSecret: random.hex(32),
    token: random.alphanumeric(32),
    encodingAesKey: random.alphanumeric(43),
    originalId: `gh_${random.hex(12)}`,
    name: 'Simulated account',
    kind: 'service',
    verified: true,
    test: false,
    disabled: false,
    mode: 'safe',
    openPlatform: 'simulated-open-platform',
    ...given,
  };
}

export function profileOf(account: SimulatedAccount): AccountProfile {
  const { name, kind, avatar, originalId } = account;
  return { name, kind, ...(avatar === undefined ? {} : { avatar }), originalId };
}

/** Codes with a scene: verified service accounts and test accounts (docs/wechat.md#accounts-and-permissions). */
export function mayCreateCodes(account: SimulatedAccount): boolean {
  return account.test || (account.verified && account.kind === 'service');
}

/** user/info: verified accounts of either kind, and test accounts. */
export function mayReadUsers(account: SimulatedAccount): boolean {
  return account.test || account.verified;
}
