/** Codes, their pictures, and who follows (docs/wechat.md#qr-codes, #users). */
import { mayCreateCodes, mayReadUsers } from '../account.js';
import { isObject, readBody, readJson, type Fields } from './body.js';
import { drawCode } from '../qr-codes/image.js';
import type { Code } from '../qr-codes/qr-codes.js';
import { unionidOf } from '../ids.js';
import type { ApiCall, Platform } from '../platform.js';
import { jsonAnswer, Refusal } from './refusal.js';

const maxExpireSeconds = 2_592_000;

/** `POST /cgi-bin/qrcode/create?access_token=` */
export async function createQrCode(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, codes, quotas } = platform;
  checkToken(platform, call.query);
  if (!mayCreateCodes(account)) throw new Refusal(48001);
  const body = readJson(await readBody(call.request));
  const { permanent, scene } = readScene(body);
  const lifetime = permanent ? 0 : readLifetime(body, platform.settings.defaultExpireSeconds);
  if (!quotas.take('qrcode/create')) throw new Refusal(45009);
  const known = permanent ? codes.permanent(scene) : undefined;
  if (permanent && !known && !quotas.take('qrcode/permanent')) throw new Refusal(45029);
  return codeAnswer(known ?? codes.create(scene, lifetime));
}

function codeAnswer({ ticket, expireSeconds, url }: Code): Response {
  return jsonAnswer({
    ticket,
    ...(expireSeconds === 0 ? {} : { expire_seconds: expireSeconds }),
    url,
  });
}

const actions: Readonly<Record<string, { readonly permanent: boolean; readonly maxId?: number }>> =
  {
    QR_SCENE: { permanent: false, maxId: 2 ** 32 - 1 },
    QR_STR_SCENE: { permanent: false },
    QR_LIMIT_SCENE: { permanent: true, maxId: 100_000 },
    QR_LIMIT_STR_SCENE: { permanent: true },
  };

/** @throws Refusal 40052 for the action, 40053 for the scene */
function readScene(body: Fields): { permanent: boolean; scene: string } {
  const name = body['action_name'];
  const action =
    typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Refusal(40052);
  const { permanent, maxId } = action;
  const info = body['action_info'];
  if (!isObject(info)) throw new Refusal(40053);
  // Left out by mistake often enough: accepted without a word, and every scan then says `0`.
  if (info['scene'] === undefined) return { permanent, scene: '0' };
  if (!isObject(info['scene'])) throw new Refusal(40053);
  const { scene_str: text, scene_id: id } = info['scene'];
  if (maxId === undefined) {
    if (typeof text !== 'string' || text.length < 1 || text.length > 64) throw new Refusal(40053);
    return { permanent, scene: text };
  }
  if (!Number.isInteger(id) || Number(id) < 1 || Number(id) > maxId) throw new Refusal(40053);
  return { permanent, scene: String(id) };
}

/** Seconds, at most 30 days. @throws Refusal 47001 where it is not a number */
function readLifetime({ expire_seconds: given }: Fields, byDefault: number): number {
  if (given === undefined) return byDefault;
  if (typeof given !== 'number') throw new Refusal(47001);
  return given >= 1 ? Math.min(Math.floor(given), maxExpireSeconds) : byDefault;
}

/** `GET https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=`, without a token. */
export function showQrCode({ codes }: Platform, { query }: ApiCall): Response {
  const code = codes.byTicket(query.get('ticket') ?? '');
  if (!code) return new Response('', { status: 404 });
  return new Response(drawCode(code.url), { headers: { 'content-type': 'image/jpg' } });
}

const subscribeScenes = {
  code: 'ADD_SCENE_QR_CODE',
  search: 'ADD_SCENE_SEARCH',
  migration: 'ADD_SCENE_ACCOUNT_MIGRATION',
} as const;

/** `GET /cgi-bin/user/info?access_token=&openid=&lang=` */
export async function readUserInfo(platform: Platform, { query }: ApiCall): Promise<Response> {
  const { account, members, quotas } = platform;
  checkToken(platform, query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const openid = query.get('openid') ?? '';
  if (openid === '') throw new Refusal(41009);
  if (!quotas.take('user/info')) throw new Refusal(45009);
  const member = await members.byOpenid(openid);
  if (!member) throw new Refusal(40003);
  const { following } = member;
  if (!following) return jsonAnswer({ subscribe: 0, openid, tagid_list: [] });
  return jsonAnswer({
    subscribe: 1,
    openid,
    // Empty for everybody since 2021.
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
      : { unionid: await unionidOf(account.openPlatform, member.id) }),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: subscribeScenes[following.by],
    qr_scene: 0,
    qr_scene_str: following.scene,
  });
}

/** @throws Refusal where the token does not count, or the account is switched off */
export function checkToken({ account, tokens }: Platform, query: URLSearchParams): void {
  const token = query.get('access_token');
  if (!token) throw new Refusal(41001);
  switch (tokens.check(token)) {
    case 'misshapen':
      throw new Refusal(40014);
    case 'superseded':
      throw new Refusal(40001);
    case 'expired':
      throw new Refusal(42001);
    case 'good':
      break;
  }
  if (account.disabled) throw new Refusal(50002);
}
