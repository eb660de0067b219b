/**
 * Accounts in PostgreSQL, by any client that is passed in; the schema is in schema.ts. Each change is
 * one statement, so a pool will do and no transaction is needed; the unique keys do the guarding.
 *
 * @example With pg, then with PGlite:
 * createPostgresAccounts({ query: (text, values) => pool.query(text, [...values]) })
 * createPostgresAccounts({ query: (text, values) => db.query(text, [...values]) })
 */
import type { HostAccount } from '../../server/host/host.js';
import type { AccountsKit, AccountsKitOptions } from '../accounts.js';
import { at, change, msOf, optional, text, type Query, type Row } from './query.js';
import type { IdentityRecord, AccountStorage } from '../records.js';
import { createAccounts } from '../rules.js';

export interface PostgresAccountsOptions extends AccountsKitOptions {
  readonly query: Query;
}

export function createPostgresAccounts({ query, ...rest }: PostgresAccountsOptions): AccountsKit {
  return createAccounts(createPostgresRecords(query), rest);
}

const lookSql = `
  select i.id as identity_id, i.unionid, a.id, a.name, a.avatar
    from wml_identities i join wml_accounts a on a.id = i.account_id
    where i.app_id = $1 and i.openid = $2
  union all
  select null, u.unionid, a.id, a.name, a.avatar
    from wml_unionids u join wml_accounts a on a.id = u.account_id
    where u.unionid = $3::text`;

const waysSql = `
  select version, exists (
      select from wml_identifiers where account_id = $1 and verified_at is not null
    ) as has_identifier
    from wml_accounts where id = $1`;

const identitiesSql = `
  select id, account_id, app_id, openid, unionid,
      ${msOf('linked_at')} as linked_at_ms
    from wml_identities where account_id = $1 order by linked_at, id`;

const credentialsSql = `
  select a.id, a.name, a.avatar, a.password_hash
    from wml_identifiers i join wml_accounts a on a.id = i.account_id
    where i.type = $1 and i.value = $2 and i.verified_at is not null
    order by a.created_at, a.id limit $3`;

const openidsSql = `
  select openid from wml_identities where app_id = $1 and openid > $2 order by openid limit $3`;

// The unionid before the identity in each statement that inserts both, by the join: otherwise two
// statements could wait for each other.
const addAccountSql = `
  with account as (
      insert into wml_accounts (id, name, avatar, password_hash, created_at)
        values ($1, $2, $3, $4, ${at('$5')}) returning id),
    identifier as (
      insert into wml_identifiers (account_id, type, value, verified_at)
        select account.id, given.type, given.value, case when $6::boolean then ${at('$5')} end
        from account, unnest($7::text[], $8::text[]) as given (type, value)),
    person as (
      insert into wml_unionids (unionid, account_id)
        select $12::text, id from account where $12::text is not null returning unionid),
    identity as (
      insert into wml_identities (id, app_id, openid, unionid, account_id, linked_at)
        select $9::text, $10::text, $11::text, $12::text, account.id, ${at('$5')}
        from account left join person on true where $9::text is not null)
  select id from account`;

const addIdentitySql = `
  with person as (
      insert into wml_unionids (unionid, account_id)
        select $5::text, id from wml_accounts where id = $2 and $5::text is not null
        on conflict do nothing returning unionid)
  insert into wml_identities (id, account_id, app_id, openid, unionid, linked_at)
    select $1::text, account.id, $3::text, $4::text, $5::text, ${at('$6')}
    from wml_accounts account left join person on true where account.id = $2
    returning id`;

const rememberSql = `
  insert into wml_identities (id, account_id, app_id, openid, unionid, linked_at)
    select $1::text, account_id, $3::text, $4::text, unionid, ${at('$6')}
    from wml_unionids where unionid = $5 and account_id = $2
    returning id`;

const setUnionidSql = `
  with identity as (
      update wml_identities set unionid = $2 where id = $1 and unionid is null
        returning id, account_id),
    person as (
      insert into wml_unionids (unionid, account_id)
        select $2::text, account_id from identity on conflict do nothing)
  select id from identity`;

// Locked before they are counted: nobody can tell an identity's unionid any more, and one that has
// been told since the identity was read is found.
const removeSql = `
  with as_read as (
      select identity.id from wml_identities identity
        join unnest($3::text[], $4::text[]) as gone (id, unionid)
          on identity.id = gone.id and identity.unionid is not distinct from gone.unionid
        where account_id = $1 order by identity.id for update of identity),
    account as (
      update wml_accounts set version = version + 1 where id = $1 and version = $2
        and (select count(*) from as_read) = cardinality($3::text[]) returning id),
    identity as (
      delete from wml_identities where id = any ($3::text[])
        and account_id in (select id from account)),
    person as (
      delete from wml_unionids where unionid = any ($5::text[])
        and account_id in (select id from account))
  select id from account`;

const host = (row: Row): HostAccount => ({
  id: text(row, 'id'),
  name: text(row, 'name'),
  ...optional('avatar', row, 'avatar'),
});

export async function accountById(query: Query, id: string): Promise<HostAccount | undefined> {
  const sql = 'select id, name, avatar from wml_accounts where id = $1';
  const [row] = (await query(sql, [id])).rows;
  return row && host(row);
}

const identityValues = (identity: IdentityRecord): unknown[] => {
  const { id, accountId, appId, openid, unionid = null, linkedAtMs } = identity;
  return [id, accountId, appId, openid, unionid, linkedAtMs];
};

function createPostgresRecords(query: Query): AccountStorage {
  const rowsOf = async (sql: string, ...values: unknown[]): Promise<readonly Row[]> =>
    (await query(sql, values)).rows;
  const firstOf = async (sql: string, ...values: unknown[]): Promise<Row | undefined> =>
    (await rowsOf(sql, ...values))[0];
  const changed = (sql: string, ...values: unknown[]): Promise<boolean> =>
    change(query, sql, values);

  return {
    async lookUp({ appId, openid, unionid = null }) {
      const rows = await rowsOf(lookSql, appId, openid, unionid);
      const known = rows.find((row) => row['identity_id'] !== null);
      const person = rows.find((row) => row['identity_id'] === null);
      return {
        ...(known && {
          byOpenid: {
            id: text(known, 'identity_id'),
            account: host(known),
            ...optional('unionid', known, 'unionid'),
          },
        }),
        ...(person && { byUnionid: host(person) }),
      };
    },
    getAccount: (id) => accountById(query, id),
    async getLoginMethods(accountId) {
      const row = await firstOf(waysSql, accountId);
      return (
        row && { version: Number(row['version']), hasIdentifier: row['has_identifier'] === true }
      );
    },
    listIdentities: async (accountId) =>
      (await rowsOf(identitiesSql, accountId)).map((row) => ({
        id: text(row, 'id'),
        accountId: text(row, 'account_id'),
        appId: text(row, 'app_id'),
        openid: text(row, 'openid'),
        ...optional('unionid', row, 'unionid'),
        linkedAtMs: Number(row['linked_at_ms']),
      })),
    findCredentials: async ({ type, value }, limit) =>
      (await rowsOf(credentialsSql, type, value, limit)).map((row) => ({
        account: host(row),
        ...optional('passwordHash', row, 'password_hash'),
      })),
    listOpenids: async (appId, after, limit) =>
      (await rowsOf(openidsSql, appId, after, limit)).map((row) => text(row, 'openid')),

    async renameAccount(id, name) {
      const sql = 'update wml_accounts set name = $2 where id = $1 returning id, name, avatar';
      const row = await firstOf(sql, id, name);
      return row && host(row);
    },
    addAccount({ account, createdAtMs, identifiers, isVerified, passwordHash = null }, identity) {
      const { id, name, avatar = null } = account;
      return changed(
        addAccountSql,
        ...[id, name, avatar, passwordHash, createdAtMs, isVerified],
        identifiers.map(({ type }) => type),
        identifiers.map(({ value }) => value),
        ...[identity?.id, identity?.appId, identity?.openid, identity?.unionid].map(
          (value) => value ?? null,
        ),
      );
    },
    addIdentity: (identity) => changed(addIdentitySql, ...identityValues(identity)),
    addIdentityByUnionid: (identity) => changed(rememberSql, ...identityValues(identity)),
    setUnionid: (identityId, unionid) => changed(setUnionidSql, identityId, unionid),
    setOpenid: (identityId, appId, openid) =>
      changed(
        'update wml_identities set app_id = $2, openid = $3 where id = $1 returning id',
        ...[identityId, appId, openid],
      ),
    removeIdentities: (accountId, version, { identities, unionids }) =>
      changed(
        removeSql,
        ...[accountId, version],
        identities.map(({ id }) => id),
        identities.map(({ unionid }) => unionid ?? null),
        unionids,
      ),
  };
}
