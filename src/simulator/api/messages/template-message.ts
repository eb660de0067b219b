/** The endpoint that sends template messages (docs/wechat.md#template-messages). */
import { mayCreateQrCodes } from '../../account.js';
import type { ActionPushes } from '../../phone/push-actions.js';
import type { ApiCall, Platform } from '../../platform.js';
import { addToChat } from '../../users.js';
import { isObject, readJson, textOf } from '../body.js';
import { jsonResponse, Refusal } from '../refusal.js';
import { checkToken } from '../tokens/check-token.js';

/** `POST /cgi-bin/message/template/send?access_token=`; the success is pushed afterwards. */
export async function sendTemplateMessage(
  platform: Platform,
  call: ApiCall,
  pushes: ActionPushes,
): Promise<Response> {
  const { account, users, quotas, settings, random, now } = platform;
  checkToken(platform, call.query);
  if (!mayCreateQrCodes(account)) throw new Refusal(48001);
  const { touser, template_id: template, data } = readJson(await call.text());
  const templateId = textOf(template);
  const isKnown = settings.templateIds?.includes(templateId) ?? /^[\w-]{43}$/.test(templateId);
  if (!isKnown) throw new Refusal(40037);
  const user = await users.byOpenid(textOf(touser));
  if (!user) throw new Refusal(40003);
  if (!user.following) throw new Refusal(43004);
  if (!isObject(data)) throw new Refusal(47001);
  if (!quotas.take('message/template/send')) throw new Refusal(45009);
  addToChat(user, { from: 'account', text: `[template]\n${valuesOf(data)}`, atMs: now() });
  // 19 digits, more than a JavaScript number holds, in the JSON as in the push.
  const msgId = `3${random.digits(18)}`;
  pushes.templateSent(user, msgId);
  return jsonResponse(`{"errcode":0,"errmsg":"ok","msgid":${msgId}}`);
}

function valuesOf(data: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(data).map(([name, field]) => {
    return `${name}: ${textOf(isObject(field) ? field['value'] : field)}`;
  });
  return lines.join('\n');
}
