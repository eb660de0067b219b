/** The endpoints that list followers and note remarks about them (docs/wechat.md#users). */
import { mayReadUsers } from '../../account.js';
import type { ApiCall, Platform } from '../../platform.js';
import { readJson, textOf } from '../body.js';
import { jsonAnswer, okAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

/** `GET /cgi-bin/user/get?access_token=&next_openid=`: the followers after that one, oldest first. */
export async function listFollowers(platform: Platform, { query }: ApiCall): Promise<Response> {
  const { account, users, quotas, settings } = platform;
  checkToken(platform, query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const after = query.get('next_openid') ?? '';
  if (after !== '' && !(await users.byOpenid(after))) throw new Refusal(40003);
  if (!quotas.take('user/get')) throw new Refusal(45009);
  const followers = users
    .all()
    .filter(({ following }) => following)
    .sort((a, b) => (a.following?.sinceMs ?? 0) - (b.following?.sinceMs ?? 0));
  const all = await Promise.all(followers.map((user) => users.openidOf(user)));
  const start = after === '' ? 0 : all.indexOf(after) + 1 || all.length;
  const openids = all.slice(start, start + settings.followersPerPage);
  return jsonAnswer({
    total: all.length,
    count: openids.length,
    ...(openids.length === 0 ? {} : { data: { openid: openids } }),
    next_openid: openids.at(-1) ?? '',
  });
}

/** `POST /cgi-bin/user/info/updateremark?access_token=` */
export async function noteRemark(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, users, quotas } = platform;
  checkToken(platform, call.query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const { openid, remark } = readJson(await call.text());
  const user = await users.byOpenid(textOf(openid));
  if (!user) throw new Refusal(40003);
  if (!quotas.take('user/info/updateremark')) throw new Refusal(45009);
  user.remark = textOf(remark);
  return okAnswer();
}
