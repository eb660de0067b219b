/** Sends pushes on as they were received, and passes the answers back. */
import { BodyError, decodeUtf8, readBoundedBytes } from '../../../../wechat/io/read-text.js';
import { readReply } from '../../../../wechat/push/read-reply.js';
import { errorKind } from '../../../base/log.js';
import type { CheckedOptions } from '../../../options/check-options.js';
import type { CheckedForward } from '../../../options/pushes.js';
import { pushHeader, type TextReply } from '../../call.js';
import type { ReceivedPush } from '../receive-push.js';
import type { AskApplication } from './application.js';
import { deliver } from './deliver.js';
import { ForwardError, meaningOf } from './forward-error.js';

/** WeChat's replies are much shorter. */
const maxAnswerBytes = 65_536;

export function createForwarder(
  { url, fetch }: CheckedForward,
  { log }: Pick<CheckedOptions, 'log'>,
): AskApplication {
  const { host } = new URL(url);

  async function forward(push: ReceivedPush, deadline: AbortSignal): Promise<TextReply> {
    const { call, body } = push;
    if (call.isForwarded) throw new ForwardError('loop');
    const init: RequestInit = {
      method: 'POST',
      headers: {
        ...(call.contentType === '' ? {} : { 'Content-Type': call.contentType }),
        [pushHeader]: 'other',
      },
      body,
      // Cloudflare's runtime knows no other value that does not follow.
      redirect: 'manual',
      signal: deadline,
    };
    const response = await deliver(() => fetch(withQuery(url, call.rawQuery), init), deadline);
    return checkAnswer(await readAnswer(response, deadline), push);
  }

  return async (push, deadline) => {
    try {
      return await forward(push, deadline);
    } catch (error) {
      if (!(error instanceof ForwardError)) throw error;
      const { reason } = error;
      log('error', 'forward_failed', {
        ...push.official.named,
        reason,
        host,
        meaning: meaningOf(error, host),
      });
      return undefined;
    }
  };
}

/** Keeps the query that the target has, and that of the push, letter by letter. */
function withQuery(target: string, rawQuery: string): string {
  if (rawQuery === '') return target;
  return `${target}${target.includes('?') ? '&' : '?'}${rawQuery}`;
}

/** @throws ForwardError */
async function readAnswer(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return decodeUtf8(await readBoundedBytes(response, { maxBytes: maxAnswerBytes, signal }));
  } catch (error) {
    if (error instanceof BodyError) {
      throw error.reason === 'too_large'
        ? new ForwardError('too_large')
        : new ForwardError('malformed', 'it is not UTF-8');
    }
    if (signal.aborted) throw new ForwardError('late');
    throw new ForwardError('malformed', `it broke off (${errorKind(error)})`);
  }
}

/**
 * What WeChat would show as an error in the chat is not passed on (docs/wechat.md#passive-replies).
 * @throws ForwardError
 */
async function checkAnswer(
  text: string,
  { official, message, opened }: ReceivedPush,
): Promise<TextReply> {
  const { token, crypt } = opened.keys;
  // WeChat itself reports changes of an authorization, and has no chat.
  const isFromPerson = message !== undefined && message.type !== 'authorization';
  const reply = await readReply(text, {
    token,
    crypt: opened.encrypted ? crypt : undefined,
    mode: opened.encrypted ? official.wechat.mode : 'plain',
    openid: isFromPerson ? message.openid : undefined,
    originalId: isFromPerson ? message.to : undefined,
    acceptsUnclearReplies: true,
  });
  if (reply.type === 'malformed') {
    throw /^\s*<(!doctype html|html)\b/i.test(text)
      ? new ForwardError('html')
      : new ForwardError('malformed', reply.reason);
  }
  return { status: 200, text, type: /^\s*</.test(text) ? 'text/xml' : 'text/plain' };
}
