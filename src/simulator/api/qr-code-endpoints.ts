/** The endpoints that create and draw QR codes (docs/wechat.md#qr-codes). */
import { mayCreateQrCodes } from '../account.js';
import type { ApiCall, Platform } from '../platform.js';
import { drawQrCode } from '../qr-codes/draw-qr-code.js';
import type { QrCode, Scene } from '../qr-codes/qr-codes.js';
import type { Settings } from '../settings.js';
import { isObject, readJson, type Fields } from './body.js';
import { checkToken } from './tokens/check-token.js';
import { jsonAnswer, Refusal } from './refusal.js';

const maxExpireSeconds = 2_592_000;
const maxSceneLength = 64;
const maxTemporaryId = 2 ** 32 - 1;

/** `POST /cgi-bin/qrcode/create?access_token=` */
export async function createQrCode(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, qrCodes, quotas, settings } = platform;
  checkToken(platform, call.query);
  if (!mayCreateQrCodes(account)) throw new Refusal(48001);
  const body = readBody(await call.text());
  const action = readAction(body);
  const scene = readScene(body, action, settings);
  const lifetime = action.isPermanent ? 0 : readLifetime(body, settings);
  if (!quotas.take('qrcode/create')) throw new Refusal(45009);
  const existing = action.isPermanent ? qrCodes.permanent(scene) : undefined;
  if (action.isPermanent && !existing && !quotas.take('qrcode/permanent')) throw new Refusal(45029);
  return qrCodeAnswer(existing ?? qrCodes.create(scene, lifetime));
}

/** Broken JSON counts as JSON without an action. */
function readBody(text: string): Fields {
  try {
    return readJson(text);
  } catch (error) {
    throw error instanceof Refusal && error.errcode === 47001 ? new Refusal(40052) : error;
  }
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
  QR_SCENE: { isPermanent: false, maxId: maxTemporaryId },
  QR_STR_SCENE: { isPermanent: false },
  QR_LIMIT_SCENE: { isPermanent: true, maxId: 100_000 },
  QR_LIMIT_STR_SCENE: { isPermanent: true },
};

/** @throws Refusal 40052 if there is no such action */
function readAction({ action_name: name }: Fields): Action {
  const action =
    typeof name === 'string' && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Refusal(40052);
  return action;
}

/** @throws Refusal 40053 */
function readScene(
  { action_info: info }: Fields,
  { isPermanent, maxId }: Action,
  settings: Settings,
): Scene {
  if (!isObject(info)) throw new Refusal(40053);
  // A common mistake: WeChat accepts it silently, and every scan then carries the scene `0`.
  if (info['scene'] === undefined) return '0';
  if (!isObject(info['scene'])) throw new Refusal(40053);
  const { scene_str: text, scene_id: id } = info['scene'];
  const isTolerant = settings.qrCodeLimits === 'reported' && !isPermanent;
  if (maxId === undefined) {
    const name = settings.acceptsLooseTypes && typeof text === 'number' ? String(text) : text;
    if (typeof name !== 'string' || name === '') throw new Refusal(40053);
    if (name.length > maxSceneLength && !isTolerant) throw new Refusal(40053);
    return name;
  }
  const number = numberOf(id, settings);
  if (number !== undefined && Number.isInteger(number)) {
    if (number >= 1 && number <= maxId) return number;
    if (isTolerant) return maxTemporaryId;
  }
  throw new Refusal(40053);
}

/** Seconds, at most 30 days. @throws Refusal 47001 if it is not a number */
function readLifetime({ expire_seconds: given }: Fields, settings: Settings): number {
  if (given === undefined) return settings.defaultExpireSeconds;
  const seconds = numberOf(given, settings);
  if (seconds === undefined) throw new Refusal(47001);
  return seconds >= 1
    ? Math.min(Math.floor(seconds), maxExpireSeconds)
    : settings.defaultExpireSeconds;
}

function numberOf(value: unknown, { acceptsLooseTypes }: Settings): number | undefined {
  if (typeof value === 'number') return value;
  const isNumeric = acceptsLooseTypes && typeof value === 'string' && /^\d{1,10}$/.test(value);
  return isNumeric ? Number(value) : undefined;
}

/** `GET https://mp.weixin.qq.com/cgi-bin/showqrcode?ticket=`, without a token. */
export function showQrCode({ qrCodes }: Platform, { request, query }: ApiCall): Response {
  if (request.method !== 'GET') return jsonAnswer({ base_resp: { ret: 200005 } });
  const qrCode = qrCodes.byTicket(query.get('ticket') ?? '');
  if (!qrCode) return new Response('', { status: 404 });
  return new Response(drawQrCode(qrCode.url), {
    headers: {
      'content-type': 'image/jpg',
      'accept-ranges': 'bytes',
      'cache-control': 'max-age=604800',
    },
  });
}
