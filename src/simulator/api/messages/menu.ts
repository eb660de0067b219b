/** The endpoints for the menu below the chat (docs/wechat.md#menu). */
import { mayHaveMenu } from '../../account.js';
import type { ApiCall, Platform } from '../../platform.js';
import { isObject, readJson, textOf, type Fields } from '../body.js';
import { jsonAnswer, okAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

/** The account's menu. */
export interface Menu {
  /** As it was created, with `sub_button` everywhere; undefined if there is none. */
  buttons: readonly MenuButton[] | undefined;
}

export interface MenuButton extends Fields {
  readonly name: string;
  readonly sub_button: readonly MenuButton[];
}

/** `POST /cgi-bin/menu/create?access_token=` */
export async function createMenu(platform: Platform, call: ApiCall): Promise<Response> {
  checkCall(platform, call);
  const { button } = readJson(await call.text());
  const buttons = readButtons(button, topLevel);
  if (!platform.quotas.take('menu/create')) throw new Refusal(45009);
  platform.menu.buttons = buttons;
  return okAnswer();
}

/** `GET /cgi-bin/menu/get?access_token=` */
export function readMenu(platform: Platform, call: ApiCall): Response {
  checkCall(platform, call);
  if (!platform.quotas.take('menu/get')) throw new Refusal(45009);
  const { buttons } = platform.menu;
  if (!buttons) throw new Refusal(46003);
  return jsonAnswer({ menu: { button: buttons } });
}

/** `GET /cgi-bin/menu/delete?access_token=` */
export function deleteMenu(platform: Platform, call: ApiCall): Response {
  checkCall(platform, call);
  if (!platform.quotas.take('menu/delete')) throw new Refusal(45009);
  platform.menu.buttons = undefined;
  return okAnswer();
}

function checkCall(platform: Platform, { query }: ApiCall): void {
  checkToken(platform, query);
  if (!mayHaveMenu(platform.account)) throw new Refusal(48001);
}

/** What a level of the menu allows, and the errcodes for what it does not. */
interface Level {
  readonly maxButtons: number;
  readonly size: number;
  readonly type: number;
  readonly name: number;
  readonly key: number;
  readonly url: number;
}

const topLevel: Level = {
  maxButtons: 3,
  size: 40016,
  type: 40017,
  name: 40018,
  key: 40019,
  url: 40020,
};
const subLevel: Level = {
  maxButtons: 5,
  size: 40023,
  type: 40024,
  name: 40025,
  key: 40026,
  url: 40027,
};

const maxNameBytes = 60;
const maxKeyBytes = 128;
const maxUrlBytes = 1024;
/** Types whose press is pushed with their key. */
const keyTypes: readonly string[] = [
  ...['click', 'scancode_push', 'scancode_waitmsg', 'pic_sysphoto', 'pic_photo_or_album'],
  ...['pic_weixin', 'location_select'],
];
const otherTypes: readonly string[] = [
  ...['media_id', 'view_limited', 'article_id', 'article_view_limited'],
];

/** @throws Refusal for the first mistake */
function readButtons(value: unknown, level: Level): readonly MenuButton[] {
  if (!Array.isArray(value) || value.length < 1 || value.length > level.maxButtons) {
    throw new Refusal(level.size);
  }
  return (value as unknown[]).map((each) => readButton(isObject(each) ? each : {}, level));
}

function readButton(button: Fields, level: Level): MenuButton {
  const name = textOf(button['name']);
  if (!hasBytes(name, maxNameBytes)) throw new Refusal(level.name);
  const sub = button['sub_button'];
  const hasSub = level === topLevel && Array.isArray(sub) && sub.length > 0;
  if (hasSub) return { name, sub_button: readButtons(sub, subLevel) };
  const type = textOf(button['type']);
  if (keyTypes.includes(type)) {
    if (!hasBytes(textOf(button['key']), maxKeyBytes)) throw new Refusal(level.key);
  } else if (type === 'view' || type === 'miniprogram') {
    if (!hasBytes(textOf(button['url']), maxUrlBytes)) throw new Refusal(level.url);
  } else if (!otherTypes.includes(type)) {
    throw new Refusal(level.type);
  }
  return { ...button, name, sub_button: [] };
}

function hasBytes(text: string, max: number): boolean {
  return text !== '' && new TextEncoder().encode(text).length <= max;
}
