/** `POST /wechat/{key}`: opens a push of WeChat, acts on it, and seals the reply for the chat. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { withTimeout } from '../../../wechat/io/timeout.js';
import { EnvelopeError } from '../../../wechat/push/verify-push.js';
import { encryptReply } from '../../../wechat/push/encrypt-reply.js';
import type { Push } from '../../../wechat/push/messages.js';
import { parsePush, PushError } from '../../../wechat/push/parse-push.js';
import { unavailable } from '../../base/errors.js';
import type { Backend } from '../backend.js';
import type { Call, TextReply } from '../call.js';
import { isOfThePast } from './clock.js';
import { handlePush } from './handle-push.js';
import { openWithAny, type OpenedPush, type PushKeys } from './push-keys.js';
import { refusePush } from './refuse-push.js';

const maxPushBytes = 65_536;
/**
 * Both time-outs together are shorter than 5 s, after which WeChat closes the connection and repeats
 * the push (docs/wechat.md#retries).
 */
const bodyTimeoutMs = 2000;
const handleTimeoutMs = 2500;

const success: TextReply = { status: 200, text: 'success', type: 'text/plain' };

export async function push(backend: Backend, call: Call): Promise<TextReply> {
  const { originalId } = backend.options.wechat;
  const nowS = Math.floor(backend.now() / 1000);
  const opened = await open(backend, call, nowS).catch(refusalReason);
  if (typeof opened !== 'string' || opened === 'clock') {
    backend.watchClock(Number(call.query.get('timestamp')), nowS);
  }
  if (typeof opened === 'string') {
    return refusePush(backend, opened === 'too_large' ? 413 : 403, opened);
  }
  const message = readPush(opened.xml);
  if (!message) {
    if (!opened.encrypted) return refusePush(backend, 403, 'message');
    // Encrypted, so it is from WeChat, but it cannot be read. A refusal would show an error in the chat.
    backend.log('warn', 'push_unreadable', {});
    return success;
  }
  if (originalId !== undefined && message.to !== originalId) {
    return refusePush(backend, 403, 'account');
  }
  if (isOfThePast(message, nowS)) return refusePush(backend, 403, 'age');
  const reply = await withTimeout(handleTimeoutMs, handlePush(backend, message), () => {
    throw unavailable('store_unavailable', 1000);
  });
  if (reply === undefined) return success;
  const text = opened.encrypted ? await seal(backend, opened.keys, reply) : reply;
  return { status: 200, text, type: 'text/xml' };
}

async function open(
  { options, pushKeys }: Backend,
  { query, readText }: Call,
  nowS: number,
): Promise<OpenedPush> {
  const { mode } = options.wechat;
  const body = await readText(maxPushBytes, bodyTimeoutMs);
  return openWithAny(await pushKeys, { query, body, mode, nowS });
}

/** The reason for the log. Throws errors that the push did not cause. */
function refusalReason(error: unknown): string {
  if (error instanceof EnvelopeError) return error.reason;
  if (isWechatMpLoginError(error)) return error.code;
  throw error;
}

/** Undefined for a push that cannot be read. */
function readPush(xml: string): Push | undefined {
  try {
    return parsePush(xml);
  } catch (error) {
    if (error instanceof PushError) return undefined;
    throw error;
  }
}

async function seal(
  { now, randomToken }: Backend,
  { token, crypt }: PushKeys,
  reply: string,
): Promise<string> {
  if (!crypt) return reply;
  const timestampS = Math.floor(now() / 1000);
  const nonce = randomToken(12).replace(/[_-]/g, '0');
  return encryptReply(reply, { token, crypt, timestampS, nonce });
}
