/**
 * The interface to the storage of accounts, which memory/ and postgres/ implement. Every change happens
 * completely or not at all. It resolves with false if the record has changed since it was read; the
 * rules in identities/ then read again.
 */
import type { HostAccount, Identity } from '../server/host/host.js';

export interface IdentityRecord extends Identity {
  readonly id: string;
  readonly accountId: string;
  readonly linkedAtMs: number;
  /** When the identity is to be forgotten, because its person has unfollowed. */
  readonly forgetAtMs?: number;
}

export type IdentifierType = 'email' | 'phone';

/** An e-mail address or phone number in its single spelling (server/base/contacts.ts). */
export interface Identifier {
  readonly type: IdentifierType;
  readonly value: string;
}

export interface AccountRecord {
  readonly account: HostAccount;
  readonly createdAtMs: number;
  readonly identifiers: readonly Identifier[];
  /** Whether the owner has proven that the identifiers are theirs. */
  readonly isVerified: boolean;
  readonly passwordHash?: string;
}

/** The login methods of an account, as they were read before some are removed. */
export interface LoginMethods {
  /** Grows with every removal of a login method. */
  readonly version: number;
  /** Whether there is a verified identifier: a login method beside WeChat. */
  readonly hasIdentifier: boolean;
}

/** The records about an identity. */
export interface IdentityLookup {
  readonly byOpenid?: KnownIdentity;
  readonly byUnionid?: HostAccount;
}

export interface KnownIdentity {
  readonly id: string;
  readonly account: HostAccount;
  readonly unionid?: string;
  readonly forgetAtMs?: number;
}

export interface Credential {
  readonly account: HostAccount;
  readonly passwordHash?: string;
}

/** The identities to remove, as they were read, and the unionids that no identity has afterwards. */
export interface Removal {
  readonly identities: readonly IdentityRecord[];
  readonly unionids: readonly string[];
}

export interface StorageReads {
  lookUp(identity: Identity): Promise<IdentityLookup>;
  getAccount(id: string): Promise<HostAccount | undefined>;
  getLoginMethods(accountId: string): Promise<LoginMethods | undefined>;
  /** Oldest first. */
  listIdentities(accountId: string): Promise<readonly IdentityRecord[]>;
  /** By a verified identifier, oldest account first. */
  findCredentials(identifier: Identifier, limit: number): Promise<readonly Credential[]>;
  listOpenids(appId: string, after: string, limit: number): Promise<readonly string[]>;
  /** The identities whose `forgetAtMs` is over. */
  listForgettable(nowMs: number, limit: number): Promise<readonly IdentityRecord[]>;
}

export interface StorageChanges {
  renameAccount(id: string, name: string): Promise<HostAccount | undefined>;
  /** False if the openid or the unionid has an account already. */
  addAccount(account: AccountRecord, identity?: IdentityRecord): Promise<boolean>;
  /**
   * If nobody has its unionid, the account gets it. False if the openid or the unionid belongs to
   * another account.
   */
  addIdentity(identity: IdentityRecord): Promise<boolean>;
  /** Adds an identity whose unionid the account has already. False if it no longer has it. */
  addIdentityByUnionid(identity: IdentityRecord & Required<Identity>): Promise<boolean>;
  /** False if the identity has a unionid, or the unionid belongs to another account. */
  setUnionid(identityId: string, unionid: string): Promise<boolean>;
  /** Sets or removes `forgetAtMs`. False if there is no such identity. */
  setForgetAt(identityId: string, forgetAtMs: number | undefined): Promise<boolean>;
  /** False if that openid is on record already. */
  setOpenid(identityId: string, appId: string, openid: string): Promise<boolean>;
  /**
   * False if the version has changed, if an identity has gained a unionid since it was read, or if an
   * identity that stays needs one of the unionids.
   */
  removeIdentities(accountId: string, version: number, removal: Removal): Promise<boolean>;
}

export type AccountStorage = StorageReads & StorageChanges;
