/** Reads a push and proves that it comes from WeChat, before anything acts on it. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { decodeUtf8 } from '../../../wechat/io/read-text.js';
import type { Push } from '../../../wechat/push/messages.js';
import { parsePush, PushError } from '../../../wechat/push/parse-push.js';
import { EnvelopeError } from '../../../wechat/push/verify-push.js';
import type { Backend } from '../backend.js';
import type { PushCall } from '../call.js';
import { isOfThePast } from './clock.js';
import { openWithAny, type OpenedPush } from './push-keys.js';
import type { Refusal } from './refuse-push.js';

const maxPushBytes = 65_536;
const unreadable =
  "A push has WeChat's signature, but no sender, time or type as WeChat writes them, so it signs nobody in.";

/** A push of WeChat for this account. */
export interface ReceivedPush {
  readonly call: PushCall;
  /** The body as it came. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly opened: OpenedPush;
  /** Undefined if it cannot be read. It is WeChat's nevertheless. */
  readonly message: Push | undefined;
}

/** Resolves to the reason if the push is to be refused. */
export async function receivePush(
  backend: Backend,
  call: PushCall,
  deadline: AbortSignal,
): Promise<ReceivedPush | Refusal> {
  const nowS = Math.floor(backend.now() / 1000);
  const body = await call.readBytes(maxPushBytes, deadline).catch(readRefusal);
  if (typeof body === 'string') return body;
  const opened = await open(backend, call, body, nowS).catch(envelopeRefusal);
  if (typeof opened !== 'string' || opened === 'clock') {
    backend.watchClock(Number(call.query.get('timestamp')), nowS);
  }
  if (typeof opened === 'string') return opened;
  const message = readPush(opened.xml);
  if (!message) {
    // Encrypted, so it is from WeChat: a refusal would show an error in the chat. The application may be
    // able to read it, and decide about a plain one as well.
    if (!opened.encrypted && !backend.askApplication) return 'message';
    backend.log('warn', 'push_unreadable', { meaning: unreadable });
    return { call, body, opened, message };
  }
  const { originalId } = backend.options.wechat;
  if (originalId !== undefined && message.to !== originalId) return 'account';
  return isOfThePast(message, nowS) ? 'age' : { call, body, opened, message };
}

async function open(
  { options, pushKeys }: Backend,
  { query }: PushCall,
  bytes: Uint8Array,
  nowS: number,
): Promise<OpenedPush> {
  const { mode } = options.wechat;
  // Texts that people have cut or chosen may contain broken UTF-8. An encrypted body is ASCII.
  const body = decodeUtf8(bytes, 'replace');
  return openWithAny(await pushKeys, { query, body, mode, nowS });
}

/** Throws errors that the push did not cause. */
function readRefusal(error: unknown): Refusal {
  if (!isWechatMpLoginError(error)) throw error;
  return error.code === 'too_large' ? 'too_large' : 'unreadable';
}

/** Throws errors that the push did not cause. */
function envelopeRefusal(error: unknown): Refusal {
  if (error instanceof EnvelopeError) return error.reason;
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
