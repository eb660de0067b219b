/** Hands pushes to a function of the application, and writes its replies. */
import { untilAborted } from '../../../../wechat/io/timeout.js';
import { dedupeKey, type Push } from '../../../../wechat/push/messages.js';
import { ReplyError, writeReply, type PushReply } from '../../../../wechat/push/write-reply.js';
import type { Environment } from '../../../base/environment.js';
import type { AnswerOnce } from '../../../base/limits/recent-answers.js';
import { errorKind } from '../../../base/log.js';
import type { OnPush, PushContext } from '../../../options/options.js';
import { sealReply } from '../seal-reply.js';
import type { ServedOfficialAccount } from '../../official-accounts.js';
import type { AskApplication } from './application.js';

const wayOut =
  'WeChat got "success". To write to the person after that, send a customer message (docs/pushes.md).';

interface Addressed {
  readonly official: ServedOfficialAccount;
  readonly message: Push;
}

export function createOnPush(
  onPush: OnPush,
  environment: Environment,
  replyOnce: AnswerOnce<string | undefined>,
): AskApplication {
  const { log, now } = environment;

  function replyTo({ official, message }: Addressed): Promise<string | undefined> {
    const key = dedupeKey(message);
    return replyOnce(key, () => ask(message, { key, officialAccount: official.key }));
  }

  /** Never rejects; errors go to the log. */
  async function ask(message: Push, context: PushContext): Promise<string | undefined> {
    const { type } = message;
    try {
      const reply: unknown = await onPush(message, context);
      // JavaScript may return false in place of nothing: `isText(push) && { … }`.
      const isNothing = reply === undefined || reply === null || reply === false;
      return isNothing ? undefined : write(message, reply, Math.floor(now() / 1000));
    } catch (error) {
      if (error instanceof ReplyError) {
        log('error', 'reply_refused', { type, meaning: `onPush: ${error.message} ${wayOut}` });
      } else {
        const meaning = `\`onPush\` has thrown an error or rejected. ${wayOut}`;
        log('error', 'on_push_failed', { type, error: errorKind(error), meaning });
      }
      return undefined;
    }
  }

  return async ({ official, message, opened }, deadline) => {
    if (!message) return undefined;
    try {
      const reply = await untilAborted(replyTo({ official, message }), deadline);
      return reply === undefined ? undefined : await sealReply(environment, opened, reply);
    } catch (error) {
      if (!deadline.aborted) throw error;
      const meaning = `\`onPush\` takes longer than WeChat waits for an answer, which is 5 s. ${wayOut}`;
      log('warn', 'on_push_late', { type: message.type, meaning });
      return undefined;
    }
  };
}

/** @throws ReplyError if the reply is none, or cannot be sent to anyone */
function write({ type, openid, to }: Push, reply: unknown, createdAtS: number): string {
  if (typeof reply !== 'object') {
    throw new ReplyError(
      'type',
      `is missing: a reply is an object such as { type: 'text', content }.`,
    );
  }
  if (type === 'unsubscribe' || type === 'authorization' || openid === '' || to === '') {
    throw new ReplyError('type', `is of no use: nobody sees a reply to this push. Return nothing.`);
  }
  // writeReply checks every field, because JavaScript does not.
  return writeReply(reply as PushReply, { to: openid, from: to, createdAtS });
}
