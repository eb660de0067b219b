/**
 * Readers turn `unknown` into one type, or refuse it and name the field. The reader of a message is a
 * table from fields to readers, which the compiler checks against the message's type.
 */
/**
 * A body that does not follow the protocol. The message names the field and quotes nothing of the body.
 *
 * @example
 * ```ts
 * try {
 *   parseCreateRequest({ challenge: 'too short' });
 * } catch (error) {
 *   if (error instanceof ShapeError) console.log(error.field); // 'challenge'
 * }
 * ```
 */
export class ShapeError extends Error {
  /** The field that is missing or wrong; `body` for a body that is not an object. */
  readonly field: string;

  constructor(field: string) {
    super(`"${field}" is missing or does not match the protocol`);
    this.field = field;
  }
}

/** Returns the value if it is a `T`, or throws a `ShapeError` that names the field. */
export type Read<T> = (value: unknown, field: string) => T;

/** A reader for every field of `T`. Optional fields have a `?` behind their name. */
export type FieldReaders<T> = {
  readonly [K in keyof T & string as object extends Pick<T, K> ? `${K}?` : K]-?: Read<
    Exclude<T[K], undefined>
  >;
};

/** Refuses a field. */
export function fail(field: string): never {
  throw new ShapeError(field);
}

/**
 * Reads an object field by field and drops the fields that have no reader. Where a field is optional,
 * null and '' count as absent: serializers of many languages write one of them.
 */
export function object<T>(readers: FieldReaders<T>): (value: unknown, field?: string) => T {
  return (value: unknown, field = 'body') => {
    if (typeof value !== 'object' || !value || Array.isArray(value)) fail(field);
    const result: Record<string, unknown> = {};
    for (const [key, read] of Object.entries<Read<unknown>>(readers)) {
      const name = key.replace('?', '');
      const isOptional = name !== key;
      // Of its own: what a script has added to the prototype of all objects is no answer.
      const part: unknown = Object.getOwnPropertyDescriptor(value, name)?.value;
      const isAbsent = isOptional && (part ?? '') === '';
      if (!isAbsent) result[name] = read(part, name);
    }
    // `FieldReaders<T>` has a reader for every field of T.
    return result as T;
  };
}

/** Accepts the values that pass the test, which has to imply that they are a `T`. */
export function only<T>(test: (value: unknown) => boolean): Read<T> {
  return (value, field) => (test(value) ? (value as T) : fail(field));
}

/** Accepts only these values. */
export const oneOf = <T>(...values: readonly T[]): Read<T> =>
  only((value) => (values as readonly unknown[]).includes(value));

/** Accepts numbers from 0 to `max`. */
export const number = (max: number): Read<number> =>
  only((value) => typeof value === 'number' && value >= 0 && value <= max);

/** Accepts strings that match the pattern. */
export const text = (pattern: RegExp): Read<string> =>
  only((value) => typeof value === 'string' && pattern.test(value));

const maxListLength = 50;

/** Accepts arrays of up to `max` elements; the caller reads the elements. */
export const list = (max = maxListLength): Read<readonly unknown[]> =>
  only((value) => Array.isArray(value) && value.length <= max);

/** Counts characters, not UTF-16 units, as JSON Schema does: an emoji is one character. */
export const shortText = text(/^[^]{1,200}$/u);

export const key = text(/^[a-z0-9-]{1,32}$/);

export const digits = text(/^\d{4,10}$/);

/**
 * An address for a QR code or an image: not too long, and with no scheme that could run a script. A
 * path must not begin with `//` or `/\`: browsers read both as another host
 * (https://url.spec.whatwg.org/#relative-slash-state).
 */
export const address = text(/^(https?:\/\/|\/(?![/\\]))[!-~]{0,1000}$/);
