/** The storage of accounts in PostgreSQL. */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountStorage, IdentityRecord, StorageChanges, StorageReads } from '../storage.js';
import { change, optional, text, type Query, type Row } from '../../server/base/postgres/query.js';
import * as sql from './statements.js';

export function createPostgresStorage(query: Query): AccountStorage {
  return { ...createReads(query), ...createChanges(query) };
}

export async function accountById(query: Query, id: string): Promise<HostAccount | undefined> {
  const [row] = (await query(sql.accountSql, [id])).rows;
  return row && toAccount(row);
}

function createReads(query: Query): StorageReads {
  const rowsOf = async (statement: string, ...values: unknown[]): Promise<readonly Row[]> =>
    (await query(statement, values)).rows;

  return {
    async lookUp({ appId, openid, unionid = null }) {
      const rows = await rowsOf(sql.lookUpSql, appId, openid, unionid);
      const byOpenid = rows.find((row) => row['identity_id'] !== null);
      const byUnionid = rows.find((row) => row['identity_id'] === null);
      return {
        ...(byOpenid && {
          byOpenid: {
            id: text(byOpenid, 'identity_id'),
            account: toAccount(byOpenid),
            ...optional('unionid', byOpenid, 'unionid'),
            ...forgetAtOf(byOpenid),
          },
        }),
        ...(byUnionid && { byUnionid: toAccount(byUnionid) }),
      };
    },
    getAccount: (id) => accountById(query, id),
    async getLoginMethods(accountId) {
      const [row] = await rowsOf(sql.loginMethodsSql, accountId);
      return (
        row && { version: Number(row['version']), hasIdentifier: row['has_identifier'] === true }
      );
    },
    listIdentities: async (accountId) =>
      (await rowsOf(sql.identitiesSql, accountId)).map(toIdentity),
    findCredentials: async ({ type, value }, limit) =>
      (await rowsOf(sql.credentialsSql, type, value, limit)).map((row) => ({
        account: toAccount(row),
        ...optional('passwordHash', row, 'password_hash'),
      })),
    listOpenids: async (appId, after, limit) =>
      (await rowsOf(sql.openidsSql, appId, after, limit)).map((row) => text(row, 'openid')),
    listForgettable: async (nowMs, limit) =>
      (await rowsOf(sql.forgettableSql, nowMs, limit)).map(toIdentity),
  };
}

function createChanges(query: Query): StorageChanges {
  const changed = (statement: string, ...values: unknown[]): Promise<boolean> =>
    change(query, statement, values);

  return {
    async renameAccount(id, name) {
      const [row] = (await query(sql.renameSql, [id, name])).rows;
      return row && toAccount(row);
    },
    addAccount({ account, createdAtMs, identifiers, isVerified, passwordHash = null }, identity) {
      const { id, name, avatar = null, createdBy = null } = account;
      return changed(
        sql.addAccountSql,
        ...[id, name, avatar, passwordHash, createdAtMs, isVerified],
        identifiers.map(({ type }) => type),
        identifiers.map(({ value }) => value),
        ...[identity?.id, identity?.appId, identity?.openid, identity?.unionid].map(
          (value) => value ?? null,
        ),
        createdBy,
      );
    },
    addIdentity: (identity) => changed(sql.addIdentitySql, ...identityValues(identity)),
    addIdentityByUnionid: (identity) =>
      changed(sql.addIdentityByUnionidSql, ...identityValues(identity)),
    setUnionid: (identityId, unionid) => changed(sql.setUnionidSql, identityId, unionid),
    setForgetAt: (identityId, forgetAtMs) =>
      changed(sql.setForgetAtSql, identityId, forgetAtMs ?? null),
    setOpenid: (identityId, appId, openid) => changed(sql.setOpenidSql, identityId, appId, openid),
    removeIdentities: (accountId, version, { identities, unionids }) =>
      changed(
        sql.removeIdentitiesSql,
        ...[accountId, version],
        identities.map(({ id }) => id),
        identities.map(({ unionid }) => unionid ?? null),
        unionids,
      ),
  };
}

function toAccount(row: Row): HostAccount {
  return {
    ...{ id: text(row, 'id'), name: text(row, 'name') },
    ...optional('avatar', row, 'avatar'),
    ...optional('createdBy', row, 'created_by'),
  };
}

function toIdentity(row: Row): IdentityRecord {
  return {
    id: text(row, 'id'),
    accountId: text(row, 'account_id'),
    appId: text(row, 'app_id'),
    openid: text(row, 'openid'),
    ...optional('unionid', row, 'unionid'),
    linkedAtMs: Number(row['linked_at_ms']),
    ...forgetAtOf(row),
  };
}

function forgetAtOf({ forget_at_ms: forgetAtMs }: Row): Pick<IdentityRecord, 'forgetAtMs'> {
  return typeof forgetAtMs === 'number' ? { forgetAtMs } : {};
}

function identityValues(identity: IdentityRecord): unknown[] {
  const { id, accountId, appId, openid, unionid = null, linkedAtMs } = identity;
  return [id, accountId, appId, openid, unionid, linkedAtMs];
}
