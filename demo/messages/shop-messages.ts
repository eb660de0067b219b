/** What the shop writes to its members' numbers and addresses. */
import type { SendContext } from 'wechat-mp-login/server';
import { nearestLang, shop } from '../html/texts.js';
import type { SentMessages } from './outbox.js';

export interface Letters {
  code(to: string, code: string, context: Pick<SendContext, 'lang'>): Promise<void>;
  /** A WeChat opens the account from now on, or does so no longer. */
  change(type: 'linked' | 'unlinked', to: string, name: string, lang: string | undefined): void;
}

export function createLetters(inbox: SentMessages): Letters {
  const from = (lang: string | undefined): string => shop[nearestLang(lang)];
  return {
    code(to, code, { lang }) {
      const text = {
        en: `${code} is your code, good for 10 minutes. It links a WeChat to your account: tell it to nobody.`,
        'zh-Hans': `验证码 ${code}，10 分钟内有效，用于把微信关联到你的账号。请勿告诉任何人。`,
      }[nearestLang(lang)];
      inbox.send({ from: from(lang), to, text });
      return Promise.resolve();
    },
    change(type, to, name, lang) {
      const text = {
        linked: {
          en: `A WeChat now opens your account “${name}”. If this was not you, sign in and remove it under Settings.`,
          'zh-Hans': `有一个微信现在可以登录账号“${name}”。如果不是你本人操作，请登录后在“设置”中移除。`,
        },
        unlinked: {
          en: `A WeChat no longer opens your account “${name}”. If this was not you, sign in and look at Settings.`,
          'zh-Hans': `有一个微信已不能再登录账号“${name}”。如果不是你本人操作，请登录后查看“设置”。`,
        },
      }[type];
      inbox.send({ from: from(lang), to, text: text[nearestLang(lang)] });
    },
  };
}
