/** What the platform makes of the answer to a push: a line for the chat, nothing, or a complaint. */
import {
  maxReplyBytes,
  openReply,
  readFlatXml,
  type Crypt,
  type PushMode,
} from '../../wechat/index.js';

export type Reply =
  | { readonly type: 'nothing' }
  | { readonly type: 'text'; readonly text: string }
  /** A picture, articles, …: accepted, but not drawn by this phone. */
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

/** Never throws. `reason` is for developers; the person reads one and the same sentence. */
export async function readReply(body: string, context: ReplyContext): Promise<Reply> {
  const text = body.trim();
  if (text === '' || text === 'success') return { type: 'nothing' };
  try {
    return readMessage(await openBody(text, context), context);
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'unreadable');
  }
}

/** @throws Error where it is not encrypted as the mode wants it */
async function openBody(body: string, { mode, token, crypt }: ReplyContext): Promise<string> {
  const encrypted = readFlatXml(body).has('Encrypt');
  if (encrypted && mode === 'plain') throw new Error('an encrypted reply in plain mode');
  if (!encrypted && mode === 'safe') throw new Error('a plain reply in safe mode');
  return encrypted ? openReply(body, { token, crypt }) : body;
}

function readMessage(xml: string, { openid, originalId }: ReplyContext): Reply {
  const fields = readFlatXml(xml);
  const msgType = fields.get('MsgType') ?? '';
  const content = fields.get('Content') ?? '';
  if (fields.get('ToUserName') !== openid) return malformed('ToUserName is not the sender');
  if (fields.get('FromUserName') !== originalId)
    return malformed('FromUserName is another account');
  if (!/^\d{1,12}$/.test(fields.get('CreateTime') ?? ''))
    return malformed('CreateTime is no number');
  if (msgType === 'transfer_customer_service') return { type: 'nothing' };
  if (shownTypes.includes(msgType)) return { type: 'other', msgType };
  if (msgType !== 'text') return malformed('MsgType is none that may be replied');
  if (content === '') return malformed('Content is empty');
  if (new TextEncoder().encode(content).length > maxReplyBytes) {
    return malformed(`Content is above ${maxReplyBytes} bytes`);
  }
  return { type: 'text', text: content };
}

function malformed(reason: string): Reply {
  return { type: 'malformed', reason };
}
