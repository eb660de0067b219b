-- Beside a table `users (id bigint, name text, …)`: the people and identities of WeChat.

-- One unionid, one user.
create table wechat_people (
  unionid text primary key,
  user_id bigint not null references users on delete cascade,
  unique (unionid, user_id)
);

-- One openid, one user, and the same one as its unionid's.
create table wechat_identities (
  app_id text,
  openid text,
  unionid text,
  user_id bigint not null references users on delete cascade,
  primary key (app_id, openid),
  foreign key (unionid, user_id) references wechat_people (unionid, user_id) on delete cascade
);
