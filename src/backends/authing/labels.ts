/** The labels of the forms, which Authing leaves to its clients. */

export interface Labels {
  readonly account: string;
  readonly password: string;
  readonly phone: string;
  readonly email: string;
  readonly code: string;
  readonly 'phone-code': string;
  readonly 'email-code': string;
}

const english: Labels = {
  account: 'User name, phone number or email',
  password: 'Password',
  phone: 'Phone number',
  email: 'Email',
  code: 'Verification code',
  'phone-code': 'Text message',
  'email-code': 'Email',
};
const simplified: Labels = {
  account: '用户名、手机号或邮箱',
  password: '密码',
  phone: '手机号',
  email: '邮箱',
  code: '验证码',
  'phone-code': '短信',
  'email-code': '邮件',
};
const traditional: Labels = {
  account: '使用者名稱、手機號碼或電子郵件',
  password: '密碼',
  phone: '手機號碼',
  email: '電子郵件',
  code: '驗證碼',
  'phone-code': '簡訊',
  'email-code': '電子郵件',
};

/** @param lang a BCP 47 tag */
export function labelsFor(lang = 'en'): Labels {
  if (!/^zh\b/i.test(lang)) return english;
  return isTraditional(lang) ? traditional : simplified;
}

const isTraditional = (lang: string): boolean => /\b(hant|tw|hk|mo)\b/i.test(lang);
