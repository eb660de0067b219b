/** An application's own users behind the login. The keys in own-users.sql prevent duplicates. */
import type { Accounts, HostAccount, Identity } from 'wechat-mp-login/server';

/** Fits `pool.query` of pg and `db.query` of PGlite. */
type Query = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
type Refusal = { readonly code?: unknown; readonly cause?: Refusal };

export function ownUsers(query: Query): Required<Pick<Accounts, 'find' | 'create' | 'link'>> {
  const row = ({ appId, openid, unionid }: Identity) => [appId, openid, unionid ?? null];

  /** Runs one statement. If a key says that the identity has a user, nothing changes. */
  async function insert(text: string, values: unknown[]): Promise<void> {
    await query(text, values).catch((error: unknown) => {
      const { code, cause } = error as Refusal; // Query builders wrap the error of the driver.
      if (!/2350[35]/.test([code, cause?.code, cause?.cause?.code].join())) throw error;
    });
  }

  async function find(identity: Identity): Promise<HostAccount | undefined> {
    await insert(
      `insert into wechat_identities
         select $1, $2, unionid, user_id from wechat_people where unionid = $3
       on conflict do nothing`,
      row(identity),
    );
    const { rows } = await query(
      `select users.id::text, name, created_by as "createdBy" from users
         join wechat_identities on user_id = users.id where app_id = $1 and openid = $2`,
      [identity.appId, identity.openid],
    );
    return rows[0] as HostAccount | undefined;
  }

  return {
    find,
    async create(identity, { key }) {
      await insert(
        `with made as (insert into users (name) values ($4) returning id),
           person as (insert into wechat_people select $3, id from made where $3::text is not null)
         insert into wechat_identities select $1, $2, $3, id, $5 from made`,
        [...row(identity), `Friend ${key.slice(0, 4)}`, key],
      );
      const account = await find(identity);
      if (!account) throw new Error('The user was deleted while it was created');
      return account;
    },
    async link(accountId, identity) {
      await insert(
        `with person as (insert into wechat_people select $3, $4 where $3::text is not null
           on conflict do nothing)
         insert into wechat_identities values ($1, $2, $3, $4)`,
        [...row(identity), accountId],
      );
      const owner = await find(identity);
      if (!owner) return 'gone';
      return owner.id === accountId ? 'linked' : 'conflict';
    },
  };
}
