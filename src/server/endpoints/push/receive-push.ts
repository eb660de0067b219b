/** Reads a push and proves that it comes from WeChat, before anything acts on it. */
import { isWechatMpLoginError } from '../../../protocol/errors.js';
import { decodeUtf8 } from '../../../wechat/io/read-text.js';
import type { Push } from '../../../wechat/push/messages.js';
import { parsePush, PushError } from '../../../wechat/push/parse-push.js';
import { EnvelopeError } from '../../../wechat/push/verify-push.js';
import type { Backend } from '../backend.js';
import type { PushCall } from '../call.js';
import type { ServedOfficialAccount } from '../official-accounts.js';
import { isOfThePast } from './clock.js';
import { openWithAny, type OpenedPush } from './push-keys.js';
import type { Refusal } from './refuse-push.js';

const maxPushBytes = 65_536;
const unreadable =
  "A push has WeChat's signature, but no sender, time or type as WeChat writes them, so it signs nobody in.";

/** As it came. */
type Body = Uint8Array<ArrayBuffer>;

/** A push of WeChat for this account. */
export interface ReceivedPush {
  readonly official: ServedOfficialAccount;
  readonly call: PushCall;
  readonly body: Body;
  readonly opened: OpenedPush;
  /** Undefined if it cannot be read. It is WeChat's nevertheless. */
  readonly message: Push | undefined;
}

/** Resolves to the reason if it cannot be read. */
export function readPushBody(call: PushCall, deadline: AbortSignal): Promise<Body | Refusal> {
  return call.readBytes(maxPushBytes, deadline).catch(readRefusal);
}

/** Resolves to the reason if the push is to be refused. */
export async function receivePush(
  backend: Backend,
  official: ServedOfficialAccount,
  call: PushCall,
  body: Body,
): Promise<ReceivedPush | Refusal> {
  const nowS = Math.floor(backend.now() / 1000);
  const opened = await open(official, call, body, nowS).catch(envelopeRefusal);
  if (typeof opened !== 'string' || opened === 'clock') {
    backend.watchClock(Number(call.query.get('timestamp')), nowS);
  }
  if (typeof opened === 'string') return opened;
  const message = readPush(opened.xml);
  if (!message) {
    // Encrypted, so it is from WeChat: a refusal would show an error in the chat. The application may be
    // able to read it, and decide about a plain one as well.
    if (!opened.encrypted && !backend.askApplication) return 'message';
    backend.log('warn', 'push_unreadable', { ...official.named, meaning: unreadable });
    return { official, call, body, opened, message };
  }
  const { originalId } = official.wechat;
  if (originalId !== undefined && message.to !== originalId) return 'account';
  return isOfThePast(message, nowS) ? 'age' : { official, call, body, opened, message };
}

async function open(
  { wechat, pushKeys }: ServedOfficialAccount,
  { query }: PushCall,
  bytes: Body,
  nowS: number,
): Promise<OpenedPush> {
  // Texts that people have cut or chosen may contain broken UTF-8. An encrypted body is ASCII.
  const body = decodeUtf8(bytes, 'replace');
  return openWithAny(await pushKeys, { query, body, mode: wechat.mode, nowS });
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
