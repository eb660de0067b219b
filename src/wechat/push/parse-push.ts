/**
 * Reads pushes. A push of a kind that is not known here is `other`, not an error: if it were refused,
 * WeChat would repeat it, and the chat would show an error (docs/wechat.md#retries).
 */
import type { MessageContent, MessagePush, OtherPush, Push, PushAddress } from './messages.js';
import { parseEvent } from './parse-event.js';
import {
  addressOf,
  isComplete,
  matching,
  msgIdPattern,
  numberOf,
  textOf,
  type PushFields,
} from './push-fields.js';
import { readXmlPaths, withoutProlog, XmlError } from './xml.js';

/** A push is not XML, or has no valid sender, time or content. */
export class PushError extends Error {
  constructor() {
    super('The text is not a push of WeChat.');
    this.name = 'PushError';
  }
}

/** These are answered, or acted upon: if one of them cannot be read, the log has to say so. */
const needed = new Set(['text', 'subscribe', 'scan', 'unsubscribe']);

/**
 * Reads the inner XML of a push. Event names are compared without regard to case.
 *
 * A push of an unknown kind is `other`, with all its fields; so is one of a known kind that lacks what
 * its kind should have.
 * @throws PushError if it is not XML, or if a text message, a scan, a follow or an unfollow lacks a field
 * @example
 * ```ts
 * declare const xml: string;
 * const push = parsePush(xml);
 * if (push.type === 'scan') console.log(push.openid, push.scene);
 * ```
 */
export function parsePush(xml: string): Push {
  const fields = fieldsOf(xml);
  const msgType = textOf(fields, 'MsgType').trim();
  const isEvent = msgType.toLowerCase() === 'event';
  const name = isEvent ? textOf(fields, 'Event').trim() : msgType;
  const address = addressOf(fields);
  const push = isEvent
    ? parseEvent(name, address, fields)
    : parseMessage(msgType.toLowerCase(), address, fields);
  if (push && isComplete(push)) return push;
  if (needed.has(name.toLowerCase())) throw new PushError();
  return otherPush(name, address, fields, isEvent);
}

function parseMessage(
  type: string,
  address: PushAddress,
  fields: PushFields,
): MessagePush | undefined {
  const msgId = matching(fields, 'MsgId', msgIdPattern);
  const content = messageContent(type, fields);
  if (msgId === '' || !content) return undefined;
  const msgDataId = textOf(fields, 'MsgDataId').trim();
  const idx = numberOf(fields, 'Idx');
  const article = msgDataId === '' || Number.isNaN(idx) ? {} : { article: { msgDataId, idx } };
  return { ...address, msgId, ...article, ...content };
}

/** The fields of each type: docs/wechat.md#messages. */
function messageContent(type: string, fields: PushFields): MessageContent | undefined {
  const mediaId = textOf(fields, 'MediaId').trim();
  switch (type) {
    case 'text': {
      const content = fields.get('Content');
      const bizMsgMenuId = textOf(fields, 'bizmsgmenuid').trim();
      if (content === undefined) return undefined;
      return { type, content, ...(bizMsgMenuId === '' ? {} : { bizMsgMenuId }) };
    }
    case 'image':
      return mediaId === '' ? undefined : { type, picUrl: textOf(fields, 'PicUrl'), mediaId };
    case 'voice': {
      const mediaId16K = textOf(fields, 'MediaId16K').trim();
      const recognition = textOf(fields, 'Recognition');
      if (mediaId === '') return undefined;
      return {
        ...{ type, mediaId, format: textOf(fields, 'Format').trim() },
        ...(mediaId16K === '' ? {} : { mediaId16K }),
        ...(recognition === '' ? {} : { recognition }),
      };
    }
    case 'video':
    case 'shortvideo':
      if (mediaId === '') return undefined;
      return { type, mediaId, thumbMediaId: textOf(fields, 'ThumbMediaId').trim() };
    case 'location': {
      // X is the latitude.
      const [latitude, longitude] = [
        numberOf(fields, 'Location_X'),
        numberOf(fields, 'Location_Y'),
      ];
      if (Number.isNaN(latitude + longitude)) return undefined;
      const scale = numberOf(fields, 'Scale') || 0;
      return { type, latitude, longitude, scale, label: textOf(fields, 'Label') };
    }
    case 'link': {
      const [title, description] = [textOf(fields, 'Title'), textOf(fields, 'Description')];
      const url = textOf(fields, 'Url').trim();
      return url === '' ? undefined : { type, title, description, url };
    }
    default:
      return undefined;
  }
}

function otherPush(
  name: string,
  address: PushAddress,
  fields: PushFields,
  isEvent: boolean,
): OtherPush {
  // In an event, it is the id of something that was sent, which may have several events.
  const msgId = isEvent ? '' : matching(fields, 'MsgId', msgIdPattern);
  return {
    ...address,
    createdAtS: address.createdAtS || 0,
    type: 'other',
    name: name.replace(/[^\w.-]/g, '').slice(0, 64),
    ...(msgId === '' ? {} : { msgId }),
    fields: Object.fromEntries(fields),
  };
}

function fieldsOf(xml: string): PushFields {
  try {
    return readXmlPaths(withoutProlog(xml));
  } catch (error) {
    if (error instanceof XmlError) throw new PushError();
    throw error;
  }
}
