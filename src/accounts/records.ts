/**
 * What the accounts of this project are kept in. Each change is one step that happens whole or not at
 * all; it answers false where the record has changed since it was read, and rules.ts looks again.
 */
import type { HostAccount, Identity } from '../server/host/host.js';

export interface IdentityRecord extends Identity {
  readonly id: string;
  readonly accountId: string;
  readonly linkedAtMs: number;
}

export type IdentifierType = 'email' | 'phone';

export interface Identifier {
  readonly type: IdentifierType;
  readonly value: string;
}

export interface AccountRecord {
  readonly account: HostAccount;
  readonly createdAtMs: number;
  readonly identifiers: readonly Identifier[];
  readonly isVerified: boolean;
  readonly passwordHash?: string;
}

/** An account, as it was read before ways in are taken away. */
export interface LoginMethods {
  /** Grows whenever a way in is taken away. */
  readonly version: number;
  /** Whether there is a verified identifier, which is a way in beside WeChat. */
  readonly hasIdentifier: boolean;
}

/** What is on record of an identity. */
export interface IdentityLookup {
  readonly byOpenid?: {
    readonly id: string;
    readonly account: HostAccount;
    readonly unionid?: string;
  };
  readonly byUnionid?: HostAccount;
}

export interface Credential {
  readonly account: HostAccount;
  readonly passwordHash?: string;
}

/** Which identities to take away, as they were read, and which unionids nobody has then. */
export interface Removal {
  readonly identities: readonly IdentityRecord[];
  readonly unionids: readonly string[];
}

export interface AccountStorage {
  lookUp(identity: Identity): Promise<IdentityLookup>;
  getAccount(id: string): Promise<HostAccount | undefined>;
  getLoginMethods(accountId: string): Promise<LoginMethods | undefined>;
  /** Oldest first. */
  listIdentities(accountId: string): Promise<readonly IdentityRecord[]>;
  /** By a verified identifier, oldest first. */
  findCredentials(identifier: Identifier, limit: number): Promise<readonly Credential[]>;
  listOpenids(appId: string, after: string, limit: number): Promise<readonly string[]>;

  renameAccount(id: string, name: string): Promise<HostAccount | undefined>;
  /** False where the openid or the unionid has an account already. */
  addAccount(account: AccountRecord, identity?: IdentityRecord): Promise<boolean>;
  /** Its unionid becomes the account's, where it is nobody's. False where openid or unionid is another's. */
  addIdentity(identity: IdentityRecord): Promise<boolean>;
  /** Adds an identity whose unionid is the account's already. False where it no longer is. */
  addIdentityByUnionid(identity: Required<IdentityRecord>): Promise<boolean>;
  /** False where the identity has one, or the unionid is another account's. */
  setUnionid(identityId: string, unionid: string): Promise<boolean>;
  /** False where that openid is on record already. */
  setOpenid(identityId: string, appId: string, openid: string): Promise<boolean>;
  /**
   * False where the version is another by now, an identity has gained a unionid since it was read, or
   * a unionid is somebody's after all.
   */
  removeIdentities(accountId: string, version: number, removal: Removal): Promise<boolean>;
}
