/** Checks the answers that every login receives from a backend, before the page uses them. */
import type {
  Account,
  Authenticated,
  Confirm,
  Created,
  OfficialAccount,
  Present,
  Snapshot,
} from '../messages.js';
import { isAttemptState } from '../states.js';
import {
  address,
  boolean,
  digits,
  key,
  list,
  number,
  object,
  oneOf,
  only,
  path,
  shortText,
  text,
  type FieldReaders,
  type Read,
} from './read.js';

export { ShapeError } from './read.js';

const mode = object<{ mode: Confirm['mode'] }>({ mode: oneOf<Confirm['mode']>('tap', 'digits') });
const typed = object<{ digits: string }>({ digits });
const confirm: Read<Confirm> = (value, field) =>
  mode(value, field).mode === 'tap' ? { mode: 'tap' } : { mode: 'digits', ...typed(value) };

const type = object<{ type: Present['type'] }>({ type: oneOf('qr', 'message', 'redirect') });
const message = object<{ url?: string; image?: string; digits: string }>({
  'url?': address,
  'image?': address,
  digits,
});
const link = object<{ url: string }>({ url: address });
const present: Read<Present> = (value, field) => {
  const kind = type(value, field);
  // Each reader returns exactly the fields of its type.
  return { ...kind, ...(kind.type === 'message' ? message : link)(value) } as Present;
};

/** Words, of which a newer version may have others. */
const keys: Read<readonly string[]> = (value, field) =>
  list()(value, field).map((each) => key(each, field));

const officialAccount = object<OfficialAccount>({
  key,
  name: shortText,
  kind: oneOf('service', 'subscription'),
  'avatar?': address,
  'methods?': keys,
});

const account = object<Account>({ name: shortText, 'avatar?': address });

const snapshotReaders: FieldReaders<Snapshot> = {
  state: only(isAttemptState),
  rev: only((value) => Number.isSafeInteger(value) && (value as number) >= 0),
  expiresIn: number(86_400),
  // Anything goes: the login bounds what it is told.
  interval: only((value) => Number.isFinite(value)),
  'confirm?': confirm,
  'reason?': shortText,
};
const snapshot = object(snapshotReaders);
/** A state that this version may not know yet. */
const state = object<{ state: string }>({ state: text(/^[A-Za-z0-9_-]{1,64}$/) });

/**
 * Reads a snapshot of an attempt.
 *
 * @returns undefined for a state that a newer backend has added: the page keeps what it shows and
 * keeps waiting
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * parseSnapshot({ state: 'pending', rev: 1, expiresIn: 180, interval: 2 })?.state; // 'pending'
 * ```
 */
export function parseSnapshot(body: unknown): Snapshot | undefined {
  return isAttemptState(state(body).state) ? snapshot(body) : undefined;
}

/**
 * Reads the answer to `POST /attempts`.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * declare const response: Response;
 * const { id, present } = parseCreated(await response.json());
 * if (present.type === 'qr') console.log(id, present.url);
 * ```
 */
export const parseCreated: (body: unknown) => Created = object<Created>({
  ...snapshotReaders,
  protocol: oneOf(1),
  levels: keys,
  id: text(/^[A-Za-z0-9_-]{22,64}$/),
  officialAccount,
  'officialAccounts?': (value, field) =>
    list()(value, field).map((each) => officialAccount(each, field)),
  'methods?': keys,
  'newAccounts?': key,
  present,
});

/**
 * Reads the answer to a redeem or bind that signed somebody in. `parseRedeemResult` and
 * `parseBindResult` also read the answers that come before it.
 *
 * @throws ShapeError naming the field; `result` for another result
 * @example
 * ```ts
 * const account = { name: 'Lin Xi' };
 * parseAuthenticated({ result: 'authenticated', isNew: true, account }).isNew; // true
 * ```
 */
export const parseAuthenticated: (body: unknown) => Authenticated = object<Authenticated>({
  result: oneOf('authenticated'),
  isNew: boolean,
  'linked?': boolean,
  account,
  'returnTo?': path,
  'code?': text(/^[!-~]{1,512}$/),
});
