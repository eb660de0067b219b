/** The e-mails and text messages that the shop sends to its customers. */
import type { SendContext } from 'wechat-mp-login/server';
import { nearestLang, shopName } from '../html/texts.js';
import type { Outbox } from './outbox.js';

export interface ShopMessages {
  sendVerificationCode(
    to: string,
    verificationCode: string,
    context: Pick<SendContext, 'lang'>,
  ): Promise<void>;
  /** Tells a customer that a WeChat was linked to their account, or unlinked from it. */
  sendIdentityChange(
    type: 'linked' | 'unlinked',
    to: string,
    accountName: string,
    lang: string | undefined,
  ): void;
}

export function createShopMessages(outbox: Outbox): ShopMessages {
  return {
    sendVerificationCode(to, verificationCode, context) {
      const lang = nearestLang(context.lang);
      const text = {
        en: `${verificationCode} is your verification code. It is valid for 10 minutes and links a WeChat to your account. Never share it.`,
        'zh-Hans': `验证码 ${verificationCode}，10 分钟内有效，用于把微信关联到你的账号。请勿告诉任何人。`,
      }[lang];
      outbox.send({ from: shopName[lang], to, text });
      return Promise.resolve();
    },
    sendIdentityChange(type, to, accountName, tag) {
      const lang = nearestLang(tag);
      const texts = {
        linked: {
          en: `A WeChat now opens your account “${accountName}”. If this was not you, sign in and remove it under Settings.`,
          'zh-Hans': `有一个微信现在可以登录账号“${accountName}”。如果不是你本人操作，请登录后在“设置”中移除。`,
        },
        unlinked: {
          en: `A WeChat no longer opens your account “${accountName}”. If this was not you, sign in and look at Settings.`,
          'zh-Hans': `有一个微信已不能再登录账号“${accountName}”。如果不是你本人操作，请登录后查看“设置”。`,
        },
      };
      outbox.send({ from: shopName[lang], to, text: texts[type][lang] });
    },
  };
}
