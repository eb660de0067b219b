/** Sample people and accounts for the options of a mock that a page leaves out. */
import type { BindingOption, Choice, OfficialAccount } from '../protocol/messages.js';

/** 45 characters, as in WeChat's own QR codes. It signs nobody in. */
export const sampleUrl = 'https://example.com/this-code-signs-nobody-in';

export interface Samples {
  readonly officialAccount: OfficialAccount;
  /** The name of the person who signs in. */
  readonly name: string;
  readonly options: readonly BindingOption[];
  readonly accounts: readonly Choice[];
  /** What the application says when it refuses somebody. */
  readonly refusal: string;
}

/** In the languages of the tag: en, zh-Hans, zh-Hant. */
const texts = {
  shop: ['Sample shop', '示例商店', '範例商店'],
  person: ['Lin Xi', '林溪', '林溪'],
  another: ['Lin Xi (family)', '林溪（家庭）', '林溪（家庭）'],
  method: ['With a password', '用密码验证', '用密碼驗證'],
  username: ['E-mail or user name', '邮箱或用户名', '電子郵件或使用者名稱'],
  password: ['Password', '密码', '密碼'],
  refusal: [
    'Registration is by invitation only.',
    '目前仅限受邀用户注册',
    '目前僅限受邀使用者註冊',
  ],
} as const;

export function samplesIn(lang = ''): Samples {
  const language = /^zh-(hant|tw|hk|mo)\b/i.test(lang) ? 2 : /^zh\b/i.test(lang) ? 1 : 0;
  const text = (key: keyof typeof texts): string => texts[key][language];
  const field = (name: 'username' | 'password', type: 'text' | 'password', hint: string) => ({
    name,
    type,
    label: text(name),
    autocomplete: hint,
    required: true,
  });
  return {
    officialAccount: { key: 'default', name: text('shop'), kind: 'service' },
    name: text('person'),
    refusal: text('refusal'),
    options: [
      { action: 'create' },
      {
        action: 'link',
        method: 'password',
        label: text('method'),
        fields: [
          field('username', 'text', 'username'),
          field('password', 'password', 'current-password'),
        ],
      },
    ],
    accounts: [
      { choice: '1', name: text('person') },
      { choice: '2', name: text('another') },
    ],
  };
}
