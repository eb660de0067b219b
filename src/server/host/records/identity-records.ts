/**
 * What the backend remembers of one WeChat user at one official account, longer than an attempt lives:
 * which attempt counts, in which browsers they have confirmed, and what a login of the last day has done,
 * so that "Not me" can undo it.
 */
import type { Records, StoredRecord } from '../../base/shared/records.js';
import type { Identity } from '../host.js';

/** Plain data only, so a store can write it as JSON. */
export interface IdentityRecord {
  /** The attempt that counts. A new scan takes its place, and the older attempt ends. */
  readonly live?: LiveAttempt;
  /** Two-digit numbers that questions have used lately. */
  readonly usedNumbers?: readonly UsedNumber[];
  /** Browsers in which this person has confirmed, oldest first, at most 20. */
  readonly browsers?: readonly KnownBrowser[];
  /** Logins of the last 24 hours, oldest first. */
  readonly logins?: readonly LoginRecord[];
  /** The account of the last login that this person has confirmed. */
  readonly confirmedAccountId?: string;
  /** In the record of a login: who signed in. */
  readonly identity?: Identity;
  /** In the record of an account or browser: no browser that became known before this time counts. */
  readonly browsersForgottenAtMs?: number;
}

export interface LiveAttempt {
  readonly attempt: string;
  /** The time in its push, in seconds since the epoch by WeChat's clock. */
  readonly scannedAtS: number;
}

export interface UsedNumber {
  readonly number: string;
  readonly untilMs: number;
}

export interface KnownBrowser {
  /** `Device.hash` of its cookie. */
  readonly hash: string;
  /** The account that the confirmed login opened. The browser is known for no other one. */
  readonly accountId: string;
  readonly untilMs: number;
}

/** A login that descends from another one. */
export interface Descendant {
  readonly identity: Identity;
  readonly login: string;
}

/** A login, and what descends from it. */
export interface LoginRecord {
  /** Names the login: the id of its attempt. Sessions keep it as `login`. */
  readonly login: string;
  readonly approvedAtMs: number;
  /** The language of the page, for what the chat says later. */
  readonly lang?: string;
  /** The person was signed in before, and the attempt has only linked this identity to the account. */
  readonly isLinkOnly?: true;
  /** Absent until an account was opened. */
  readonly accountId?: string;
  /**
   * The login of the session that stood in for a proof, or the login that has linked this identity to the
   * account. What descends from this login descends from that one, too.
   */
  readonly parent?: string;
  /** Identities that this login, or a session that descends from it, has linked to the account. */
  readonly linked?: readonly Identity[];
  /** Identities that a session which descends from it has unlinked from the account. */
  readonly unlinked?: readonly Identity[];
  /** Logins of other WeChat users that have renewed a session which descends from it. */
  readonly renewedBy?: readonly Descendant[];
  /** When the person pressed "Not me". */
  readonly deniedAtMs?: number;
  /** Everything that descends from a denied login was undone. */
  readonly isUndone?: true;
}

export type StoredIdentityRecord = StoredRecord<IdentityRecord>;

/** Keeps one record for each key, longer than attempts live. */
export type IdentityRecords = Records<IdentityRecord>;

/** The key of an identity's record. */
export const recordKey = ({ appId, openid }: Identity): string => `${appId} ${openid}`;

/** The key of the record that says whose a login is. */
export const loginKey = (login: string): string => `login ${login}`;

/** The key of the record about the known browsers of an account. */
export const accountKey = (accountId: string): string => `account ${accountId}`;

/** The key of the record about one browser. */
export const browserKey = (hash: string): string => `browser ${hash}`;
