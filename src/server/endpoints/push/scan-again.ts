/**
 * Asks somebody to scan once more, or to send the digits of the page, if they follow, WeChat does not say from which QR code, and a visitor
 * may be waiting (docs/wechat.md#events). It may be a follower by search, so the application's own answer
 * comes first.
 */
import { scenePrefix } from '../../../wechat/push/messages.js';
import { readReply } from '../../../wechat/push/read-reply.js';
import { ReplyError, textReply } from '../../../wechat/push/write-reply.js';
import type { Backend } from '../backend.js';
import type { TextReply } from '../call.js';
import type { ReceivedPush } from './receive-push.js';
import { replyToUnknown } from './chat/replies.js';
import { sealReply } from './seal-reply.js';

const sentences = { scan: 'scanAgain', message: 'sendDigits' } as const;

/**
 * Undefined while nobody can be waiting at one of these official accounts.
 * @throws WechatMpLoginError `store_unavailable`
 */
export async function scanAgainText(
  { pending, options }: Pick<Backend, 'pending' | 'options'>,
  officialAccounts: readonly string[],
): Promise<string | undefined> {
  const texts: string[] = [];
  for (const method of ['scan', 'message'] as const) {
    const waiting = await Promise.all(officialAccounts.map((key) => pending.mayBe(method, key)));
    if (waiting.includes(true)) texts.push(replyToUnknown(sentences[method], options));
  }
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** Adds the sentence to the answer if that is empty, or a text with enough room for it. */
export async function addScanAgain(
  backend: Backend,
  { official, message, opened }: ReceivedPush,
  answer: TextReply,
): Promise<TextReply> {
  if (message?.type !== 'subscribe') return answer;
  // After a payment, the EventKey names it, and `scene` is absent as well.
  if (message.eventKey !== '' && message.eventKey !== scenePrefix) return answer;
  // If the store fails, the application's own answer stands.
  const ours = await scanAgainText(backend, [official.key]).catch(() => undefined);
  if (ours === undefined) return answer;
  const { openid, to } = message;
  const { token, crypt } = opened.keys;
  const reply = await readReply(answer.text, {
    token,
    crypt: opened.encrypted ? crypt : undefined,
    mode: opened.encrypted ? official.wechat.mode : 'plain',
    ...{ openid, originalId: to, acceptsUnclearReplies: true },
  });
  if (reply.type !== 'text' && reply.type !== 'nothing') return answer;
  const content = reply.type === 'text' ? `${reply.text}\n\n${ours}` : ours;
  const createdAtS = Math.floor(backend.now() / 1000);
  try {
    const xml = textReply({ to: openid, from: to, createdAtS, content });
    return await sealReply(backend, opened, xml);
  } catch (error) {
    // Both together are too long.
    if (error instanceof ReplyError) return answer;
    throw error;
  }
}
