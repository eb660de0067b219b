/** Checks a backend's answer to `POST /attempts`, before the page shows what it presents. */
import type { Confirm, Created, OfficialAccount, Present, Snapshot } from '../messages.js';
import { isAttemptState } from '../states.js';
import {
  address,
  digits,
  key,
  list,
  number,
  object,
  oneOf,
  only,
  shortText,
  text,
  type FieldReaders,
  type Read,
} from './read.js';

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

/** The fields that this answer has in common with the snapshots that follow it. */
export const snapshotReaders: FieldReaders<Snapshot> = {
  state: only(isAttemptState),
  rev: only((value) => Number.isSafeInteger(value) && (value as number) >= 0),
  expiresIn: number(86_400),
  // Anything goes: the login bounds what it is told.
  interval: only((value) => Number.isFinite(value)),
  'confirm?': confirm,
  'reason?': shortText,
};
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
