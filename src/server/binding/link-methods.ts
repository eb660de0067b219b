/**
 * The usual ways to prove that an account is one's own. An application's own way (an employee number,
 * a customer card) is a plain `LinkMethod` beside them.
 */
import type { FieldValues } from '../../protocol/messages.js';
import { normalizeEmail, normalizeIdentifier, normalizePhone } from '../base/contacts.js';
import type { LocalizedText } from '../base/localized-text.js';
import type { HostAccount } from '../host/host.js';
import type { FieldOptions } from './fields.js';

/**
 * One way to prove that an account is one's own. `passwordMethod`, `emailCodeMethod` and
 * `phoneCodeMethod` create the usual ones.
 */
export interface LinkMethod {
  /** Its name in the protocol: `[a-z0-9-]{1,32}`, but not `session`, which is always there. */
  readonly method: string;
  /** The label of the choice, 1 to 200 characters in each language. */
  readonly label: LocalizedText;
  /** At most 8. */
  readonly fields: readonly FieldOptions[];
  /**
   * What wrong proofs and verification codes are counted by, such as the e-mail address in lower case:
   * the same string for all the ways to write the same address.
   */
  target(fields: FieldValues): string;
  /**
   * Finds the accounts that these fields prove, by an identifier that was verified. Return an empty
   * list for a wrong proof, an unknown account and an unverified one alike, and take the same time for
   * each. If the method has `send`, the verification code was checked before; the function is also
   * called before a code is sent.
   */
  accounts(fields: FieldValues): Promise<readonly HostAccount[]>;
  /**
   * Sends six digits to the target. A method with `send` needs one field of type `code`; the backend
   * then creates, stores and checks the code. It is not called if no account has the target, and the
   * page does not wait for it.
   */
  send?(target: string, verificationCode: string, context: SendContext): Promise<void>;
}

export interface SendContext {
  /** The language of the page, a BCP 47 tag. */
  readonly lang?: string;
  /** The host of `publicUrl`, to name the site in the message. */
  readonly site: string;
}

/**
 * The accounts that a proof matches. Empty for a wrong proof, an unknown account and an unverified one
 * alike; take the same time for each.
 */
export type MatchingAccounts = Promise<readonly HostAccount[]>;

export interface PasswordMethodOptions {
  /**
   * Finds the accounts with this name and this password. `identifier` is what the visitor typed,
   * trimmed.
   */
  check(identifier: string, password: string): MatchingAccounts;
  /**
   * Changes to the field for the name. Default: it asks for a user name or an e-mail address, and is
   * named `username`.
   */
  readonly identifierField?: Partial<FieldOptions>;
}

export interface EmailCodeMethodOptions {
  /** Finds the accounts that have verified this e-mail address, which is trimmed and in lower case. */
  find(email: string): MatchingAccounts;
  /** Sends the six digits. What it rejects with is logged by name; the visitor does not notice. */
  send(email: string, verificationCode: string, context: SendContext): Promise<void>;
}

export interface PhoneCodeMethodOptions {
  /** Finds the accounts that have verified this number, written as `+8613800138000`. */
  find(phone: string): MatchingAccounts;
  /** Sends the six digits. What it rejects with is logged by name; the visitor does not notice. */
  send(phone: string, verificationCode: string, context: SendContext): Promise<void>;
}

type SendingLinkMethod = LinkMethod & Required<Pick<LinkMethod, 'send'>>;

/*
 * Each pattern means the same with the flags u and v: browsers compile the attribute with v,
 * https://html.spec.whatwg.org/multipage/input.html#the-pattern-attribute
 */
const emailPattern = String.raw`\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*`;
/**
 * A single address in ASCII. Many databases take ä for a when they compare, and the verification code
 * would go to the look-alike address that was typed.
 */
const asciiEmail = /^[!-+\--?A-~]+@[A-Za-z0-9.-]+$/;
const phoneSeparators = String.raw`[ \-.\(\)]{0,3}`;
const phonePattern = [
  String.raw`\s*(?:(?:(?:\+|00)?86${phoneSeparators})?1[3-9](?:${phoneSeparators}[0-9]){9}`,
  String.raw`\(?(?:\+|00)${phoneSeparators}[1-9](?:${phoneSeparators}[0-9]){6,14})\s*`,
].join('|');

const passwordField: FieldOptions = {
  name: 'password',
  label: { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' },
  type: 'password',
  autocomplete: 'current-password',
};

const usernameField: FieldOptions = {
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

const verificationCodeField: FieldOptions = {
  name: 'code',
  label: { en: 'Code', 'zh-Hans': '验证码', 'zh-Hant': '驗證碼' },
  hint: { en: 'Six digits.', 'zh-Hans': '六位数字。', 'zh-Hant': '六位數字。' },
  type: 'code',
  autocomplete: 'one-time-code',
};

/**
 * Creates a link method by name and password. Wrong passwords are limited per name, per WeChat user
 * and per network.
 *
 * @example
 * ```ts
 * declare function signIn(identifier: string, password: string): Promise<HostAccount[]>;
 *
 * const linkMethods = [passwordMethod({ check: signIn })];
 * // Pass it to createWechatMpLogin({ linkMethods, … }).
 * ```
 */
export function passwordMethod(options: PasswordMethodOptions): LinkMethod {
  const identifierField = { ...usernameField, ...options.identifierField };
  const identifierOf = (fields: FieldValues): string => fields[identifierField.name] ?? '';
  return {
    method: 'password',
    label: { en: 'Password', 'zh-Hans': '密码', 'zh-Hant': '密碼' },
    fields: [identifierField, passwordField],
    target: (fields) => normalizeIdentifier(identifierOf(fields)),
    accounts: (fields) =>
      options.check(identifierOf(fields).trim(), fields[passwordField.name] ?? ''),
  };
}

/**
 * Creates a link method by a verification code that is sent to a verified e-mail address. Only ASCII
 * addresses are looked up.
 *
 * @example
 * ```ts
 * declare function findByVerifiedEmail(email: string): Promise<HostAccount[]>;
 * declare function sendMail(to: string, text: string): Promise<void>;
 *
 * const method = emailCodeMethod({
 *   find: findByVerifiedEmail,
 *   send: (email, code, { site }) => sendMail(email, `${code} is your code for ${site}.`),
 * });
 * ```
 */
export function emailCodeMethod(options: EmailCodeMethodOptions): SendingLinkMethod {
  const target = (fields: FieldValues): string => normalizeEmail(fields[emailField.name] ?? '');
  return {
    method: 'email-code',
    label: {
      en: 'E-mail code',
      'zh-Hans': '邮箱验证码',
      'zh-Hant': '電子郵件驗證碼',
    },
    fields: [emailField, verificationCodeField],
    target,
    accounts: (fields) =>
      asciiEmail.test(target(fields)) ? options.find(target(fields)) : Promise.resolve([]),
    send: (email, verificationCode, context) => options.send(email, verificationCode, context),
  };
}

/**
 * Creates a link method by a verification code that is sent to a verified phone number.
 *
 * @example
 * ```ts
 * declare function findByVerifiedPhone(phone: string): Promise<HostAccount[]>;
 * declare function sendText(to: string, text: string): Promise<void>;
 *
 * const method = phoneCodeMethod({
 *   find: findByVerifiedPhone,
 *   send: (phone, code, { site }) => sendText(phone, `${code} is your code for ${site}.`),
 * });
 * ```
 */
export function phoneCodeMethod(options: PhoneCodeMethodOptions): SendingLinkMethod {
  const target = (fields: FieldValues): string => normalizePhone(fields[phoneField.name] ?? '');
  return {
    method: 'phone-code',
    label: {
      en: 'Text message',
      'zh-Hans': '手机验证码',
      'zh-Hant': '手機驗證碼',
    },
    fields: [phoneField, verificationCodeField],
    target,
    accounts: (fields) => options.find(target(fields)),
    send: (phone, verificationCode, context) => options.send(phone, verificationCode, context),
  };
}
