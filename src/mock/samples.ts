/** What a mock says where its page says nothing: people and accounts that are not there. */
import type { BindingOption, Choice, OfficialAccount } from '../protocol/messages.js';

/** 45 characters, as WeChat's own are; whoever scans it lands nowhere. */
export const sampleUrl = 'https://example.com/this-code-signs-nobody-in';

export interface Samples {
  readonly officialAccount: OfficialAccount;
  /** Who signs in. */
  readonly name: string;
  readonly options: readonly BindingOption[];
  readonly accounts: readonly Choice[];
}

/** Words in the languages of the tag: en, zh-Hans, zh-Hant. */
const words = {
  shop: ['Sample shop', '示例商店', '範例商店'],
  person: ['Lin Xi', '林溪', '林溪'],
  another: ['Lin Xi (family)', '林溪（家庭）', '林溪（家庭）'],
  method: ['With a password', '用密码验证', '用密碼驗證'],
  username: ['E-mail or user name', '邮箱或用户名', '電子郵件或使用者名稱'],
  password: ['Password', '密码', '密碼'],
} as const;

export function samplesIn(lang = ''): Samples {
  const at = /^zh-(hant|tw|hk|mo)\b/i.test(lang) ? 2 : /^zh\b/i.test(lang) ? 1 : 0;
  const say = (what: keyof typeof words): string => words[what][at];
  const field = (name: 'username' | 'password', type: 'text' | 'password', hint: string) => ({
    name,
    type,
    label: say(name),
    autocomplete: hint,
    required: true,
  });
  return {
    officialAccount: { key: 'default', name: say('shop'), kind: 'service' },
    name: say('person'),
    options: [
      { action: 'create' },
      {
        action: 'link',
        method: 'password',
        label: say('method'),
        fields: [
          field('username', 'text', 'username'),
          field('password', 'password', 'current-password'),
        ],
      },
    ],
    accounts: [
      { choice: '1', name: say('person') },
      { choice: '2', name: say('another') },
    ],
  };
}
