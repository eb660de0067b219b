/**
 * The accounts that this project brings: in memory, and in PostgreSQL. Nothing in the backend needs
 * more than `Accounts`; the rest is for who has no accounts yet.
 */
import type { Accounts, HostAccount, Identity } from '../server/host/host.js';
import type { Passwords } from './passwords.js';

export interface AccountsKit extends Required<Accounts> {
  get(id: string): Promise<HostAccount | undefined>;
  /** Undefined where there is no such account, or the name is no name: empty, over 64 characters. */
  rename(id: string, name: string): Promise<HostAccount | undefined>;
  /**
   * An account that WeChat has nothing to do with yet.
   * @throws WechatMpLoginError `invalid_request` with the `field` that cannot be used
   */
  add(account: NewAccount): Promise<HostAccount>;
  /**
   * The accounts with this verified e-mail address or phone number and this password; none for a
   * wrong password, an unknown account and an unverified one alike, after the same work.
   */
  byPassword(identifier: string, password: string): Promise<readonly HostAccount[]>;
  /**
   * The accounts with this verified address, oldest first, 20 at most. A code goes to the address as
   * `normalizeEmail` writes it, which is how it is looked for.
   */
  byEmail(email: string): Promise<readonly HostAccount[]>;
  /** Likewise of a number, with `normalizePhone`. */
  byPhone(phone: string): Promise<readonly HostAccount[]>;
  /**
   * Unlinks every WeChat: where an address was first verified, or a password reset, outside a
   * session that WeChat opened. Whoever linked before may have made the account in wait for its owner.
   */
  unlinkAll(accountId: string): Promise<void>;
  /**
   * Deletes what WeChat has told of a person who unfollowed, at this official account alone: whoever
   * unfollows one has not unfollowed another, and still opens the account by it. The account stays,
   * even where nobody can open it any more.
   */
  forget(identity: Identity): Promise<void>;
  /** The openids on record of one official account in order, from behind `after` on. */
  openids(appId: string, page: OpenidPage): Promise<readonly string[]>;
  /**
   * After an official account was migrated, its people have other openids. May be called again with
   * the same pairs; an openid that is not on record is passed over.
   */
  exchangeOpenids(
    fromAppId: string,
    toAppId: string,
    pairs: readonly OpenidChange[],
  ): Promise<ExchangedOpenids>;
}

/** `email` and `phone` count as verified; several accounts may have the same. */
export interface NewAccount {
  readonly name: string;
  readonly avatar?: string;
  readonly email?: string;
  /** With its country, `+49 151 …`, or a mobile number of mainland China. */
  readonly phone?: string;
  /** Needs `passwords`, and `email` or `phone` to go with it. */
  readonly password?: string;
  /** Nobody has shown yet that `email` and `phone` are theirs: until then they prove nothing. */
  readonly unverified?: true;
}

export interface OpenidPage {
  readonly after?: string;
  /** 1 to 1000. */
  readonly limit: number;
}

export interface OpenidChange {
  readonly from: string;
  readonly to: string;
}

export interface ExchangedOpenids {
  readonly exchanged: number;
  /** The old openids whose new ones open other accounts. Nothing was changed; a person has to decide. */
  readonly conflicts: readonly string[];
}

export interface AccountsKitOptions {
  /** `createPasswords()` of `wechat-mp-login/server/passwords`. Without it no account has a password. */
  readonly passwords?: Passwords;
  /** From 0 to below 1. */
  readonly random?: () => number;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** So many random bytes in base64url. */
  readonly randomToken?: (bytes: number) => string;
}
