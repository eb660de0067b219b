/**
 * Reads the pushes that signing in needs. A push of any other kind is `other`, not an error: if it were
 * refused, WeChat would repeat it, and the chat would show an error (docs/wechat.md#retries).
 */
import { withoutProlog } from './prolog.js';
import { readFlatXml, XmlError } from './xml.js';

/**
 * `modified`: the person has changed their profile. `revoked`: they have withdrawn the permission to use
 * some data. `cancelled`: they have closed their WeChat account.
 */
export type AuthorizationChange = 'modified' | 'revoked' | 'cancelled';

/** The events about it (docs/wechat.md#events). */
const authorizationChanges: ReadonlyMap<string, AuthorizationChange> = new Map([
  ['user_info_modified', 'modified'],
  ['user_authorization_revoke', 'revoked'],
  ['user_authorization_cancellation', 'cancelled'],
]);

/** One push: who did what, and when. */
export type Push = {
  /** Original id of the official account, `gh_…`. It may be empty if the type is `other`. */
  readonly to: string;
  /** The person who caused it. If the type is `other`, it may be empty, or the platform's own. */
  readonly openid: string;
  /** Seconds since 1970, by WeChat's clock. It may be 0 if the type is `other`. */
  readonly createdAtS: number;
} & (
  | { readonly type: 'subscribe'; readonly scene?: string; readonly ticket?: string }
  | { readonly type: 'scan'; readonly scene: string; readonly ticket?: string }
  | { readonly type: 'unsubscribe' }
  | {
      /** A person has changed what an app may know about them. `openid` is theirs. */
      readonly type: 'authorization';
      readonly change: AuthorizationChange;
      /** The official account or app that knows the person by this openid, if the push names it. */
      readonly appId?: string;
      readonly unionid?: string;
    }
  | { readonly type: 'text'; readonly content: string; readonly msgId: string }
  | {
      readonly type: 'other';
      /** The `Event` or `MsgType`, reduced to `[A-Za-z0-9_.-]` for a log. */
      readonly name: string;
      readonly msgId?: string;
    }
);

/** A push is not XML, or has no valid sender, time or content. */
export class PushError extends Error {
  constructor() {
    super('The text is not a push of WeChat.');
    this.name = 'PushError';
  }
}

/** The scenes that this package uses. Other scenes belong to QR codes of other programs. */
export const scenePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** The EventKey of a new follower has this before the scene. */
export const scenePrefix = 'qrscene_';
const idPattern = /^[A-Za-z0-9_@-]{1,64}$/;

/**
 * Reads the inner XML of a push. Event names are compared without regard to case.
 *
 * A `subscribe` has no scene if the person found the account by search or by a payment
 * (`last_trade_no_…`), or scanned a QR code that this package did not make. A `SCAN` of such a QR
 * code is `other`.
 * @throws PushError if it is not XML, or a field is missing
 * @example
 * ```ts
 * declare const xml: string;
 * const push = parsePush(xml);
 * if (push.type === 'scan') console.log(push.openid, push.scene);
 * ```
 */
export function parsePush(xml: string): Push {
  const fields = fieldsOf(xml);
  const about = addressOf(fields);
  const msgId = matching(fields, 'MsgId', /^\d{1,20}$/);
  const msgType = (fields.get('MsgType') ?? '').trim();
  switch (msgType.toLowerCase()) {
    case 'text': {
      const content = fields.get('Content');
      if (msgId === '' || content === undefined) throw new PushError();
      return complete({ ...about, type: 'text', content, msgId });
    }
    case 'event':
      return parseEvent(fields, about, msgId);
    default:
      return otherPush(msgType, about, msgId);
  }
}

function parseEvent(fields: Fields, about: PushAddress, msgId: string): Push {
  const event = (fields.get('Event') ?? '').trim();
  const eventKey = fields.get('EventKey') ?? '';
  const ticket = matching(fields, 'Ticket', /^[\w+/=-]{1,512}$/);
  const withTicket = ticket === '' ? {} : { ticket };
  switch (event.toLowerCase()) {
    case 'subscribe': {
      const scene = eventKey.startsWith(scenePrefix) ? eventKey.slice(scenePrefix.length) : '';
      const withScene = scenePattern.test(scene) ? { scene } : {};
      return complete({ ...about, type: 'subscribe', ...withScene, ...withTicket });
    }
    case 'scan':
      if (!scenePattern.test(eventKey)) return otherPush('SCAN', about, msgId);
      return complete({ ...about, type: 'scan', scene: eventKey, ...withTicket });
    case 'unsubscribe':
      return complete({ ...about, type: 'unsubscribe' });
    default:
      return authorizationPush(event, fields, about) ?? otherPush(event, about, msgId);
  }
}

/** In these events `FromUserName` is the platform's own, and the person stands in `OpenID`. */
function authorizationPush(event: string, fields: Fields, about: PushAddress): Push | undefined {
  const change = authorizationChanges.get(event.toLowerCase());
  const openid = matching(fields, 'OpenID', idPattern);
  if (!change || openid === '') return undefined;
  const appId = matching(fields, 'AppID', /^wx[0-9a-f]{16}$/);
  const unionid = matching(fields, 'UnionID', idPattern);
  return complete({
    ...{ ...about, openid, type: 'authorization', change },
    ...(appId === '' ? {} : { appId }),
    ...(unionid === '' ? {} : { unionid }),
  });
}

type Fields = ReadonlyMap<string, string>;
type PushAddress = Pick<Push, 'to' | 'openid' | 'createdAtS'>;

/** `createdAtS` is NaN if the push has no valid time. */
function addressOf(fields: Fields): PushAddress {
  return {
    to: matching(fields, 'ToUserName', idPattern),
    openid: matching(fields, 'FromUserName', idPattern),
    createdAtS: Number(matching(fields, 'CreateTime', /^\d{1,10}$/) || Number.NaN),
  };
}

/** Returns the field without white space at its ends, or '' if it is missing or does not match. */
function matching(fields: Fields, name: string, pattern: RegExp): string {
  const value = (fields.get(name) ?? '').trim();
  return pattern.test(value) ? value : '';
}

/** @throws PushError if the push has no valid recipient, sender or time */
function complete(push: Push): Push {
  if (push.to === '' || push.openid === '' || Number.isNaN(push.createdAtS)) throw new PushError();
  return push;
}

function otherPush(name: string, about: PushAddress, msgId: string): Push {
  return {
    ...about,
    createdAtS: about.createdAtS || 0,
    type: 'other',
    name: name.replace(/[^\w.-]/g, '').slice(0, 64),
    ...(msgId === '' ? {} : { msgId }),
  };
}

function fieldsOf(xml: string): Fields {
  try {
    return readFlatXml(withoutProlog(xml));
  } catch (error) {
    if (error instanceof XmlError) throw new PushError();
    throw error;
  }
}

/**
 * Returns a key that is the same for a push and its repetitions: it is made of the MsgId of a
 * message, or of sender, time, event and key (docs/wechat.md#retries). Signature and nonce are not
 * used, because a repetition may have new ones.
 * @example
 * ```ts
 * declare const push: Push;
 * const seen = new Set<string>();
 * if (!seen.has(dedupeKey(push))) seen.add(dedupeKey(push));
 * ```
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
    case 'authorization':
      return `${about}:${push.change}`;
    case 'unsubscribe':
      return about;
    default:
      return push satisfies never;
  }
}
