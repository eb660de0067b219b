/** The endpoint that says whether somebody follows the account (docs/wechat.md#users). */
import { mayReadUsers } from '../account.js';
import { unionidOf } from '../ids.js';
import type { ApiCall, Platform } from '../platform.js';
import type { Following } from '../users.js';
import { checkToken } from './check-token.js';
import { jsonAnswer, Refusal } from './refusal.js';

const subscribeScenes = {
  'qr code': 'ADD_SCENE_QR_CODE',
  search: 'ADD_SCENE_SEARCH',
  migration: 'ADD_SCENE_ACCOUNT_MIGRATION',
} satisfies Record<Following['by'], string>;

/** `GET /cgi-bin/user/info?access_token=&openid=&lang=` */
export async function readUserInfo(platform: Platform, { query }: ApiCall): Promise<Response> {
  const { account, users, quotas } = platform;
  checkToken(platform, query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const openid = query.get('openid') ?? '';
  if (openid === '') throw new Refusal(41009);
  if (!quotas.take('user/info')) throw new Refusal(45009);
  const user = await users.byOpenid(openid);
  if (!user) throw new Refusal(40003);
  const { following } = user;
  if (!following) return jsonAnswer({ subscribe: 0, openid, tagid_list: [] });
  return jsonAnswer({
    subscribe: 1,
    openid,
    // These have been empty for everyone since 2021.
    nickname: '',
    sex: 0,
    language: 'zh_CN',
    city: '',
    province: '',
    country: '',
    headimgurl: '',
    subscribe_time: Math.floor(following.sinceMs / 1000),
    ...(account.openPlatform === null
      ? {}
      : { unionid: await unionidOf(account.openPlatform, user.id) }),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: subscribeScenes[following.by],
    qr_scene: 0,
    qr_scene_str: following.scene,
  });
}
