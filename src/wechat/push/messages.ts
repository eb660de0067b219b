/**
 * Everything that an official account receives (docs/wechat.md#pushes): messages that people write, and
 * events. A `type` is WeChat's own `MsgType` or `Event` in lower case, with three exceptions:
 * `location_report` is the event LOCATION, because `location` is a message; `authorization` stands for
 * three events; and `other` is everything else.
 *
 * What people write (`content`, `title`, `label`, `recognition` …) is a stranger's text: escape it before
 * it goes into a page, and never put it into a reply, where `<a href="…">` is a live link.
 */

/** Who did something, and when. */
export interface PushAddress {
  /** Original id of the official account, `gh_…`. It may be empty if the type is `other`. */
  readonly to: string;
  /** The person who caused it. If the type is `other`, it may be empty, or the platform's own. */
  readonly openid: string;
  /** Seconds since 1970, by WeChat's clock. It may be 0 if the type is `other`. */
  readonly createdAtS: number;
}

/** What every message has. */
interface MessageBase {
  /** 64 bits, so it is text. A repeated push has the same. */
  readonly msgId: string;
  /** The article that the person wrote from, if they did: its data id and its place in the issue, from 1. */
  readonly article?: { readonly msgDataId: string; readonly idx: number };
}

/** A message that a person has sent to the account. */
export type MessagePush = PushAddress & MessageBase & MessageContent;

export type MessageContent =
  | {
      readonly type: 'text';
      readonly content: string;
      /** The `msgmenuid` of the link that the person tapped, if a link sent this text. */
      readonly bizMsgMenuId?: string;
    }
  | { readonly type: 'image'; readonly picUrl: string; readonly mediaId: string }
  | {
      readonly type: 'voice';
      readonly mediaId: string;
      /** Such as `amr` or `speex`. */
      readonly format: string;
      /** The same recording at 16 kHz, in newer pushes. */
      readonly mediaId16K?: string;
      /** What WeChat's speech recognition understood, if the account has it and it worked. */
      readonly recognition?: string;
    }
  | {
      readonly type: 'video' | 'shortvideo';
      readonly mediaId: string;
      readonly thumbMediaId: string;
    }
  | ({ readonly type: 'location'; readonly scale: number; readonly label: string } & Coordinates)
  | {
      readonly type: 'link';
      readonly title: string;
      readonly description: string;
      readonly url: string;
    };

/** In degrees, in the coordinates that WeChat uses in China (GCJ-02). */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Something that a person has done with the account, or that has happened to what it sent. */
export type EventPush = PushAddress & EventContent;

export type EventContent = FollowContent | MenuContent | SendingContent | AuthorizationContent;

type FollowContent =
  | {
      readonly type: 'subscribe';
      /**
       * `qrscene_` and the scene; `last_trade_no_…` after a payment; '' if the person found the account by
       * search, and also if WeChat has lost the scene.
       */
      readonly eventKey: string;
      /** The scene of the QR code, as text: `123` may be an integer scene. Absent without a QR code. */
      readonly scene?: string;
      readonly ticket?: string;
    }
  | { readonly type: 'scan'; readonly scene: string; readonly ticket?: string }
  | { readonly type: 'unsubscribe' }
  /** Where somebody is who has opened the chat and allowed it; `precision` is in metres. */
  | ({ readonly type: 'location_report'; readonly precision: number } & Coordinates);

/** `eventKey` is the `key` of the pressed menu button. */
type MenuContent =
  | { readonly type: 'click'; readonly eventKey: string }
  /** `eventKey` is the address that the button opens, or the page of a mini program. */
  | {
      readonly type: 'view' | 'view_miniprogram';
      readonly eventKey: string;
      readonly menuId?: string;
    }
  | {
      readonly type: 'scancode_push' | 'scancode_waitmsg';
      readonly eventKey: string;
      /** Usually `qrcode`. */
      readonly scanType: string;
      readonly scanResult: string;
    }
  /** The pictures themselves arrive as messages; the sums are MD5, in hexadecimal. */
  | {
      readonly type: 'pic_sysphoto' | 'pic_photo_or_album' | 'pic_weixin';
      readonly eventKey: string;
      readonly picMd5Sums: readonly string[];
    }
  /** The place itself arrives as a message, too. */
  | ({
      readonly type: 'location_select';
      readonly eventKey: string;
      readonly scale: number;
      readonly label: string;
      readonly poiName: string;
    } & Coordinates);

/** `sentMsgId` is what the API returned when the message was sent: `msgid` or `msg_id`. */
type SendingContent =
  /** `status` is `success`, or begins with `failed`. */
  | { readonly type: 'templatesendjobfinish'; readonly sentMsgId: string; readonly status: string }
  | {
      readonly type: 'masssendjobfinish';
      readonly sentMsgId: string;
      /** `sendsuccess`, `send success`, `sendfail` or `err(…)`. */
      readonly status: string;
      readonly totalCount: number;
      readonly filterCount: number;
      readonly sentCount: number;
      readonly errorCount: number;
    }
  | {
      /** A person has answered the question about subscription messages, or changed the answer. */
      readonly type: 'subscribe_msg_popup_event' | 'subscribe_msg_change_event';
      readonly choices: readonly SubscribeMessageChoice[];
    }
  | {
      readonly type: 'subscribe_msg_sent_event';
      readonly templateId: string;
      readonly sentMsgId: string;
      /** `0` is success. */
      readonly errorCode: string;
      readonly errorStatus: string;
    };

export interface SubscribeMessageChoice {
  readonly templateId: string;
  /** `accept` or `reject`. */
  readonly status: string;
  /** Where the question was: `1` in a web page, `2` in an article. */
  readonly popupScene?: string;
}

/** A person has changed what an app may know about them. `openid` is theirs, not the sender's. */
interface AuthorizationContent {
  readonly type: 'authorization';
  readonly change: AuthorizationChange;
  /** The official account or app that knows the person by this openid, if the push names it. */
  readonly appId?: string;
  readonly unionid?: string;
}

/**
 * `modified`: the person has changed their profile. `revoked`: they have withdrawn the permission to use
 * some data. `cancelled`: they have closed their WeChat account.
 */
export type AuthorizationChange = 'modified' | 'revoked' | 'cancelled';

/** A push of a kind that is not in the list, or one that lacks what its kind should have. */
export interface OtherPush extends PushAddress {
  readonly type: 'other';
  /** The `Event` or `MsgType`, reduced to `[A-Za-z0-9_.-]` for a log. */
  readonly name: string;
  /** Present in a message. */
  readonly msgId?: string;
  /** Every field as it arrived, by its path: `EventKey`, `PicList/item[2]/PicMd5Sum` (`readXmlPaths`). */
  readonly fields: Readonly<Record<string, string>>;
}

/** One push: who did what, and when. */
export type Push = MessagePush | EventPush | OtherPush;

/** The scenes that this package uses. Other scenes belong to QR codes of other programs. */
export const scenePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** The EventKey of a new follower has this before the scene. */
export const scenePrefix = 'qrscene_';

/**
 * Returns a key that is the same for a push and its repetitions: it is made of the MsgId of a
 * message, or of sender, time, event and what identifies it (docs/wechat.md#retries). Signature and
 * nonce are not used, because a repetition may have new ones.
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
  const detail = detailOf(push);
  return detail === undefined ? about : `${about}:${detail}`;
}

/** What tells two events of one kind apart that one person causes within one second. */
function detailOf(push: EventPush | OtherPush): string | undefined {
  switch (push.type) {
    case 'subscribe':
      return push.scene ?? push.eventKey;
    case 'scan':
      return push.scene;
    case 'templatesendjobfinish':
    case 'masssendjobfinish':
    case 'subscribe_msg_sent_event':
      return push.sentMsgId;
    case 'subscribe_msg_popup_event':
    case 'subscribe_msg_change_event':
      return push.choices.map(({ templateId, status }) => `${templateId}=${status}`).join();
    case 'authorization':
      return push.change;
    case 'unsubscribe':
    case 'location_report':
      return undefined;
    case 'other':
      // Nobody knows which of its fields counts.
      return `${push.name}:${shortHash(JSON.stringify(push.fields))}`;
    default:
      return push.eventKey;
  }
}

/**
 * FNV-1a with 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), over UTF-16 code units. It has to
 * tell apart only what one person causes within one second.
 */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16);
}
