/** The endpoint that writes to a person after something they did (docs/wechat.md#customer-messages). */
import { mayReadUsers } from '../../account.js';
import { takeMessage } from '../../limits/allowances.js';
import type { ApiCall, Platform } from '../../platform.js';
import { addToChat } from '../../users.js';
import { isObject, readJson, textOf, type Fields } from '../body.js';
import { notSimulated } from '../not-simulated.js';
import { okAnswer, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

const maxContentBytes = 2048;
/** They need an upload, an article or a card, none of which is simulated. */
const otherTypes = ['image', 'voice', 'video', 'music', 'mpnews', 'mpnewsarticle', 'wxcard'];

/** `POST /cgi-bin/message/custom/send?access_token=` */
export async function sendCustomMessage(platform: Platform, call: ApiCall): Promise<Response> {
  const { account, users, quotas, now } = platform;
  checkToken(platform, call.query);
  if (!mayReadUsers(account)) throw new Refusal(48001);
  const body = readJson(await call.text());
  const user = await users.byOpenid(textOf(body['touser']));
  if (!user) throw new Refusal(40003);
  const text = contentOf(body);
  if (!quotas.take('message/custom/send')) throw new Refusal(45009);
  const outcome = user.following ? takeMessage(user, now()) : 'none';
  if (outcome === 'none') throw new Refusal(45015);
  if (outcome === 'used up') throw new Refusal(45047);
  addToChat(user, { from: 'account', text, atMs: now() });
  return okAnswer();
}

/** @throws Refusal if the message is malformed */
function contentOf(body: Fields): string {
  const type = textOf(body['msgtype']);
  const content = isObject(body[type]) ? body[type] : {};
  switch (type) {
    case 'text':
      return checkedText(textOf(content['content']));
    case 'msgmenu':
      return checkedText(menuText(content));
    case 'news':
      return '[news]';
    default:
      if (!otherTypes.includes(type)) throw new Refusal(40008);
      throw notSimulated(`customer messages of the type "${type}"`);
  }
}

function checkedText(text: string): string {
  if (text === '') throw new Refusal(44004);
  if (new TextEncoder().encode(text).length > maxContentBytes) throw new Refusal(45002);
  return text;
}

/** Each choice is a link that sends its text when it is tapped. */
function menuText({ head_content: head, list, tail_content: tail }: Fields): string {
  const choices = Array.isArray(list) ? (list as unknown[]).filter(isObject) : [];
  const links = choices.map(({ id, content }) => {
    const query = new URLSearchParams({
      msgmenucontent: textOf(content),
      msgmenuid: typeof id === 'number' ? String(id) : textOf(id),
    });
    return `<a href="weixin://bizmsgmenu?${query}">${textOf(content)}</a>`;
  });
  return [textOf(head), ...links, textOf(tail)].filter((line) => line !== '').join('\n');
}
