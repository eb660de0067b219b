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

/** Undefined while nobody can be waiting at this official account, or at any. */
export function scanAgainText(
  { attempts, options }: Pick<Backend, 'attempts' | 'options'>,
  officialAccount?: string,
): string | undefined {
  const texts = (['scan', 'message'] as const)
    .filter((method) => attempts.mayBePending(method, officialAccount))
    .map((method) => replyToUnknown(sentences[method], options));
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** Adds the sentence to the answer if that is empty, or a text with enough room for it. */
export async function addScanAgain(
  backend: Backend,
  { official, message, opened }: ReceivedPush,
  answer: TextReply,
): Promise<TextReply> {
  const ours = scanAgainText(backend, official.key);
  if (message?.type !== 'subscribe' || ours === undefined) return answer;
  // After a payment, the EventKey names it, and `scene` is absent as well.
  if (message.eventKey !== '' && message.eventKey !== scenePrefix) return answer;
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
