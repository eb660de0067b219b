/**
 * Reads the answer to a push as WeChat does (docs/wechat.md#passive-replies). The simulator draws what
 * it reads; the backend uses it to keep an answer that WeChat would refuse out of the chat.
 */
import type { Crypt } from './crypt.js';
import { decryptReply } from './encrypt-reply.js';
import { EnvelopeError, type PushMode } from './verify-push.js';
import { maxReplyBytes } from './write-reply.js';
import { readFlatXml, withoutProlog, XmlError } from './xml.js';

export type Reply =
  | { readonly type: 'nothing' }
  | { readonly type: 'text'; readonly text: string }
  /** A picture, articles and so on: accepted, but the simulated phone does not draw them. */
  | { readonly type: 'other'; readonly msgType: string }
  /** The message goes to the customer service, and the chat shows no reply. */
  | { readonly type: 'transfer' }
  | { readonly type: 'malformed'; readonly reason: string };

export interface ReplyContext {
  readonly mode: PushMode;
  readonly token: string;
  /** Undefined in plain mode. */
  readonly crypt: Crypt | undefined;
  /** Whom the reply is to go to; undefined if that is not to be checked. */
  readonly openid: string | undefined;
  /** The account that it is to come from; likewise. */
  readonly originalId: string | undefined;
  /**
   * Whether to accept replies for which WeChat's behaviour is unknown: an encrypted `success`, XML after a
   * declaration or a comment, and characters written as numbers.
   */
  readonly acceptsUnclearReplies: boolean;
}

const shownTypes: readonly string[] = ['image', 'voice', 'video', 'music', 'news'];

/** Reads a reply. It never throws. `reason` is for developers; the chat shows a fixed notice. */
export async function readReply(body: string, context: ReplyContext): Promise<Reply> {
  const text = body.trim();
  if (isNothing(text)) return { type: 'nothing' };
  try {
    const { message, isEncrypted } = await openBody(text, context);
    if (isEncrypted && context.acceptsUnclearReplies && isNothing(message.trim())) {
      return { type: 'nothing' };
    }
    return readMessage(message, context);
  } catch (error) {
    return malformed(problemOf(error));
  }
}

function problemOf(error: unknown): string {
  if (error instanceof XmlError) return 'it is not XML as WeChat takes it';
  if (error instanceof EnvelopeError && error.reason !== 'body') {
    return 'it is signed or encrypted with other keys';
  }
  return error instanceof Error ? error.message : 'unreadable';
}

function isNothing(text: string): boolean {
  return text === '' || text === 'success';
}

/** @throws Error if the reply is not encrypted as the mode demands */
async function openBody(
  body: string,
  context: ReplyContext,
): Promise<{ readonly message: string; readonly isEncrypted: boolean }> {
  const { mode, token, crypt } = context;
  const xml = rootOf(body, context);
  const isEncrypted = readFlatXml(xml).has('Encrypt');
  if (isEncrypted && !crypt) throw new Error('an encrypted reply in plain mode');
  if (!isEncrypted && mode === 'safe') throw new Error('a plain reply in safe mode');
  return {
    message: crypt && isEncrypted ? await decryptReply(xml, { token, crypt }) : xml,
    isEncrypted,
  };
}

function rootOf(xml: string, { acceptsUnclearReplies }: ReplyContext): string {
  return acceptsUnclearReplies ? withoutNumbers(withoutProlog(xml)) : xml;
}

/**
 * Writes `&#20320;` and `&#x4f60;` as the characters that they stand for, except in CDATA sections. Some
 * libraries write everything but ASCII so, and WeChat's own XML never has it.
 */
function withoutNumbers(xml: string): string {
  // A section without an end reaches to that of the text, so that it is looked for once.
  const reference = /(<!\[CDATA\[[^]*?(?:\]\]>|$))|&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi;
  return xml.replace(reference, (all, cdata?: string, hex?: string, decimal?: string) => {
    const codePoint = hex === undefined ? Number(decimal) : parseInt(hex, 16);
    if (cdata !== undefined || codePoint > 0x10ffff) return all;
    if (codePoint === 0x26) return '&amp;';
    if (codePoint === 0x3c) return '&lt;';
    return String.fromCodePoint(codePoint);
  });
}

function readMessage(xml: string, context: ReplyContext): Reply {
  const { openid, originalId } = context;
  const fields = readFlatXml(rootOf(xml, context));
  const msgType = fields.get('MsgType') ?? '';
  const content = fields.get('Content') ?? '';
  if (openid !== undefined && fields.get('ToUserName') !== openid) {
    return malformed('ToUserName is not the sender');
  }
  if (originalId !== undefined && fields.get('FromUserName') !== originalId) {
    return malformed('FromUserName is another account');
  }
  if (!isNumber(fields.get('CreateTime') ?? '')) {
    return malformed('CreateTime is not a number');
  }
  if (msgType === 'transfer_customer_service') return { type: 'transfer' };
  if (shownTypes.includes(msgType)) return { type: 'other', msgType };
  if (msgType !== 'text') return malformed('MsgType is not allowed in a reply');
  if (content === '') return malformed('Content is empty');
  if (new TextEncoder().encode(content).length > maxReplyBytes) {
    return malformed(`Content has more than ${maxReplyBytes} bytes`);
  }
  return { type: 'text', text: content };
}

/** WeChat checks no more than that (docs/wechat.md#passive-replies). */
function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function malformed(reason: string): Reply {
  return { type: 'malformed', reason };
}
