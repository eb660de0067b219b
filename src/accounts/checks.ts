/** Checks values before they are stored, and gives each a single spelling. */
import { WechatMpLoginError } from '../protocol/errors.js';
import { clip, initialOf } from '../protocol/graphemes.js';
import { trimInvisible } from '../protocol/typed-values.js';
import { normalizeEmail, normalizeIdentifier, normalizePhone } from '../server/base/contacts.js';
import type { Identity } from '../server/host/host.js';
import type { Identifier, IdentifierType } from './storage.js';

/** Control characters (PostgreSQL refuses NUL in a text) and halves of surrogate pairs. */
const unprintable = /[\p{Cc}\p{Cs}]/u;

/** More than enough: WeChat's own ids are shorter and use fewer characters. */
const wechatId = /^[\x21-\x7e]{1,128}$/;

/** The name as it is stored; undefined for a name that cannot be stored. */
export function cleanName(name: string): string | undefined {
  const trimmed = trimInvisible(name);
  // Pages accept names of at most 200 characters (docs/protocol.md).
  const isShort = clip(trimmed) === trimmed && Array.from(trimmed).length <= 200;
  const isUsable = initialOf(trimmed) !== undefined && isShort && !unprintable.test(trimmed);
  return isUsable ? trimmed : undefined;
}

export function cleanAvatar(avatar: string): string | undefined {
  return avatar.length > 2000 || unprintable.test(avatar) ? undefined : avatar;
}

/** No e-mail address and no phone number is longer, however it is written. */
const maxIdentifierLength = 254;

const parsers = {
  email(text) {
    const email = normalizeEmail(text);
    return /^[^\s@]+@[^\s@]+$/.test(email) && !unprintable.test(email) ? email : undefined;
  },
  phone(text) {
    const phone = normalizePhone(text);
    // The country code is required: without it, the same number exists in other countries.
    return /^\+[0-9]{5,15}$/.test(phone) ? phone : undefined;
  },
} satisfies Record<IdentifierType, (text: string) => string | undefined>;

/** Undefined if the text is not an e-mail address or phone number. */
export function parseIdentifier(type: IdentifierType, text: string): Identifier | undefined {
  if (text.length > maxIdentifierLength) return undefined;
  const value = parsers[type](text);
  return value === undefined ? undefined : { type, value };
}

/** The identifier that a visitor signs in with, in the spelling by which limits count it. */
export function parseSignInName(text: string): Identifier | undefined {
  if (text.length > maxIdentifierLength) return undefined;
  const normalized = normalizeIdentifier(text);
  const identifier = parseIdentifier(normalized.includes('@') ? 'email' : 'phone', normalized);
  // Limits would count any other spelling of the same identifier separately.
  return identifier?.value === normalized ? identifier : undefined;
}

/** Returns the value. @throws WechatMpLoginError `invalid_request` with the field if it is undefined */
export function requireUsable<T>(field: string, value: T | undefined): T {
  if (value !== undefined) return value;
  const message = `The ${field} cannot be used`;
  throw new WechatMpLoginError('invalid_request', { message, field });
}

/** Identities come from WeChat, so a malformed one is a mistake in the calling code. */
export function checkIdentity({ appId, openid, unionid }: Identity): void {
  for (const [name, value] of Object.entries({ appId, openid, unionid })) {
    if (name === 'unionid' && value === undefined) continue;
    if (typeof value !== 'string' || !wechatId.test(value)) {
      throw new Error(`The identity's ${name} must be 1 to 128 visible ASCII characters.`);
    }
  }
}
