/** How a value and its revision are kept under one key: `REVISION WRITE JSON`. */
import { randomToken } from '../../../protocol/chain.js';

/** A value as it is written, and the name of this write (see `compareAndSet` in scripts.ts). */
export interface Writing {
  readonly write: string;
  readonly text: string;
}

export function writingOf(rev: number, value: object): Writing {
  const write = randomToken(9);
  return { write, text: `${rev} ${write} ${JSON.stringify(value)}` };
}

export interface Stored {
  readonly rev: number;
  readonly value: object;
}

/** Undefined for a key that does not exist. @throws TypeError if somebody else has written it */
export function storedOf(reply: unknown): Stored | undefined {
  const text = textOf(reply);
  if (text === undefined) return undefined;
  const [, rev, json] = /^(\d+) \S+ (\{.*\})$/s.exec(text) ?? [];
  if (rev === undefined || json === undefined) throw new TypeError('not written by this store');
  // It begins with a brace.
  return { rev: Number(rev), value: JSON.parse(json) as object };
}

/** The application may have told its client to return bytes. */
export function textOf(reply: unknown): string | undefined {
  if (reply === null || reply === undefined) return undefined;
  if (typeof reply === 'string') return reply;
  if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
  throw new TypeError('Redis did not return a text');
}

/** When Redis drops a key: it takes whole milliseconds, and none before 1970. */
export const expiry = (atMs: number): string => String(Math.max(1, Math.ceil(atMs)));
