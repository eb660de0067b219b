/** The public types of the ready-made accounts, the same for memory and for PostgreSQL. */
import type { CheckedAccounts } from '../server/host/guard-accounts.js';
import type { HostAccount, Identity } from '../server/host/host.js';
import type { Passwords } from './passwords.js';

/**
 * The accounts that the backend needs (`Accounts`), with more functions for an application that keeps
 * its users here.
 */
export interface AccountsKit extends Required<CheckedAccounts> {
  /** Returns the account with this id. */
  get(id: string): Promise<HostAccount | undefined>;
  /**
   * Changes the name that other people see. Returns undefined, without a change, if there is no such
   * account, or if the name is empty, longer than 64 characters or unprintable.
   */
  rename(id: string, name: string): Promise<HostAccount | undefined>;
  /**
   * Adds an account that no WeChat user opens yet.
   * @throws WechatMpLoginError `invalid_request` with the `field` whose value cannot be used
   */
  add(account: NewAccount): Promise<HostAccount>;
  /**
   * Finds the accounts with this verified e-mail address or phone number and this password. A wrong
   * password, an unknown account and an unverified one all give an empty list, after the same work.
   */
  byPassword(identifier: string, password: string): Promise<readonly HostAccount[]>;
  /** Finds at most 20 accounts with this verified e-mail address (`normalizeEmail`), oldest first. */
  byEmail(email: string): Promise<readonly HostAccount[]>;
  /** Finds at most 20 accounts with this verified phone number (`normalizePhone`), oldest first. */
  byPhone(phone: string): Promise<readonly HostAccount[]>;
  /**
   * Unlinks every WeChat user from the account. Call it when an address is verified for the first time
   * or a password is reset in a session that WeChat did not open. An attacker may have created the
   * account with somebody else's address, linked their own WeChat to it, and waited for the owner.
   */
  unlinkAll(accountId: string): Promise<void>;
  /**
   * Deletes all data from WeChat about a user who unfollowed this official account. Their identities at
   * other official accounts stay and still open the account. The account itself stays too, even if
   * nobody can sign in to it any more.
   */
  forget(identity: Identity): Promise<void>;
  /**
   * Forgets the user after `forgetAfterMs`, unless they are back before: they follow again, or sign in.
   * Call it on the notice `unfollowed`. A repeated call does not begin the time again. Each call also
   * forgets up to 20 others whose time is over.
   */
  forgetLater(identity: Identity): Promise<void>;
  /**
   * Forgets everybody whose time is over. Call it once a day, so that nobody's data waits for the next
   * unfollow.
   */
  forgetDue(): Promise<void>;
  /** Lists the openids on record of one official account, in the order of their bytes. */
  openids(appId: string, page: OpenidPage): Promise<readonly string[]>;
  /**
   * Exchanges openids after an official account was migrated. It is safe to pass the same changes again;
   * an openid that is not on record is skipped.
   */
  exchangeOpenids(
    fromAppId: string,
    toAppId: string,
    changes: readonly OpenidChange[],
  ): Promise<ExchangedOpenids>;
}

/** Several accounts may have the same e-mail address or phone number: families share a phone. */
export interface NewAccount {
  /** 1 to 64 printable characters as people count them: an emoji is one. Not only invisible ones. */
  readonly name: string;
  /** A URL of at most 2000 characters. */
  readonly avatar?: string;
  readonly email?: string;
  /** With its country code, `+49 151 …`, or a mobile number of mainland China. */
  readonly phone?: string;
  /** Requires the option `passwords`, and an `email` or `phone` to sign in with. */
  readonly password?: string;
  /**
   * Set it if the owner has not proven yet that `email` and `phone` are theirs: neither can then be used
   * to sign in. Default: both count as verified.
   */
  readonly unverified?: true;
}

export interface OpenidPage {
  /** The last openid of the previous page. Default: begins with the first openid. */
  readonly after?: string;
  /** 1 to 1000. */
  readonly limit: number;
}

/** The openid of one WeChat user before and after the migration. */
export interface OpenidChange {
  readonly from: string;
  readonly to: string;
}

export interface ExchangedOpenids {
  /** How many openids were exchanged. */
  readonly exchanged: number;
  /** The old openids whose new ones open other accounts. Nothing was changed: a person has to decide. */
  readonly conflicts: readonly string[];
}

export interface AccountsKitOptions {
  /**
   * `createPasswords()` of `wechat-mp-login/accounts/passwords`. Default: no account has a password,
   * and `byPassword` rejects.
   */
  readonly passwords?: Passwords;
  /** A random number from 0 to below 1, for names such as "WeChat user 4711". Default: `Math.random`. */
  readonly random?: () => number;
  /**
   * How long `forgetLater` keeps the data of somebody who unfollowed, in milliseconds. WeChat requires
   * that it is deleted, and names no period. Default: 604 800 000, 7 days: enough to take back an
   * unfollow by mistake, which otherwise costs people the only login method of their account. 0 forgets
   * at once.
   */
  readonly forgetAfterMs?: number;
  /** The present time in milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Returns the given number of random bytes in base64url. Default: `crypto.getRandomValues`. */
  readonly randomToken?: (bytes: number) => string;
}
