/**
 * The SQL statements of the accounts. Each change is a single statement, so it needs no transaction and
 * works with a pool. The unique keys of schema.ts guard against concurrent changes.
 */
import { at, msOf } from '../../server/base/postgres/query.js';

export const accountSql = `select id, name, avatar, created_by from wml_accounts where id = $1`;

export const renameSql = `
  update wml_accounts set name = $2 where id = $1 returning id, name, avatar, created_by`;

export const setOpenidSql = `
  update wml_identities set app_id = $2, openid = $3 where id = $1 returning id`;

export const lookUpSql = `
  select i.id as identity_id, i.unionid, a.id, a.name, a.avatar, a.created_by,
      ${msOf('i.forget_at')} as forget_at_ms
    from wml_identities i join wml_accounts a on a.id = i.account_id
    where i.app_id = $1 and i.openid = $2
  union all
  select null, u.unionid, a.id, a.name, a.avatar, a.created_by, null
    from wml_unionids u join wml_accounts a on a.id = u.account_id
    where u.unionid = $3::text`;

export const loginMethodsSql = `
  select version, exists (
      select from wml_identifiers where account_id = $1 and verified_at is not null
    ) as has_identifier
    from wml_accounts where id = $1`;

const selectIdentities = `
  select id, account_id, app_id, openid, unionid,
      ${msOf('linked_at')} as linked_at_ms, ${msOf('forget_at')} as forget_at_ms
    from wml_identities`;

export const identitiesSql = `${selectIdentities} where account_id = $1 order by linked_at, id`;

export const forgettableSql = `${selectIdentities}
    where forget_at <= ${at('$1')} order by forget_at limit $2`;

export const setForgetAtSql = `
  update wml_identities set forget_at = ${at('$2')} where id = $1 returning id`;

export const credentialsSql = `
  select a.id, a.name, a.avatar, a.password_hash
    from wml_identifiers i join wml_accounts a on a.id = i.account_id
    where i.type = $1 and i.value = $2 and i.verified_at is not null
    order by a.created_at, a.id collate "C" limit $3`;

export const openidsSql = `
  select openid from wml_identities where app_id = $1 and openid > $2 order by openid limit $3`;

// A statement that inserts a unionid and an identity inserts the unionid first, because of the join.
// Otherwise two statements could deadlock.
export const addAccountSql = `
  with account as (
      insert into wml_accounts (id, name, avatar, password_hash, created_at, created_by)
        values ($1, $2, $3, $4, ${at('$5')}, $13::text) returning id),
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

export const addIdentitySql = `
  with person as (
      insert into wml_unionids (unionid, account_id)
        select $5::text, id from wml_accounts where id = $2 and $5::text is not null
        on conflict do nothing returning unionid)
  insert into wml_identities (id, account_id, app_id, openid, unionid, linked_at)
    select $1::text, account.id, $3::text, $4::text, $5::text, ${at('$6')}
    from wml_accounts account left join person on true where account.id = $2
    returning id`;

export const addIdentityByUnionidSql = `
  insert into wml_identities (id, account_id, app_id, openid, unionid, linked_at)
    select $1::text, account_id, $3::text, $4::text, unionid, ${at('$6')}
    from wml_unionids where unionid = $5 and account_id = $2
    returning id`;

export const setUnionidSql = `
  with identity as (
      update wml_identities set unionid = $2 where id = $1 and unionid is null
        returning id, account_id),
    person as (
      insert into wml_unionids (unionid, account_id)
        select $2::text, account_id from identity on conflict do nothing)
  select id from identity`;

// Locks the identities before it counts them, so that nobody can set a unionid from then on. If one was
// set since the identities were read, the count is too small and nothing changes.
export const removeIdentitiesSql = `
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
