/**
 * What a push says, as far as a login needs it, and the XML of pushes and replies. Whatever is not
 * needed is `other`, never an error: WeChat repeats what is refused, and tells the person that the
 * account is out of order.
 */
import { readFlatXml, writeFlatXml, XmlError, type XmlField } from './xml.js';

/** One push: who, when (seconds since 1970, WeChat's clock) and what. */
export type Push = {
  /** Original id of the official account, `gh_…`; empty where an `other` has none. */
  readonly to: string;
  /** Who caused it; empty where an `other` is the platform's own news. */
  readonly openid: string;
  /** 0 where an `other` has none. */
  readonly createdAtS: number;
} & (
  | { readonly type: 'subscribe'; readonly scene?: string; readonly ticket?: string }
  | { readonly type: 'scan'; readonly scene: string; readonly ticket?: string }
  | { readonly type: 'unsubscribe' }
  | { readonly type: 'text'; readonly content: string; readonly msgId: string }
  | {
      readonly type: 'other';
      /** The `Event` or `MsgType`, cut down to `[A-Za-z0-9_.-]` for a log. */
      readonly name: string;
      readonly msgId?: string;
    }
);

/** Not XML, or one of the kinds that we need without its sender, time or content. */
export class PushError extends Error {
  constructor() {
    super('This is not a message of WeChat.');
    this.name = 'PushError';
  }
}

/** What this package puts into a code; scenes of another shape belong to somebody else's codes. */
export const scenePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** In front of the scene where the person was no follower yet. */
export const scenePrefix = 'qrscene_';
const idPattern = /^[A-Za-z0-9_@-]{1,64}$/;

/**
 * Reads the inner XML of a push. Events are told apart without regard to case.
 * `subscribe` by search, by a payment (`last_trade_no_…`), or by a code that is not ours has no
 * scene; SCAN of a code that is not ours is `other`.
 * @throws PushError
 */
export function parsePush(xml: string): Push {
  const fields = fieldsOf(xml);
  const field = (name: string): string => fields.get(name) ?? '';
  const matching = (name: string, pattern: RegExp): string =>
    pattern.test(field(name)) ? field(name) : '';
  const to = matching('ToUserName', idPattern);
  const openid = matching('FromUserName', idPattern);
  const createTime = matching('CreateTime', /^\d{1,10}$/);
  const about = { to, openid, createdAtS: Number(createTime) };
  const sound = to !== '' && openid !== '' && createTime !== '';
  const msgId = matching('MsgId', /^\d{1,20}$/);
  const ticket = matching('Ticket', /^[\w+/=-]{1,512}$/);
  const withTicket = ticket === '' ? {} : { ticket };
  const eventKey = field('EventKey');
  const msgType = field('MsgType').toLowerCase();

  const needed = (push: Push): Push => {
    if (!sound) throw new PushError();
    return push;
  };
  const other = (name: string): Push => ({
    ...about,
    type: 'other',
    name: name.replace(/[^\w.-]/g, '').slice(0, 64),
    ...(msgId !== '' ? { msgId } : {}),
  });

  if (msgType === 'text') {
    const content = fields.get('Content');
    if (msgId === '' || content === undefined) throw new PushError();
    return needed({ ...about, type: 'text', content, msgId });
  }
  if (msgType !== 'event') return other(field('MsgType'));
  switch (field('Event').toLowerCase()) {
    case 'subscribe': {
      const scene = eventKey.startsWith(scenePrefix) ? eventKey.slice(scenePrefix.length) : '';
      const ours = scenePattern.test(scene) ? { scene } : {};
      return needed({ ...about, type: 'subscribe', ...ours, ...withTicket });
    }
    case 'scan':
      if (!scenePattern.test(eventKey)) return other('SCAN');
      return needed({ ...about, type: 'scan', scene: eventKey, ...withTicket });
    case 'unsubscribe':
      return needed({ ...about, type: 'unsubscribe' });
    default:
      return other(field('Event'));
  }
}

function fieldsOf(xml: string): ReadonlyMap<string, string> {
  try {
    return readFlatXml(xml);
  } catch (error) {
    if (error instanceof XmlError) throw new PushError();
    throw error;
  }
}

/**
 * By what a repeated push is known: MsgId for messages; sender, time, event and key for events
 * (docs/wechat.md#retries). Not the signature or the nonce: a repetition may have new ones.
 */
export function dedupeKey(push: Push): string {
  if ('msgId' in push) return `message:${push.to}:${push.msgId}`;
  const about = `event:${push.to}:${push.openid}:${push.createdAtS}:${push.type}`;
  switch (push.type) {
    case 'subscribe':
    case 'scan':
      return `${about}:${push.scene ?? ''}`;
    case 'other':
      return `${about}:${push.name}`;
    case 'unsubscribe':
      return about;
    default:
      return push satisfies never;
  }
}

/** Who sends what to whom, for the builders. `createdAtS` in seconds since 1970. */
export interface Address {
  /** Push: the account's original id. Reply: the openid. */
  readonly to: string;
  /** Push: the openid. Reply: the account's original id. */
  readonly from: string;
  readonly createdAtS: number;
}

function message(address: Address, msgType: string, fields: readonly XmlField[]): string {
  return writeFlatXml([
    ['ToUserName', address.to],
    ['FromUserName', address.from],
    ['CreateTime', address.createdAtS],
    ['MsgType', msgType],
    ...fields,
  ]);
}

/** The limit of the platform for a text reply, in UTF-8 bytes. */
export const maxReplyBytes = 2048;

/**
 * The passive reply to a push. `content` may hold `<a href="…">`, which is a live link in the chat,
 * and bare addresses, which are too: build it with `replyText` from our own sentences, and never
 * from anything that a visitor has written.
 * @throws RangeError above 2048 bytes
 */
export function textReply({ content, ...address }: Address & { content: string }): string {
  if (new TextEncoder().encode(content).length > maxReplyBytes) {
    throw new RangeError(`A text reply holds at most ${maxReplyBytes} bytes; shorten it.`);
  }
  return message(address, 'text', [['Content', content]]);
}

export interface EventFields extends Address {
  /** As the platform writes it: `subscribe`, `SCAN`, `unsubscribe`. */
  readonly event: string;
  /** Default: empty, as for a follower by search. */
  readonly eventKey?: string;
  readonly ticket?: string;
}

/** A push of an event, as the platform writes it. */
export function eventXml({ event, eventKey = '', ticket, ...address }: EventFields): string {
  return message(address, 'event', [
    ['Event', event],
    ['EventKey', eventKey],
    ...(ticket === undefined ? [] : [['Ticket', ticket] as const]),
  ]);
}

/** A push of a text message, as the platform writes it. `msgId`: digits, up to 64 bit. */
export function textXml({
  content,
  msgId,
  ...address
}: Address & { content: string; msgId: string }): string {
  return message(address, 'text', [
    ['Content', content],
    ['MsgId', BigInt(msgId)],
  ]);
}
