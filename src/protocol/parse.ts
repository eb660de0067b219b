/** From `unknown` to typed: nothing from outside is used before it went through here. */
import { chainValuePattern } from './chain.js';
import type {
  Account,
  Confirm,
  CreateRequest,
  Created,
  Level,
  OfficialAccount,
  Present,
  RedeemRequest,
  RedeemResult,
  Snapshot,
} from './messages.js';
import { safeReturnTo } from './return-to.js';
import { isAttemptState } from './states.js';

/** A body that is not of the protocol; `field` names what was wrong and holds no input. */
export class ShapeError extends Error {
  readonly field: string;
  constructor(field: string) {
    super(`"${field}" is missing or not of the protocol`);
    this.field = field;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const knownLevels: readonly Level[] = ['core', 'stream', 'binding', 'confirm', 'message', 'oauth'];

const idPattern = /^[A-Za-z0-9_-]{22,64}$/;
const keyPattern = /^[a-z0-9-]{1,32}$/;
const levelPattern = /^[a-z0-9-]{1,32}$/;
/** A state that this version may not know yet. */
const statePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** Characters, not UTF-16 units, so that a name of emoji is as long here as in a JSON schema. */
const wordsPattern = /^[^]{1,200}$/u;
/**
 * An address as it may stand in a code or an image: bounded, and of a scheme that runs nothing. A
 * path may not begin with two slashes or a slash and a backslash: both name another host.
 */
const addressPattern = /^(https?:\/\/|\/(?![/\\]))[!-~]{0,1000}$/;

function fail(field: string): never {
  throw new ShapeError(field);
}

function object(value: unknown, field: string): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : fail(field);
}

function text(from: Fields, field: string, pattern: RegExp = wordsPattern): string {
  const value = from[field];
  return typeof value === 'string' && pattern.test(value) ? value : fail(field);
}

function number(from: Fields, field: string, max: number): number {
  const value = from[field];
  return typeof value === 'number' && value >= 0 && value <= max ? value : fail(field);
}

function integer(from: Fields, field: string): number {
  const value = number(from, field, Number.MAX_SAFE_INTEGER);
  return Number.isInteger(value) ? value : fail(field);
}

function list(from: Fields, field: string, max: number): readonly unknown[] {
  const value = from[field];
  return Array.isArray(value) && value.length <= max ? value : fail(field);
}

function oneOf<T extends string>(from: Fields, field: string, values: readonly T[]): T {
  return values.find((value) => value === from[field]) ?? fail(field);
}

/** `{field: read()}` where the field is there, nothing where it is not. */
function optional<K extends string, T>(
  from: Fields,
  field: K,
  read: (from: Fields, field: K) => T,
): { [P in K]?: T } {
  return from[field] === undefined ? {} : ({ [field]: read(from, field) } as { [P in K]?: T });
}

const asText = (from: Fields, field: string): string => text(from, field);
const asAddress = (from: Fields, field: string): string => text(from, field, addressPattern);
const asKey = (from: Fields, field: string): string => text(from, field, keyPattern);
const asPath = (from: Fields, field: string): string =>
  safeReturnTo(text(from, field, /^[^]{1,2048}$/)) ?? fail(field);

/** @throws ShapeError naming the field */
export function parseCreateRequest(body: unknown): CreateRequest {
  const from = object(body, 'body');
  return {
    challenge: text(from, 'challenge', chainValuePattern),
    purpose: oneOf(from, 'purpose', ['login', 'link']),
    method: oneOf(from, 'method', ['scan', 'message', 'oauth']),
    ...optional(from, 'officialAccount', asKey),
    ...optional(from, 'lang', (_, field) => text(from, field, /^[A-Za-z0-9-]{1,35}$/)),
    ...optional(from, 'returnTo', asPath),
  };
}

/** @throws ShapeError naming the field */
export function parseRedeemRequest(body: unknown): RedeemRequest {
  return { verifier: text(object(body, 'body'), 'verifier', chainValuePattern) };
}

/**
 * A snapshot, or undefined where its state is one that a newer backend has added: the page keeps
 * what it shows and waits on.
 * @throws ShapeError naming the field
 */
export function parseSnapshot(body: unknown): Snapshot | undefined {
  const from = object(body, 'body');
  const state = text(from, 'state', statePattern);
  if (!isAttemptState(state)) return undefined;
  return {
    state,
    rev: integer(from, 'rev'),
    expiresIn: number(from, 'expiresIn', 86_400),
    interval: number(from, 'interval', 3600),
    ...optional(from, 'confirm', asConfirm),
    ...optional(from, 'reason', asText),
  };
}

/** @throws ShapeError naming the field */
export function parseCreated(body: unknown): Created {
  const from = object(body, 'body');
  const snapshot = parseSnapshot(body) ?? fail('state');
  if (from['protocol'] !== 1) fail('protocol');
  return {
    ...snapshot,
    protocol: 1,
    levels: asLevels(from, 'levels'),
    id: text(from, 'id', idPattern),
    officialAccount: asOfficialAccount(from, 'officialAccount'),
    ...optional(from, 'officialAccounts', (_, field) =>
      list(from, field, 50).map((account) => asOfficialAccount({ [field]: account }, field)),
    ),
    present: asPresent(from, 'present'),
  };
}

/** @throws ShapeError naming the field; `result` for a result that this version does not know */
export function parseRedeemResult(body: unknown): RedeemResult {
  const from = object(body, 'body');
  const isNew = from['isNew'];
  return {
    result: oneOf(from, 'result', ['authenticated']),
    isNew: typeof isNew === 'boolean' ? isNew : fail('isNew'),
    account: asAccount(from, 'account'),
    ...optional(from, 'returnTo', asPath),
    ...optional(from, 'code', (_, field) => text(from, field, /^[!-~]{1,512}$/)),
  };
}

/** The `code` of an error body, or undefined where it is not one. Never throws. */
export function parseProblemCode(body: unknown): string | undefined {
  const code = (body as Fields | null | undefined)?.['code'];
  return typeof code === 'string' && /^[a-z_]{1,64}$/.test(code) ? code : undefined;
}

/** Those that this version knows: what else a newer backend speaks is none of this page's business. */
function asLevels(from: Fields, field: string): readonly Level[] {
  const levels = list(from, field, 50);
  if (!levels.every((level) => typeof level === 'string' && levelPattern.test(level))) fail(field);
  return knownLevels.filter((level) => levels.includes(level));
}

function asConfirm(from: Fields, field: string): Confirm {
  const confirm = object(from[field], field);
  const mode = oneOf(confirm, 'mode', ['tap', 'code']);
  return mode === 'tap' ? { mode } : { mode, code: text(confirm, 'code', /^\d{4,10}$/) };
}

function asOfficialAccount(from: Fields, field: string): OfficialAccount {
  const account = object(from[field], field);
  return {
    key: asKey(account, 'key'),
    name: asText(account, 'name'),
    kind: oneOf(account, 'kind', ['service', 'subscription']),
    ...optional(account, 'avatar', asAddress),
  };
}

function asAccount(from: Fields, field: string): Account {
  const account = object(from[field], field);
  return { name: asText(account, 'name'), ...optional(account, 'avatar', asAddress) };
}

function asPresent(from: Fields, field: string): Present {
  const present = object(from[field], field);
  const type = oneOf(present, 'type', ['qr', 'message', 'redirect']);
  if (type !== 'message') return { type, url: asAddress(present, 'url') };
  return {
    type,
    ...optional(present, 'url', asAddress),
    ...optional(present, 'image', asAddress),
    code: text(present, 'code', /^\d{4,10}$/),
  };
}
