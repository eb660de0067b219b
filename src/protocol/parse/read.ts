/**
 * Readers: from `unknown` to one type, or a refusal that names the field. A message is a table from
 * field to reader, which the compiler holds against the message's type.
 */
import { safeReturnTo } from '../return-to.js';

/** A body that is not of the protocol; `field` names what was wrong and holds no input. */
export class ShapeError extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`"${field}" is missing or not of the protocol`);
    this.field = field;
  }
}

/** Gives the value as what it has to be, or throws a ShapeError with the name of its field. */
export type Read<T> = (value: unknown, field: string) => T;

/** A reader for every field of `T`; those that may be left out have a `?` behind their name. */
export type Table<T> = {
  readonly [K in keyof T & string as object extends Pick<T, K> ? `${K}?` : K]-?: Read<
    Exclude<T[K], undefined>
  >;
};

type Fields = Readonly<Record<string, unknown>>;

export function fail(field: string): never {
  throw new ShapeError(field);
}

/** Fields that the table does not know are dropped. */
export function object<T>(table: Table<T>): (value: unknown, field?: string) => T {
  return (value: unknown, field = 'body') => {
    if (typeof value !== 'object' || !value || Array.isArray(value)) fail(field);
    const found: Record<string, unknown> = {};
    for (const [key, read] of Object.entries<Read<unknown>>(table)) {
      const name = key.replace('?', '');
      const part = (value as Fields)[name];
      if (part !== undefined || name === key) found[name] = read(part, name);
    }
    return found as T;
  };
}

/** What the test is true of. */
export function only<T>(test: (value: unknown) => boolean): Read<T> {
  return (value, field) => (test(value) ? (value as T) : fail(field));
}

export const oneOf = <T>(...values: readonly T[]): Read<T> =>
  only((value) => (values as readonly unknown[]).includes(value));

export const number = (max: number): Read<number> =>
  only((value) => typeof value === 'number' && value >= 0 && value <= max);

export const text = (pattern: RegExp): Read<string> =>
  only((value) => typeof value === 'string' && pattern.test(value));

export const list: Read<readonly unknown[]> = only(
  (value) => Array.isArray(value) && value.length < 51,
);

/** Characters, not UTF-16 units, so that a name of emoji is as long here as in a JSON schema. */
export const words = text(/^[^]{1,200}$/u);
export const key = text(/^[a-z0-9-]{1,32}$/);
export const digits = text(/^\d{4,10}$/);
/**
 * An address as it may stand in a code or an image: bounded, and of a scheme that runs nothing. A
 * path may not begin with two slashes or a slash and a backslash: both name another host.
 */
export const address = text(/^(https?:\/\/|\/(?![/\\]))[!-~]{0,1000}$/);
export const path: Read<string> = (value, field) =>
  safeReturnTo(text(/^[^]{1,2048}$/)(value, field)) ?? fail(field);

/** For parsers that are loaded later and import nothing. */
export const readers = { address, fail, key, list, number, object, oneOf, text, words };
