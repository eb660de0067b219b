/** Pushes what people do on the phone, and what happens to them: events, and messages. */
import { eventXml, type XmlField } from '../../wechat/index.js';
import { writeMessage } from '../../wechat/push/write-messages.js';
import { unionidOf } from '../ids.js';
import type { Platform } from '../platform.js';
import type { Pusher } from '../push/deliver-push.js';
import type { QrCode } from '../qr-codes/qr-codes.js';
import type { WechatUser } from '../users.js';
import { mediaFields } from './made-up.js';
import type { AuthorizationChange, MediaType } from './phone.js';

export interface ActionPushes {
  /** Warns if the account has no callback URL. */
  readonly checkCallbackUrl: () => void;
  event(user: WechatUser, event: string, eventKey: string, qrCode?: QrCode): void;
  /** @param menuId the `msgmenuid` of the tapped link, if a link sent the text */
  text(user: WechatUser, content: string, menuId?: string): void;
  media(user: WechatUser, type: MediaType): void;
  /** @param more the fields after EventKey */
  menu(user: WechatUser, event: string, eventKey: string, more: readonly XmlField[]): void;
  authorization(user: WechatUser, change: AuthorizationChange): void;
  templateSent(user: WechatUser, msgId: string): void;
}

const authorizationEvents = {
  modified: 'user_info_modified',
  revoked: 'user_authorization_revoke',
  cancelled: 'user_authorization_cancellation',
} satisfies Record<AuthorizationChange, string>;

/** Nickname and avatar (docs/wechat.md#events). */
const revokedInfo = '205';

export function createActionPushes(
  platform: Platform,
  { push, checkCallbackUrl }: Pusher,
): ActionPushes {
  const { account, now, random } = platform;
  const nowS = (): number => Math.floor(now() / 1000);
  const { message, otherEvent } = createWriters(platform, nowS);
  return {
    checkCallbackUrl,
    event(user, event, eventKey, qrCode) {
      const fields = { to: account.originalId, createdAtS: nowS(), event, eventKey };
      const ticket = qrCode ? { ticket: qrCode.ticket } : {};
      push({ user, event, xml: (from) => eventXml({ ...fields, ...ticket, from }) });
    },
    text(user, content, menuId) {
      const hasMenuId = menuId !== undefined && !account.isTestAccount;
      const more: readonly XmlField[] = hasMenuId ? [['bizmsgmenuid', menuId]] : [];
      push({ user, event: 'text', xml: message('text', [['Content', content]], more) });
    },
    media(user, type) {
      push({ user, event: type, xml: message(type, mediaFields(type, random)) });
    },
    menu(user, event, eventKey, more) {
      const createdAtS = nowS();
      const fields = [['EventKey', eventKey], ...more] as const;
      push({ user, event, xml: (from) => otherEvent(event, createdAtS, from, fields) });
    },
    authorization(user, change) {
      const event = authorizationEvents[change];
      const { openPlatform, appId } = account;
      const createdAtS = nowS();
      const xml = async (from: string, openid: string): Promise<string> => {
        const unionid = openPlatform === null ? '' : await unionidOf(openPlatform, user.id);
        const fields = authorizationFields(change, { openid, unionid, appId });
        return otherEvent(event, createdAtS, from, fields);
      };
      push({ user, event, sender: 'platform', xml });
    },
    templateSent(user, msgId) {
      const event = 'TEMPLATESENDJOBFINISH';
      const createdAtS = nowS();
      const more: readonly XmlField[] = [
        ['MsgID', BigInt(msgId)],
        ['Status', 'success'],
      ];
      push({ user, event, xml: (from) => otherEvent(event, createdAtS, from, more) });
    },
  };
}

/** Write the XML of messages, and of events that have other fields than EventKey and Ticket. */
function createWriters({ account, random }: Platform, nowS: () => number) {
  return {
    message: (msgType: string, content: readonly XmlField[], more: readonly XmlField[] = []) => {
      const about = { to: account.originalId, createdAtS: nowS() };
      // A 64-bit id above 2^53: a server that reads it as a number fails its tests.
      const msgId: XmlField = ['MsgId', BigInt(`2${random.digits(16)}`)];
      const fields = [...content, msgId, ...more];
      return (from: string): string => writeMessage({ ...about, from }, msgType, fields);
    },
    otherEvent: (event: string, createdAtS: number, from: string, more: readonly XmlField[]) => {
      const address = { to: account.originalId, from, createdAtS };
      return writeMessage(address, 'event', [['Event', event], ...more]);
    },
  };
}

function authorizationFields(
  change: AuthorizationChange,
  { openid, unionid, appId }: Readonly<Record<'openid' | 'unionid' | 'appId', string>>,
): XmlField[] {
  return [
    ['OpenID', openid],
    ...(unionid === '' ? [] : [['UnionID', unionid] as const]),
    ['AppID', appId],
    ...(change === 'revoked' ? [['RevokeInfo', revokedInfo] as const] : []),
  ];
}
