/** Reads the answer to a push as WeChat does (docs/wechat.md#passive-replies). */
import {
  maxReplyBytes,
  decryptReply,
  readFlatXml,
  type Crypt,
  type PushMode,
} from '../../wechat/index.js';

export type Reply =
  | { readonly type: 'nothing' }
  | { readonly type: 'text'; readonly text: string }
  /** A picture, articles and so on: accepted, but the simulated phone does not draw them. */
  | { readonly type: 'other'; readonly msgType: string }
  | { readonly type: 'malformed'; readonly reason: string };

export interface ReplyContext {
  readonly mode: PushMode;
  readonly token: string;
  readonly crypt: Crypt;
  readonly openid: string;
  readonly originalId: string;
}

const shownTypes: readonly string[] = ['image', 'voice', 'video', 'music', 'news'];

/** Reads a reply. It never throws. `reason` is for developers; the chat shows a fixed notice. */
export async function readReply(body: string, context: ReplyContext): Promise<Reply> {
  const text = body.trim();
  if (text === '' || text === 'success') return { type: 'nothing' };
  try {
    return readMessage(await openBody(text, context), context);
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'unreadable');
  }
}

/** @throws Error if the reply is not encrypted as the mode demands */
async function openBody(body: string, { mode, token, crypt }: ReplyContext): Promise<string> {
  const encrypted = readFlatXml(body).has('Encrypt');
  if (encrypted && mode === 'plain') throw new Error('an encrypted reply in plain mode');
  if (!encrypted && mode === 'safe') throw new Error('a plain reply in safe mode');
  return encrypted ? decryptReply(body, { token, crypt }) : body;
}

function readMessage(xml: string, { openid, originalId }: ReplyContext): Reply {
  const fields = readFlatXml(xml);
  const msgType = fields.get('MsgType') ?? '';
  const content = fields.get('Content') ?? '';
  if (fields.get('ToUserName') !== openid) return malformed('ToUserName is not the sender');
  if (fields.get('FromUserName') !== originalId) {
    return malformed('FromUserName is another account');
  }
  if (!/^\d{1,12}$/.test(fields.get('CreateTime') ?? '')) {
    return malformed('CreateTime is not a number');
  }
  if (msgType === 'transfer_customer_service') return { type: 'nothing' };
  if (shownTypes.includes(msgType)) return { type: 'other', msgType };
  if (msgType !== 'text') return malformed('MsgType is not allowed in a reply');
  if (content === '') return malformed('Content is empty');
  if (new TextEncoder().encode(content).length > maxReplyBytes) {
    return malformed(`Content has more than ${maxReplyBytes} bytes`);
  }
  return { type: 'text', text: content };
}

function malformed(reason: string): Reply {
  return { type: 'malformed', reason };
}
