/** Writes passive replies: the answers to pushes, for the chat (docs/wechat.md#passive-replies). */
import { writeMessage, type Address } from './write-messages.js';
import type { XmlField } from './xml.js';

/**
 * What the chat shows in reply to a push. Ids of media are those of uploaded material, temporary or
 * permanent.
 */
export type PushReply =
  | {
      readonly type: 'text';
      /**
       * 1 to 2048 bytes in UTF-8. `<a href="…">` and bare web addresses are live links: never put
       * anything that a visitor has written into it.
       */
      readonly content: string;
    }
  | { readonly type: 'image' | 'voice'; readonly mediaId: string }
  | {
      readonly type: 'video';
      readonly mediaId: string;
      readonly title?: string;
      readonly description?: string;
    }
  | {
      readonly type: 'music';
      /** The picture. */
      readonly thumbMediaId: string;
      readonly title?: string;
      readonly description?: string;
      readonly musicUrl?: string;
      /** Played instead of `musicUrl` over Wi-Fi. */
      readonly hqMusicUrl?: string;
    }
  | {
      readonly type: 'news';
      /**
       * 1 to 8. In reply to a text, picture, voice, video, location or link, WeChat shows only the first
       * one; in reply to an event, all.
       */
      readonly articles: readonly ReplyArticle[];
    }
  | {
      /** Hands the message to the account's customer service. Only for messages, not for events. */
      readonly type: 'transfer_customer_service';
      /** The customer service agent who gets the conversation, such as `name@account`. Default: any agent. */
      readonly kfAccount?: string;
    };

export interface ReplyArticle {
  readonly title: string;
  readonly description: string;
  /** JPG or PNG. */
  readonly picUrl: string;
  /** Where a tap leads. */
  readonly url: string;
}

/** A reply is not as WeChat wants it: the chat would show an error. The message names the field. */
export class ReplyError extends RangeError {
  /** Such as `content` or `articles[0].url`. */
  readonly field: string;

  constructor(field: string, problem: string) {
    super(`The reply's ${field} ${problem}`);
    this.name = 'ReplyError';
    this.field = field;
  }
}

/** WeChat's limit for a text reply, in UTF-8 bytes. */
export const maxReplyBytes = 2048;
const maxArticles = 8;

/**
 * Writes a passive reply as the XML to answer a push with. In safe mode, pass it to `encryptReply`.
 * @throws ReplyError if WeChat would refuse the reply
 * @example
 * ```ts
 * declare const push: Push;
 * const address = { to: push.openid, from: push.to, createdAtS: Math.floor(Date.now() / 1000) };
 * const xml = writeReply({ type: 'text', content: 'Welcome!' }, address);
 * console.log(xml);
 * ```
 */
export function writeReply(reply: PushReply, address: Address): string {
  return writeMessage(address, reply.type, fieldsOf(reply));
}

/**
 * Writes a text reply: `writeReply` for the most frequent type.
 * @throws ReplyError if `content` is empty, or has more than 2048 bytes
 * @example
 * ```ts
 * declare const push: Push;
 * const createdAtS = Math.floor(Date.now() / 1000);
 * const xml = textReply({ to: push.openid, from: push.to, createdAtS, content: 'Welcome!' });
 * console.log(xml);
 * ```
 */
export function textReply({ content, ...address }: Address & { content: string }): string {
  return writeReply({ type: 'text', content }, address);
}

/** The elements of each type: docs/wechat.md#passive-replies. */
function fieldsOf(reply: PushReply): readonly XmlField[] {
  switch (reply.type) {
    case 'text':
      return [['Content', checkContent(reply.content)]];
    case 'image':
      return [['Image', [['MediaId', checkMediaId('mediaId', reply.mediaId)]]]];
    case 'voice':
      return [['Voice', [['MediaId', checkMediaId('mediaId', reply.mediaId)]]]];
    case 'video': {
      const mediaId = checkMediaId('mediaId', reply.mediaId);
      return [['Video', [['MediaId', mediaId], ...namesOf(reply)]]];
    }
    case 'music': {
      const { musicUrl, hqMusicUrl } = reply;
      const urls: XmlField[] = [];
      if (musicUrl !== undefined) urls.push(['MusicUrl', checkUrl('musicUrl', musicUrl)]);
      if (hqMusicUrl !== undefined) urls.push(['HQMusicUrl', checkUrl('hqMusicUrl', hqMusicUrl)]);
      const thumbMediaId = checkMediaId('thumbMediaId', reply.thumbMediaId);
      return [['Music', [...namesOf(reply), ...urls, ['ThumbMediaId', thumbMediaId]]]];
    }
    case 'news':
      return articleFields(reply.articles);
    case 'transfer_customer_service':
      if (reply.kfAccount === undefined) return [];
      return [['TransInfo', [['KfAccount', checkKfAccount(reply.kfAccount)]]]];
    default:
      throw unknownType(reply);
  }
}

/** TypeScript knows every type; JavaScript may pass anything. */
function unknownType(reply: never): ReplyError {
  const { type } = reply as { readonly type?: unknown };
  return new ReplyError(
    'type',
    `is ${type === undefined ? 'missing' : JSON.stringify(type)}, which is none of text, image, voice, video, music, news and transfer_customer_service.`,
  );
}

function namesOf(reply: { readonly title?: string; readonly description?: string }): XmlField[] {
  const { title, description } = reply;
  const fields: XmlField[] = [];
  if (title !== undefined) fields.push(['Title', checkText('title', title)]);
  if (description !== undefined) {
    fields.push(['Description', checkText('description', description)]);
  }
  return fields;
}

function articleFields(articles: readonly ReplyArticle[]): readonly XmlField[] {
  if (!Array.isArray(articles) || articles.length < 1 || articles.length > maxArticles) {
    throw new ReplyError('articles', `must be an array of 1 to ${maxArticles} articles.`);
  }
  const items = articles.map((article: Partial<ReplyArticle> | null, index): XmlField => {
    const { title, description, picUrl, url } = article ?? {};
    const at = `articles[${index}]`;
    return [
      'item',
      [
        ['Title', checkText(`${at}.title`, title)],
        ['Description', checkText(`${at}.description`, description)],
        ['PicUrl', checkUrl(`${at}.picUrl`, picUrl)],
        ['Url', checkUrl(`${at}.url`, url)],
      ],
    ];
  });
  return [
    ['ArticleCount', items.length],
    ['Articles', items],
  ];
}

function checkContent(value: unknown): string {
  const content = checkText('content', value);
  const bytes = new TextEncoder().encode(content).length;
  if (bytes <= maxReplyBytes) return content;
  throw new ReplyError(
    'content',
    `has ${bytes} bytes in UTF-8; a text reply has at most ${maxReplyBytes}. Shorten it, or send the rest by the API for customer messages.`,
  );
}

/** Everything but the characters of XML 1.0 (https://www.w3.org/TR/xml/#charsets). */
const notXml = /[^\t\n\r -\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function checkText(field: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new ReplyError(field, 'must be a text that is not empty.');
  }
  if (notXml.test(value)) {
    throw new ReplyError(field, 'has a control character or half a surrogate pair; remove it.');
  }
  return value;
}

function checkMediaId(field: string, value: unknown): string {
  if (typeof value === 'string' && /^[!-~]{1,512}$/.test(value)) return value;
  throw new ReplyError(
    field,
    'must be the media_id that the API returned for the uploaded material.',
  );
}

function checkUrl(field: string, value: unknown): string {
  const text = checkText(field, value);
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/\s/.test(text)) {
    return text;
  }
  throw new ReplyError(field, 'must be a complete address that begins with https:// or http://.');
}

function checkKfAccount(value: unknown): string {
  if (typeof value === 'string' && /^[^\s@]{1,64}@[^\s@]{1,64}$/.test(value)) return value;
  throw new ReplyError('kfAccount', 'must be a customer service account, such as name@account.');
}
