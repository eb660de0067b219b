/**
 * An account that has taken over another's followers, and for 15 days says which openid there is
 * which here. The people are the same, so they are told by their ids on the phones of both.
 */
import { mayReadUsers } from '../account.js';
import { readBody, readJson } from './body.js';
import { checkToken } from './endpoints.js';
import { openidOf } from '../ids.js';
import type { ApiCall, Platform } from '../platform.js';
import { jsonAnswer, Refusal } from './refusal.js';

/** Given to `createSimulator` for the account that was migrated to. */
export interface Migration {
  /** The account that was given up. */
  readonly from: { readonly appId: string; readonly originalId?: string };
  /** Ids of the people who followed it; they follow this one now. */
  readonly followers: readonly string[];
  /** When it was finished, in milliseconds since 1970; may be still to come. Default: at once. */
  readonly atMs?: number;
}

const openForMs = 15 * 86_400_000;
const maxOpenids = 100;

/** `POST /cgi-bin/changeopenid?access_token=` */
export async function changeOpenids(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, migration, settings, now } = platform;
  checkToken(platform, call.query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const { from_appid: from, openid_list: openids } = readJson(await readBody(call.request));
  if (!Array.isArray(openids) || openids.length === 0) throw new Refusal(63182);
  // What the platform says to more is not known; the documentation only forbids it.
  if (openids.length > maxOpenids) throw new Refusal(47001);
  if (!migration) throw new Refusal(63183);
  const { appId, originalId } = migration.from;
  const name = settings.formerAccountBy === 'appid' ? appId : originalId;
  if (from !== name) throw new Refusal(63178);
  const sinceMs = now() - migration.atMs;
  if (sinceMs < 0 || sinceMs >= openForMs) {
    if (settings.closedMigration === 'no result') return jsonAnswer({ errcode: 0, errmsg: 'ok' });
    throw new Refusal(settings.closedMigration);
  }
  const changed = await migration.openids();
  const results = (openids as unknown[]).map((openid) => {
    const new_openid = typeof openid === 'string' ? changed.get(openid) : undefined;
    return new_openid === undefined
      ? { ori_openid: openid, err_msg: 'ori_openid error' }
      : { ori_openid: openid, new_openid, err_msg: 'ok' };
  });
  return jsonAnswer({ errcode: 0, errmsg: 'ok', result_list: results });
}

/** A migration as the platform keeps it. */
export interface KeptMigration extends Required<Migration> {
  /** The openids here by those there. */
  openids(): Promise<ReadonlyMap<string, string>>;
}

/** Lets the people follow this account who followed the other. @throws RangeError for nobody's id */
export function migrate(
  given: Migration,
  { account, members, now }: Pick<Platform, 'account' | 'members' | 'now'>,
): KeptMigration {
  const atMs = given.atMs ?? now();
  const people = given.followers.map((id) => {
    const member = members.get(id);
    if (!member) throw new RangeError(`There is nobody with the id "${id}" to be migrated.`);
    member.following ??= { sinceMs: atMs, by: 'migration', scene: '' };
    return id;
  });
  let openids: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    ...given,
    atMs,
    openids: () =>
      (openids ??= Promise.all(
        people.map(async (id): Promise<[string, string]> => [
          await openidOf(given.from.appId, id),
          await openidOf(account.appId, id),
        ]),
      ).then((pairs) => new Map(pairs))),
  };
}
