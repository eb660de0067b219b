/** The endpoints that create and draw QR codes (docs/wechat.md#qr-codes). */
import { mayCreateQrCodes } from '../account.js';
import type { ApiCall, Platform } from '../platform.js';
import { drawQrCode } from '../qr-codes/draw-qr-code.js';
import type { QrCode } from '../qr-codes/qr-codes.js';
import { isObject, readBody, readJson, type Fields } from './body.js';
import { checkToken } from './check-token.js';
import { jsonAnswer, Refusal } from './refusal.js';

const maxExpireSeconds = 2_592_000;

/** `POST /cgi-bin/qrcode/create?access_token=` */
export async function createQrCode(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, qrCodes, quotas } = platform;
  checkToken(platform, call.query);
  if (!mayCreateQrCodes(account)) throw new Refusal(48001);
  const body = readJson(await readBody(call.request));
  const { isPermanent, scene } = readScene(body);
  const lifetime = isPermanent ? 0 : readLifetime(body, platform.settings.defaultExpireSeconds);
  if (!quotas.take('qrcode/create')) throw new Refusal(45009);
  const existing = isPermanent ? qrCodes.permanent(scene) : undefined;
  if (isPermanent && !existing && !quotas.take('qrcode/permanent')) throw new Refusal(45029);
  return qrCodeAnswer(existing ?? qrCodes.create(scene, lifetime));
}

function qrCodeAnswer({ ticket, expireSeconds, url }: QrCode): Response {
  return jsonAnswer({
    ticket,
    ...(expireSeconds === 0 ? {} : { expire_seconds: expireSeconds }),
    url,
  });
}

interface Action {
  readonly isPermanent: boolean;
  /** The largest `scene_id`; undefined where the scene is a string. */
  readonly maxId?: number;
}

const actions: Readonly<Record<string, Action>> = {
  QR_SCENE: { isPermanent: false, maxId: 2 ** 32 - 1 },
  QR_STR_SCENE: { isPermanent: false },
  QR_LIMIT_SCENE: { isPermanent: true, maxId: 100_000 },
  QR_LIMIT_STR_SCENE: { isPermanent: true },
};

/** @throws Refusal 40052 for the action, 40053 for the scene */
function readScene(body: Fields): { isPermanent: boolean; scene: string } {
  const name = body['action_name'];
  const action =
    typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Refusal(40052);
  const { isPermanent, maxId } = action;
  const info = body['action_info'];
  if (!isObject(info)) throw new Refusal(40053);
  // A common mistake: WeChat accepts it silently, and every scan then carries the scene `0`.
  if (info['scene'] === undefined) return { isPermanent, scene: '0' };
  if (!isObject(info['scene'])) throw new Refusal(40053);
  const { scene_str: text, scene_id: id } = info['scene'];
  if (maxId === undefined) {
    if (typeof text !== 'string' || text.length < 1 || text.length > 64) throw new Refusal(40053);
    return { isPermanent, scene: text };
  }
  if (!Number.isInteger(id) || Number(id) < 1 || Number(id) > maxId) throw new Refusal(40053);
  return { isPermanent, scene: String(id) };
}

/** Seconds, at most 30 days. @throws Refusal 47001 if it is not a number */
function readLifetime({ expire_seconds: given }: Fields, defaultSeconds: number): number {
  if (given === undefined) return defaultSeconds;
  if (typeof given !== 'number') throw new Refusal(47001);
  return given >= 1 ? Math.min(Math.floor(given), maxExpireSeconds) : defaultSeconds;
}

/** `GET https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=`, without a token. */
export function showQrCode({ qrCodes }: Platform, { query }: ApiCall): Response {
  const qrCode = qrCodes.byTicket(query.get('ticket') ?? '');
  if (!qrCode) return new Response('', { status: 404 });
  return new Response(drawQrCode(qrCode.url), { headers: { 'content-type': 'image/jpg' } });
}
