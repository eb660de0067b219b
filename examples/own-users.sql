-- WeChat users and their identities, beside your table `users (id bigint, name text, …)`.

-- A unionid belongs to one user.
create table wechat_people (
  unionid text primary key,
  user_id bigint not null references users on delete cascade,
  unique (unionid, user_id)
);

-- An openid belongs to one user: the same one as its unionid.
create table wechat_identities (
  app_id text,
  openid text,
  unionid text,
  user_id bigint not null references users on delete cascade,
  -- The key of the login that created the user together with this identity.
  created_by text,
  primary key (app_id, openid),
  foreign key (unionid, user_id) references wechat_people (unionid, user_id) on delete cascade
);
