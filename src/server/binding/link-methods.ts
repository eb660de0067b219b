/**
 * The usual ways to prove that an account is one's own. For another way (an employee number, a
 * customer card), an application writes a `LinkMethod` itself.
 */
import type { FieldValues } from '../../protocol/messages.js';
import { normalizeEmail, normalizeIdentifier, normalizePhone } from '../base/contacts.js';
import { emailMethodLabel, passwordLabel, phoneMethodLabel } from './field-texts.js';
import type { FieldOptions } from './fields.js';
import {
  emailField,
  passwordField,
  phoneField,
  usernameField,
  verificationCodeField,
} from './link-fields.js';
import type { LinkMethod, MatchingAccounts, SendContext } from './link-method.js';

export interface PasswordMethodOptions {
  /**
   * Finds the accounts with this name and this password. `identifier` is what the visitor typed,
   * trimmed.
   */
  check(identifier: string, password: string): MatchingAccounts;
  /**
   * Overrides properties of the field for the name. Default: a field named `username` that asks for a
   * user name or an e-mail address.
   */
  readonly identifierField?: Partial<FieldOptions>;
}

export interface EmailCodeMethodOptions {
  /** Finds the accounts that have verified this e-mail address, which is trimmed and in lower case. */
  find(email: string): MatchingAccounts;
  /** Sends the six digits. If it rejects, the error's name is logged; the visitor does not notice. */
  send(email: string, verificationCode: string, context: SendContext): Promise<void>;
}

export interface PhoneCodeMethodOptions {
  /** Finds the accounts that have verified this number, written as `+8613800138000`. */
  find(phone: string): MatchingAccounts;
  /** Sends the six digits. If it rejects, the error's name is logged; the visitor does not notice. */
  send(phone: string, verificationCode: string, context: SendContext): Promise<void>;
}

/**
 * A single address in ASCII. Many databases treat ä as a when they compare: they would find the account
 * of the real address, and the code would go to the look-alike that was typed.
 */
const asciiEmail = /^[!-+\--?A-~]+@[A-Za-z0-9.-]+$/;

/** A link method with `send`: `emailCodeMethod` and `phoneCodeMethod` create such. */
export type SendingLinkMethod = LinkMethod & Required<Pick<LinkMethod, 'send'>>;

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
    label: passwordLabel,
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
    label: emailMethodLabel,
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
    label: phoneMethodLabel,
    fields: [phoneField, verificationCodeField],
    target,
    accounts: (fields) => options.find(target(fields)),
    send: (phone, verificationCode, context) => options.send(phone, verificationCode, context),
  };
}
