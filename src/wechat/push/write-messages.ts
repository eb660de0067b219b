/** Writes pushes as XML, as WeChat does (docs/wechat.md#message-format). */
import { writeFlatXml, type XmlField } from './xml.js';

/** Sender, recipient and time of a message. */
export interface Address {
  /** Push: the account's original id. Reply: the openid. */
  readonly to: string;
  /** Push: the openid. Reply: the account's original id. */
  readonly from: string;
  /** Seconds since 1970. */
  readonly createdAtS: number;
}

/** Writes a push or a reply with these fields after the usual ones. */
export function writeMessage(
  address: Address,
  msgType: string,
  fields: readonly XmlField[],
): string {
  return writeFlatXml([
    ['ToUserName', address.to],
    ['FromUserName', address.from],
    ['CreateTime', address.createdAtS],
    ['MsgType', msgType],
    ...fields,
  ]);
}

/** The fields of an event. */
export interface EventFields extends Address {
  /** As WeChat writes it: `subscribe`, `SCAN`, `unsubscribe`. */
  readonly event: string;
  /** Default: empty, as for a follower by search. */
  readonly eventKey?: string;
  readonly ticket?: string;
}

/**
 * Writes the inner XML of an event push, as WeChat does.
 * @example
 * ```ts
 * const address = { to: 'gh_7c4b682367f4', from: 'oFzSV6rZotPwdFx-4pBas6TwPVhc' };
 * const xml = eventXml({ ...address, createdAtS: 1711276623, event: 'SCAN', eventKey: 'scene' });
 * console.log(parsePush(xml).type); // scan
 * ```
 */
export function eventXml({ event, eventKey = '', ticket, ...address }: EventFields): string {
  return writeMessage(address, 'event', [
    ['Event', event],
    ['EventKey', eventKey],
    ...(ticket === undefined ? [] : [['Ticket', ticket] as const]),
  ]);
}

/**
 * Writes the inner XML of a text message, as WeChat does. `msgId` has digits, up to 64 bits.
 * @example
 * ```ts
 * const address = { to: 'gh_7c4b682367f4', from: 'oFzSV6rZotPwdFx-4pBas6TwPVhc' };
 * const xml = textXml({ ...address, createdAtS: 1711276623, content: '00123', msgId: '24499' });
 * console.log(parsePush(xml).type); // text
 * ```
 */
export function textXml({
  content,
  msgId,
  ...address
}: Address & { content: string; msgId: string }): string {
  return writeMessage(address, 'text', [
    ['Content', content],
    ['MsgId', BigInt(msgId)],
  ]);
}
