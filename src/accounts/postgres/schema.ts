/** The tables of createPostgresAccounts and createPostgresSessions. */

/**
 * Plain SQL, several statements, harmless where the tables are there already. Run it once, where
 * your migrations run: `pool.query(schema)` of pg, `db.exec(schema)` of PGlite.
 */
export const schema = /* sql */ `
-- Whoever deletes an account here deletes everything of it.
create table if not exists wml_accounts (
  id text primary key,
  name text not null,
  avatar text,
  -- A PHC string: $argon2id$…
  password_hash text,
  -- Counts up whenever a way in is taken away, so that two who take the last two cannot both do it.
  -- Count it up as well where you delete or change an identifier by hand.
  version integer not null default 0,
  created_at timestamptz not null default now()
);

-- Ways in beside WeChat. Several accounts may have the same: families share a phone.
create table if not exists wml_identifiers (
  account_id text not null references wml_accounts on delete cascade,
  type text not null check (type in ('email', 'phone')),
  -- As normalizeEmail and normalizePhone write it: small letters; + and digits.
  value text not null,
  -- Null: typed by somebody, shown by nobody. It proves nothing.
  verified_at timestamptz,
  primary key (account_id, type, value)
);
create index if not exists wml_identifiers_by_value on wml_identifiers (type, value)
  where verified_at is not null;

-- One unionid, one account.
create table if not exists wml_unionids (
  unionid text primary key,
  account_id text not null references wml_accounts on delete cascade,
  -- Says no more than the primary key; the foreign key below needs it.
  unique (unionid, account_id)
);
create index if not exists wml_unionids_by_account on wml_unionids (account_id);

-- One openid of one official account, one account; and always the account of its unionid.
create table if not exists wml_identities (
  -- Random. The settings page sees it, and no openid.
  id text primary key,
  app_id text not null,
  -- In the order of bytes, which is the order of openids().
  openid text collate "C" not null,
  -- Null until WeChat has told it.
  unionid text,
  account_id text not null references wml_accounts on delete cascade,
  linked_at timestamptz not null default now(),
  unique (app_id, openid),
  foreign key (unionid, account_id) references wml_unionids (unionid, account_id)
);
create index if not exists wml_identities_by_account on wml_identities (account_id);
create index if not exists wml_identities_by_unionid on wml_identities (unionid);

-- Accounts of your own can have these sessions too, so no foreign key.
create table if not exists wml_sessions (
  -- SHA-256 of the cookie, which is made of the seed and the sign-in's key and kept nowhere: who
  -- reads this table is not signed in.
  id_hash text primary key,
  seed text not null,
  -- SHA-256 of the sign-in that opened it. One sign-in, one session.
  key_hash text not null unique,
  account_id text not null,
  authenticated_at timestamptz not null,
  ends_at timestamptz not null
);
create index if not exists wml_sessions_by_account on wml_sessions (account_id);
create index if not exists wml_sessions_by_end on wml_sessions (ends_at);
`;
