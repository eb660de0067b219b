/**
 * An account that has taken over another account's followers. The people are the same on both
 * sides, so they are recognized by their ids.
 */
import type { SimulatedAccount } from './account.js';
import { openidOf } from './ids.js';
import type { WechatUsers } from './users.js';

/** Describes a finished migration to `createSimulator`, for the account that people moved to. */
export interface Migration {
  /** The account that was given up. */
  readonly from: { readonly appId: string; readonly originalId?: string };
  /** Ids of the people who followed it. They follow the new account now. */
  readonly followers: readonly string[];
  /** When it finished, in milliseconds since 1970; may lie in the future. Default: now. */
  readonly atMs?: number;
}

/** A migration that the platform knows of. */
export interface ActiveMigration extends Required<Migration> {
  /** Maps the openids at the old account to those at the new one. */
  openids(): Promise<ReadonlyMap<string, string>>;
}

/**
 * Makes the followers of the old account follow the new one.
 * @throws RangeError if a follower is not one of the users
 */
export function startMigration(
  migration: Migration,
  account: SimulatedAccount,
  users: WechatUsers,
  nowMs: number,
): ActiveMigration {
  const { atMs = nowMs, followers, from } = migration;
  for (const id of followers) {
    const user = users.get(id);
    if (!user) throw new RangeError(`migration.followers: there is nobody with the id "${id}".`);
    user.following ??= { sinceMs: atMs, by: 'migration', scene: '' };
  }
  let openids: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    ...migration,
    atMs,
    openids: () => (openids ??= mapOpenids(followers, from.appId, account.appId)),
  };
}

async function mapOpenids(
  ids: readonly string[],
  fromAppId: string,
  toAppId: string,
): Promise<ReadonlyMap<string, string>> {
  const pairs = ids.map(async (id): Promise<[string, string]> => [
    await openidOf(fromAppId, id),
    await openidOf(toAppId, id),
  ]);
  return new Map(await Promise.all(pairs));
}
