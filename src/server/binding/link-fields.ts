/** The fields of the usual link methods, with their texts. */
import type { FieldOptions } from './fields.js';

/*
 * Each pattern means the same with the flags u and v: browsers compile the attribute with v,
 * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 */
const emailPattern = String.raw`\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*`;

const phoneSeparators = String.raw`[ \-.\(\)]{0,3}`;

const phonePattern = [
  String.raw`\s*(?:(?:(?:\+|00)?86${phoneSeparators})?1[3-9](?:${phoneSeparators}[0-9]){9}`,
  String.raw`\(?(?:\+|00)${phoneSeparators}[1-9](?:${phoneSeparators}[0-9]){6,14})\s*`,
].join('|');

export const passwordField: FieldOptions = {
  name: 'password',
  label: { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' },
  type: 'password',
  autocomplete: 'current-password',
};

export const usernameField: FieldOptions = {
  name: 'username',
  label: {
    en: 'User name or e-mail',
    'zh-Hans': '用户名或邮箱',
    'zh-Hant': '使用者名稱或電子郵件',
  },
  type: 'text',
  autocomplete: 'username',
};

export const emailField: FieldOptions = {
  name: 'email',
  label: { en: 'E-mail', 'zh-Hans': '邮箱', 'zh-Hant': '電子郵件' },
  hint: {
    en: 'The one that your account has.',
    'zh-Hans': '请填写账号已验证的邮箱。',
    'zh-Hant': '請填寫帳號已驗證的電子郵件。',
  },
  type: 'email',
  autocomplete: 'email',
  pattern: emailPattern,
};

export const phoneField: FieldOptions = {
  name: 'phone',
  label: { en: 'Mobile number', 'zh-Hans': '手机号', 'zh-Hant': '手機號碼' },
  hint: {
    en: 'Outside mainland China with + and the country code.',
    'zh-Hans': '非中国大陆号码请加“+”和国家或地区代码。',
    'zh-Hant': '非中國大陸號碼請加「+」和國家或地區代碼。',
  },
  type: 'tel',
  autocomplete: 'tel',
  pattern: phonePattern,
};

export const verificationCodeField: FieldOptions = {
  name: 'code',
  label: { en: 'Code', 'zh-Hans': '验证码', 'zh-Hant': '驗證碼' },
  hint: { en: 'Six digits.', 'zh-Hans': '六位数字。', 'zh-Hant': '六位數字。' },
  type: 'code',
  autocomplete: 'one-time-code',
};
