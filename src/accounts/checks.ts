/** What may be kept: one way to write each thing, and nothing that a database would refuse. */
import { WechatMpLoginError } from '../protocol/errors.js';
import type { Identity } from '../server/host/host.js';
import { normalizeEmail, normalizeIdentifier, normalizePhone } from '../server/base/contacts.js';
import type { Identifier, IdentifierType } from './records.js';

/** Control characters (PostgreSQL refuses NUL in a text) and halves of surrogate pairs. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** WeChat's ids are shorter, and of fewer characters. */
const wechatId = /^[\x21-\x7e]{1,128}$/;

/** The name as it is kept, or undefined where it is none. */
export function cleanName(name: string): string | undefined {
  const trimmed = name.trim();
  return trimmed === '' || trimmed.length > 64 || unprintable.test(trimmed) ? undefined : trimmed;
}

export function cleanAvatar(avatar: string): string | undefined {
  return avatar.length > 2000 || unprintable.test(avatar) ? undefined : avatar;
}

/** Longer is no address and no number, however it is written. */
const maxIdentifier = 254;

const kinds: Readonly<Record<IdentifierType, (text: string) => string | undefined>> = {
  email(text) {
    const email = normalizeEmail(text);
    return /^[^\s@]+@[^\s@]+$/.test(email) && !unprintable.test(email) ? email : undefined;
  },
  phone(text) {
    const phone = normalizePhone(text);
    // With its country: another country has the same number without.
    return /^\+[0-9]{5,15}$/.test(phone) ? phone : undefined;
  },
};

/** Undefined for what is no address or number. */
export function identifierOf(type: IdentifierType, text: string): Identifier | undefined {
  if (text.length > maxIdentifier) return undefined;
  const value = kinds[type](text);
  return value === undefined ? undefined : { type, value };
}

/** Of a name to sign in with, by the spelling that limits count it by as well. */
export function anyIdentifierOf(text: string): Identifier | undefined {
  if (text.length > maxIdentifier) return undefined;
  const written = normalizeIdentifier(text);
  const found = identifierOf(written.includes('@') ? 'email' : 'phone', written);
  // Any other spelling of the same would be counted by itself.
  return found?.value === written ? found : undefined;
}

/** @throws WechatMpLoginError `invalid_request` with the field, where its value cannot be used */
export function usable<T>(field: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new WechatMpLoginError('invalid_request', {
    message: `The ${field} cannot be used`,
    field,
  });
}

/** Identities come from WeChat; one of another shape is a mistake of who calls. */
export function checkIdentity({ appId, openid, unionid }: Identity): void {
  for (const [name, value] of Object.entries({ appId, openid, unionid })) {
    if (name === 'unionid' && value === undefined) continue;
    if (typeof value !== 'string' || !wechatId.test(value)) {
      throw new Error(`The identity's ${name} is none: 1 to 128 visible ASCII characters`);
    }
  }
}
