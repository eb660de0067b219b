/** Pushes what people do on the phone: events, and messages to the account. */
import { eventXml, textXml, writeFlatXml } from '../../wechat/index.js';
import type { Platform } from '../platform.js';
import type { Pusher } from '../push/deliver-push.js';
import type { QrCode } from '../qr-codes/qr-codes.js';
import type { WechatUser } from '../users.js';

export interface ActionPushes {
  event(user: WechatUser, event: string, eventKey: string, qrCode?: QrCode): void;
  /** @param menuId the `msgmenuid` of the tapped link, if a link sent the text */
  text(user: WechatUser, content: string, menuId?: string): void;
}

export function createActionPushes({ account, now, random }: Platform, { push }: Pusher) {
  const nowS = (): number => Math.floor(now() / 1000);
  const pushes: ActionPushes = {
    event(user, event, eventKey, qrCode) {
      const fields = { to: account.originalId, createdAtS: nowS(), event, eventKey };
      const ticket = qrCode ? { ticket: qrCode.ticket } : {};
      push(user, event, (from) => eventXml({ ...fields, ...ticket, from }));
    },
    text(user, content, menuId) {
      const [to, createdAtS] = [account.originalId, nowS()];
      // A 64-bit id above 2^53: a server that reads it as a number fails its tests.
      const msgId = `2${random.digits(16)}`;
      push(user, 'text', (from) =>
        menuId === undefined || account.isTestAccount
          ? textXml({ to, from, createdAtS, content, msgId })
          : writeFlatXml([
              ['ToUserName', to],
              ['FromUserName', from],
              ['CreateTime', createdAtS],
              ['MsgType', 'text'],
              ['Content', content],
              ['MsgId', BigInt(msgId)],
              ['bizmsgmenuid', menuId],
            ]),
      );
    },
  };
  return pushes;
}
