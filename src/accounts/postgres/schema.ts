/** The tables of the accounts, sessions and identity records in PostgreSQL. */

/**
 * The tables as plain SQL: several statements, harmless if the tables exist. Run it once, where your
 * migrations run: `pool.query(schema)` with pg, `db.exec(schema)` with PGlite.
 */
export const schema = /* sql */ `
-- Deleting an account deletes everything that belongs to it.
create table if not exists wml_accounts (
  id text primary key,
  name text not null,
  avatar text,
  -- A PHC string: $argon2id$…
  password_hash text,
  -- Grows with every removal of a login method, so that two requests cannot remove the last two.
  -- Increase it as well if you delete or change an identifier by hand.
  version integer not null default 0,
  created_at timestamptz not null default now()
);
-- The key of the login that created the account. A scan that was approved because its WeChat user had no
-- account opens no account that was created elsewhere in the meantime.
alter table wml_accounts add column if not exists created_by text;

-- Login methods beside WeChat. Several accounts may have the same one: families share a phone.
create table if not exists wml_identifiers (
  account_id text not null references wml_accounts on delete cascade,
  type text not null check (type in ('email', 'phone')),
  -- As normalizeEmail (in lower case) and normalizePhone (+ and digits) write it.
  value text not null,
  -- Null if it was typed but not proven: it cannot be used to sign in.
  verified_at timestamptz,
  primary key (account_id, type, value)
);
create index if not exists wml_identifiers_by_value on wml_identifiers (type, value)
  where verified_at is not null;

-- A unionid belongs to one account.
create table if not exists wml_unionids (
  unionid text primary key,
  account_id text not null references wml_accounts on delete cascade,
  -- Adds nothing to the primary key; the foreign key below needs it.
  unique (unionid, account_id)
);
create index if not exists wml_unionids_by_account on wml_unionids (account_id);

-- An openid of an official account belongs to one account, the same as its unionid.
create table if not exists wml_identities (
  -- Random. The settings page sees it, and never an openid.
  id text primary key,
  app_id text not null,
  -- In the order of bytes, which is the order of openids().
  openid text collate "C" not null,
  -- Null until WeChat has given it.
  unionid text,
  account_id text not null references wml_accounts on delete cascade,
  linked_at timestamptz not null default now(),
  unique (app_id, openid),
  foreign key (unionid, account_id) references wml_unionids (unionid, account_id)
);
create index if not exists wml_identities_by_account on wml_identities (account_id);
create index if not exists wml_identities_by_unionid on wml_identities (unionid);
-- Set when the person unfollows, and cleared when they come back before it.
alter table wml_identities add column if not exists forget_at timestamptz;
create index if not exists wml_identities_by_forget_at on wml_identities (forget_at)
  where forget_at is not null;

-- Without a foreign key: applications with accounts of their own use these sessions too.
create table if not exists wml_sessions (
  -- SHA-256 of the cookie. The cookie is derived from the seed and the sign-in's key, which is not
  -- stored: reading this table does not let anybody sign in.
  id_hash text primary key,
  seed text not null,
  -- SHA-256 of the key of the sign-in. Unique, so that one sign-in opens one session.
  key_hash text not null unique,
  account_id text not null,
  authenticated_at timestamptz not null,
  ends_at timestamptz not null
);
-- How the person signed in, whether they confirmed it, and the login that the session descends from.
alter table wml_sessions add column if not exists method text not null default '';
alter table wml_sessions add column if not exists confirmed boolean not null default false;
alter table wml_sessions add column if not exists login text;
create index if not exists wml_sessions_by_login on wml_sessions (login) where login is not null;
create index if not exists wml_sessions_by_account on wml_sessions (account_id);
create index if not exists wml_sessions_by_end on wml_sessions (ends_at);

-- When all sessions of an account were ended: a scan from before that no longer signs in.
create table if not exists wml_session_ends (
  account_id text primary key,
  ended_at timestamptz not null
);
create index if not exists wml_session_ends_by_time on wml_session_ends (ended_at);

-- What the backend remembers of a WeChat user: which scan counts, known browsers, logins of the last day.
create table if not exists wml_identity_records (
  key text primary key,
  -- Grows with every write, and a write succeeds only if it is as it was read.
  rev integer not null,
  record jsonb not null,
  forget_at timestamptz not null
);
create index if not exists wml_identity_records_by_forget_at on wml_identity_records (forget_at);
`;
