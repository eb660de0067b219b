/** The fields of a push, checked one by one. */
import type { PushAddress } from './messages.js';

/** By their path (`readXmlPaths`). */
export type PushFields = ReadonlyMap<string, string>;

/** An openid, a unionid, or the original id of an account. */
export const idPattern = /^[A-Za-z0-9_@-]{1,64}$/;
/** The id of a message has 64 bits. */
export const msgIdPattern = /^\d{1,20}$/;

/** Returns the field without white space at its ends, or '' if it is missing or does not match. */
export function matching(fields: PushFields, path: string, pattern: RegExp): string {
  const value = (fields.get(path) ?? '').trim();
  return pattern.test(value) ? value : '';
}

/** Returns the field as it is, or '' if it is missing. */
export function textOf(fields: PushFields, path: string): string {
  return fields.get(path) ?? '';
}

/** Returns NaN if the field is missing or not a decimal number. */
export function numberOf(fields: PushFields, path: string): number {
  return Number(matching(fields, path, /^-?\d{1,15}(?:\.\d{1,15})?$/) || Number.NaN);
}

/** `createdAtS` is NaN if the push has no valid time. */
export function addressOf(fields: PushFields): PushAddress {
  return {
    to: matching(fields, 'ToUserName', idPattern),
    openid: matching(fields, 'FromUserName', idPattern),
    createdAtS: Number(matching(fields, 'CreateTime', /^\d{1,10}$/) || Number.NaN),
  };
}

export function isComplete({ to, openid, createdAtS }: PushAddress): boolean {
  return to !== '' && openid !== '' && !Number.isNaN(createdAtS);
}
