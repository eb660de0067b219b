/** The endpoints that say whether somebody follows the account (docs/wechat.md#users). */
import { mayReadUsers } from '../../account.js';
import { unionidOf } from '../../ids.js';
import type { ApiCall, Platform } from '../../platform.js';
import type { Following } from '../../users.js';
import { isObject, readJson, textOf } from '../body.js';
import { jsonAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

const subscribeScenes = {
  'qr code': 'ADD_SCENE_QR_CODE',
  search: 'ADD_SCENE_SEARCH',
  payment: 'ADD_SCENE_PAID',
  migration: 'ADD_SCENE_ACCOUNT_MIGRATION',
} satisfies Record<Following['by'], string>;

const maxBatch = 100;

/** `GET /cgi-bin/user/info?access_token=&openid=&lang=` */
export async function readUserInfo(platform: Platform, { query }: ApiCall): Promise<Response> {
  checkToken(platform, query);
  if (!mayReadUsers(platform.account)) throw new Refusal(48001);
  const openid = query.get('openid') ?? '';
  if (openid === '') throw new Refusal(41009);
  if (!platform.quotas.take('user/info')) throw new Refusal(45009);
  return jsonAnswer(await infoOf(platform, openid));
}

/** `POST /cgi-bin/user/info/batchget?access_token=`: all of them, or an errcode if one is wrong. */
export async function readUserInfos(platform: Platform, call: ApiCall): Promise<Response> {
  checkToken(platform, call.query);
  if (!mayReadUsers(platform.account)) throw new Refusal(48001);
  const { user_list: list } = readJson(await call.text());
  if (!Array.isArray(list) || list.length === 0) throw new Refusal(40031);
  if (list.length > maxBatch) throw new Refusal(40032);
  const openids = (list as unknown[]).map((each) => textOf(isObject(each) && each['openid']));
  const infos = openids.map((openid) => infoOf(platform, openid));
  return jsonAnswer({ user_info_list: await Promise.all(infos) });
}

/** @throws Refusal 40003 if nobody has the openid */
async function infoOf({ account, users }: Platform, openid: string): Promise<object> {
  const user = await users.byOpenid(openid);
  if (!user) throw new Refusal(40003);
  const { following } = user;
  // These have been empty for everyone since 2021.
  const profile = { nickname: '', sex: 0, language: '', city: '', province: '', country: '' };
  if (!following) return { subscribe: 0, openid, ...profile, headimgurl: '', tagid_list: [] };
  const { scene } = following;
  return {
    subscribe: 1,
    openid,
    ...profile,
    language: 'zh_CN',
    headimgurl: '',
    subscribe_time: Math.floor(following.sinceMs / 1000),
    ...(account.openPlatform === null
      ? {}
      : { unionid: await unionidOf(account.openPlatform, user.id) }),
    remark: user.remark,
    groupid: 0,
    tagid_list: [],
    subscribe_scene: subscribeScenes[following.by],
    qr_scene: typeof scene === 'number' ? scene : 0,
    qr_scene_str: typeof scene === 'number' ? '' : scene,
  };
}
