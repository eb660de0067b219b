-- A sketch. It was run by hand in PostgreSQL 15, not by Spring. README.md says what you must add.
create table if not exists accounts (
  id bigint generated always as identity primary key,
  name varchar(200) not null
);

create table if not exists wechat_identities (
  app_id varchar(32) not null,
  openid varchar(64) not null,
  account_id bigint not null references accounts on delete cascade,
  primary key (app_id, openid)
);

create table if not exists wechat_login_attempts (
  id varchar(22) primary key,
  scene varchar(32) not null unique,
  challenge varchar(43) not null unique,
  cookie_hash varchar(43) not null,
  qr_url varchar(256),
  -- 'expired' is never stored: it follows from ends_at.
  state varchar(9) not null default 'pending',
  rev integer not null default 1,
  -- In Unix milliseconds: when the state ends by itself, or when the attempt has ended.
  ends_at bigint not null,
  openid varchar(64),
  -- With 'failed', an error code of the protocol.
  reason varchar(40),
  -- With 'completed', what a repeated redeem needs.
  account_id bigint references accounts on delete cascade,
  is_new_account boolean not null default false,
  session_id varchar(100)
);
create index if not exists wechat_login_attempts_end on wechat_login_attempts (ends_at);
