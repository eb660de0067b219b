/** `changeopenid`: maps openids of the old account to new ones (docs/wechat.md#account-migration). */
import { mayReadUsers } from '../../account.js';
import type { ApiCall, Platform } from '../../platform.js';
import { readJson } from '../body.js';
import { checkToken } from '../tokens/check-token.js';
import { okAnswer, Refusal } from '../refusal.js';

const openForMs = 15 * 86_400_000;
const maxOpenids = 100;

/** `POST /cgi-bin/changeopenid?access_token=` */
export async function changeOpenids(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, migration, settings, now } = platform;
  checkToken(platform, call.query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const { from_appid: from, openid_list: openids } = readJson(await call.text());
  if (!Array.isArray(openids) || openids.length === 0) throw new Refusal(63182);
  // The documentation forbids more, but does not say what the platform answers.
  if (openids.length > maxOpenids) throw new Refusal(47001);
  if (!migration) throw new Refusal(63183);
  const { appId, originalId } = migration.from;
  if (from !== (settings.formerAccountBy === 'appid' ? appId : originalId)) {
    throw new Refusal(63178);
  }
  const sinceMs = now() - migration.atMs;
  if (sinceMs < 0 || sinceMs >= openForMs) {
    if (settings.closedMigration === 'no result') return okAnswer();
    throw new Refusal(settings.closedMigration);
  }
  const changed = await migration.openids();
  const results = (openids as unknown[]).map((openid) => {
    const new_openid = typeof openid === 'string' ? changed.get(openid) : undefined;
    return new_openid === undefined
      ? { ori_openid: openid, err_msg: 'ori_openid error' }
      : { ori_openid: openid, new_openid, err_msg: 'ok' };
  });
  return okAnswer({ result_list: results });
}
