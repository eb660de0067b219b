/** Answers of a backend, read before a page uses them. */
import { isProblemCode, type ProblemCode } from '../errors.js';
import type {
  Account,
  Authenticated,
  Confirm,
  Created,
  OfficialAccount,
  Present,
  Snapshot,
} from '../messages.js';
import {
  address,
  digits,
  key,
  list,
  number,
  object,
  oneOf,
  only,
  path,
  text,
  words,
  type Read,
  type Table,
} from './read.js';
import { isAttemptState } from '../states.js';

export { ShapeError } from './read.js';

const mode = object<{ mode: Confirm['mode'] }>({ mode: oneOf<Confirm['mode']>('tap', 'code') });
const code = object<{ code: string }>({ code: digits });
const confirm: Read<Confirm> = (value, field) =>
  mode(value, field).mode === 'tap' ? { mode: 'tap' } : { mode: 'code', ...code(value) };

const type = object<{ type: Present['type'] }>({ type: oneOf('qr', 'message', 'redirect') });
const message = object<{ url?: string; image?: string; code: string }>({
  'url?': address,
  'image?': address,
  code: digits,
});
const link = object<{ url: string }>({ url: address });
const present: Read<Present> = (value, field) => {
  const kind = type(value, field);
  return { ...kind, ...(kind.type === 'message' ? message : link)(value) } as Present;
};

const officialAccount = object<OfficialAccount>({
  key,
  name: words,
  kind: oneOf('service', 'subscription'),
  'avatar?': address,
});

const account = object<Account>({ name: words, 'avatar?': address });

const snapshotTable: Table<Snapshot> = {
  state: only(isAttemptState),
  rev: only((value) => Number.isSafeInteger(value) && (value as number) >= 0),
  expiresIn: number(86_400),
  interval: number(3600),
  'confirm?': confirm,
  'reason?': words,
};
const snapshot = object(snapshotTable);
/** A state that this version may not know yet. */
const state = object<{ state: string }>({ state: text(/^[A-Za-z0-9_-]{1,64}$/) });

/**
 * A snapshot, or undefined where its state is one that a newer backend has added: the page keeps
 * what it shows and waits on.
 * @throws ShapeError naming the field
 */
export function parseSnapshot(body: unknown): Snapshot | undefined {
  return isAttemptState(state(body).state) ? snapshot(body) : undefined;
}

/** @throws ShapeError naming the field */
export const parseCreated: (body: unknown) => Created = object<Created>({
  ...snapshotTable,
  protocol: oneOf(1),
  levels: (value, field) => list(value, field).map((level) => key(level, field)),
  id: text(/^[A-Za-z0-9_-]{22,64}$/),
  officialAccount,
  'officialAccounts?': (value, field) =>
    list(value, field).map((each) => officialAccount(each, field)),
  present,
});

/**
 * Of a redeem or bind that signed somebody in; the prompts before that are read by parse-binding.ts.
 * @throws ShapeError naming the field; `result` for another result
 */
export const parseAuthenticated: (body: unknown) => Authenticated = object<Authenticated>({
  result: oneOf('authenticated'),
  isNew: oneOf(true, false),
  'linked?': oneOf(true, false),
  account,
  'returnTo?': path,
  'code?': text(/^[!-~]{1,512}$/),
});

/**
 * Reads the `code` of an error's body (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457). Never throws.
 *
 * @returns undefined where the body has none, or one that this version does not know
 * @example
 * ```ts
 * parseProblemCode({ type: 'about:blank', status: 410, code: 'gone' }); // 'gone'
 * parseProblemCode('<html>'); // undefined
 * ```
 */
export function parseProblemCode(body: unknown): ProblemCode | undefined {
  const code = (body as { code?: unknown } | null | undefined)?.code;
  return isProblemCode(code) ? code : undefined;
}
