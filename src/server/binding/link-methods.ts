/**
 * The usual ways to prove that an account is one's own. An application's own way (an employee
 * number, a customer card) is a plain `LinkMethod` beside them.
 */
import type { FieldValues } from '../../protocol/messages.js';
import { normalizeEmail, normalizeIdentifier, normalizePhone } from '../base/contacts.js';

import type { FieldOptions } from './fields.js';
import type { HostAccount } from '../host/host.js';
import type { LocalizedText } from '../base/localized-text.js';

/** None for a wrong proof, an unknown account and an unverified one alike, and as slowly. */
export type Found = Promise<readonly HostAccount[]>;

export interface PasswordMethodOptions {
  /** The accounts of this name whose password it is. The name comes as it was typed, trimmed. */
  check(identifier: string, password: string): Found;
  /** What is other about the field for the name; by default it asks for a user name or an e-mail address. */
  readonly identifierField?: Partial<FieldOptions>;
}

export interface EmailCodeMethodOptions {
  /** The accounts that have verified this address, which comes trimmed and in lower case. */
  find(email: string): Found;
  send(email: string, code: string, context: SendContext): Promise<void>;
}

export interface PhoneCodeMethodOptions {
  /** The accounts that have verified this number, which comes as `+8613800138000`. */
  find(phone: string): Found;
  send(phone: string, code: string, context: SendContext): Promise<void>;
}

type CodeMethod = LinkMethod & Required<Pick<LinkMethod, 'send'>>;

// Each pattern means the same with the flags u and v: browsers read the attribute with v.
const emailPattern = String.raw`\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*`;
/**
 * ASCII alone, and one address: many databases take ä for a when they compare, and the code would go
 * to the look-alike that was typed.
 */
const plainAddress = /^[!-+\--?A-~]+@[A-Za-z0-9.-]+$/;
const between = String.raw`[ \-.\(\)]{0,3}`;
const phonePattern = [
  String.raw`\s*(?:(?:(?:\+|00)?86${between})?1[3-9](?:${between}[0-9]){9}`,
  String.raw`\(?(?:\+|00)${between}[1-9](?:${between}[0-9]){6,14})\s*`,
].join('|');

const passwordField: FieldOptions = {
  name: 'password',
  label: { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' },
  type: 'password',
  autocomplete: 'current-password',
};

const nameField: FieldOptions = {
  name: 'username',
  label: {
    en: 'User name or e-mail',
    'zh-Hans': '用户名或邮箱',
    'zh-Hant': '使用者名稱或電子郵件',
  },
  type: 'text',
  autocomplete: 'username',
};

const emailField: FieldOptions = {
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

const phoneField: FieldOptions = {
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

const codeField: FieldOptions = {
  name: 'code',
  label: { en: 'Code', 'zh-Hans': '验证码', 'zh-Hant': '驗證碼' },
  hint: { en: 'Six digits.', 'zh-Hans': '六位数字。', 'zh-Hant': '六位數字。' },
  type: 'code',
  autocomplete: 'one-time-code',
};

/** By name and password. */
export function passwordMethod(options: PasswordMethodOptions): LinkMethod {
  const identifier = { ...nameField, ...options.identifierField };
  const typed = (fields: FieldValues): string => fields[identifier.name] ?? '';
  return {
    method: 'password',
    label: { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' },
    fields: [identifier, passwordField],
    target: (fields) => normalizeIdentifier(typed(fields)),
    accounts: (fields) => options.check(typed(fields).trim(), fields[passwordField.name] ?? ''),
  };
}

/** By a code that is sent to a verified address. */
export function emailCodeMethod(options: EmailCodeMethodOptions): CodeMethod {
  const target = (fields: FieldValues): string => normalizeEmail(fields[emailField.name] ?? '');
  return {
    method: 'email-code',
    label: {
      en: 'E-mail code',
      'zh-Hans': '邮箱验证码',
      'zh-Hant': '電子郵件驗證碼',
    },
    fields: [emailField, codeField],
    target,
    accounts: (fields) =>
      plainAddress.test(target(fields)) ? options.find(target(fields)) : Promise.resolve([]),
    send: (to, code, context) => options.send(to, code, context),
  };
}

/** By a code that is sent to a verified number. */
export function phoneCodeMethod(options: PhoneCodeMethodOptions): CodeMethod {
  const target = (fields: FieldValues): string => normalizePhone(fields[phoneField.name] ?? '');
  return {
    method: 'phone-code',
    label: {
      en: 'Text message',
      'zh-Hans': '手机验证码',
      'zh-Hant': '手機驗證碼',
    },
    fields: [phoneField, codeField],
    target,
    accounts: (fields) => options.find(target(fields)),
    send: (to, code, context) => options.send(to, code, context),
  };
}

/** One way to prove that an account is one's own. `passwordMethod`, `emailCodeMethod`, `phoneCodeMethod` make the usual ones. */
export interface LinkMethod {
  /** `[a-z0-9-]{1,32}`; `session` is taken. */
  readonly method: string;
  readonly label: LocalizedText;
  readonly fields: readonly FieldOptions[];
  /**
   * What bad proofs and codes are counted by, such as the address in lower case: the same for all
   * ways to write the same.
   */
  target(fields: FieldValues): string;
  /**
   * The accounts that these fields prove, which must be by an identifier that was verified; none for
   * a wrong proof, an unknown account and an unverified one alike, and as slowly. With `send`, the
   * code has been checked already, and it is asked before one is sent as well.
   */
  accounts(fields: FieldValues): Promise<readonly HostAccount[]>;
  /**
   * Sends six digits to the target. With it, one field is of type `code`, and the code is made, kept
   * and checked here. Not called where no account has the target; not waited for by the page.
   */
  send?(target: string, code: string, context: SendContext): Promise<void>;
}

export interface SendContext {
  /** Language of the page, BCP 47. */
  readonly lang?: string;
  /** Host of `publicUrl`, to name the site. */
  readonly site: string;
}
