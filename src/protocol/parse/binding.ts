/**
 * Checks the answers that only a login with prompts receives (docs/protocol.md, "Binding"). A page
 * loads this file only when it needs it.
 */
import type {
  Binding,
  BindingOption,
  BindResult,
  Choice,
  CodeSent,
  Field,
  RedeemResult,
  Selection,
} from '../messages.js';
import { parseAuthenticated } from './authenticated.js';
import { boolean } from './more-readers.js';
import {
  address,
  fail,
  key,
  list,
  number,
  object,
  oneOf,
  shortText,
  text,
  type Read,
} from './read.js';

const maxOptions = 12;
const maxFields = 8;

const hasDuplicates = (names: readonly string[]): boolean => new Set(names).size < names.length;

const fieldTypes: Readonly<Record<Field['type'], true>> = {
  text: true,
  email: true,
  tel: true,
  password: true,
  code: true,
};

const field = object<Field>({
  // `chatCode` is a field of the request itself, and `__proto__` belongs to every object.
  name: text(/^(?!(chatCode|__proto__)$)[A-Za-z0-9_-]{1,32}$/),
  label: shortText,
  'hint?': shortText,
  // A newer backend may send another type; `option` then drops the whole option.
  type: key as Read<Field['type']>,
  'autocomplete?': text(/^[A-Za-z0-9 -]{1,100}$/),
  required: boolean,
  'pattern?': shortText,
});

const fields: Read<readonly Field[]> = (value, name) => {
  const found = list(maxFields)(value, name).map((each) => field(each, name));
  if (hasDuplicates(found.map((each) => each.name))) fail('name');
  if (found.filter(({ type }) => type === 'code').length > 1) fail('type');
  return found;
};

const action = object<{ action: string }>({ action: key });
const create = object<{ fields?: readonly Field[] }>({ 'fields?': fields });
const link = object<{ method: string; label: string; fields: readonly Field[] }>({
  method: key,
  label: shortText,
  fields,
});

/** Returns undefined for an option with an action or a type of field that this version does not know. */
function option(value: unknown, name: string): BindingOption | undefined {
  const found = optionOfAction(action(value, name).action, value);
  const isKnown = ({ type }: Field): boolean => Object.hasOwn(fieldTypes, type);
  return found?.fields?.every(isKnown) === false ? undefined : found;
}

function optionOfAction(name: string, value: unknown): BindingOption | undefined {
  if (name === 'create') return { action: name, ...create(value) };
  if (name === 'link') return { action: name, ...link(value) };
  return undefined;
}

const options: Read<readonly BindingOption[]> = (value, name) => {
  const found = list(maxOptions)(value, name)
    .map((each) => option(each, name))
    .filter((each) => each !== undefined);
  // The page can carry out none of them, so the answer counts as an unknown result.
  if (found.length === 0) fail('result');
  // There is one `create` at most, and one `link` for each method.
  if (hasDuplicates(found.map((each) => (each.action === 'link' ? each.method : '')))) fail(name);
  return found;
};

const choice = object<Choice>({
  choice: text(/^[A-Za-z0-9_-]{1,64}$/),
  name: shortText,
  'avatar?': address,
});

const accounts: Read<readonly Choice[]> = (value, name) => {
  const found = list()(value, name).map((each) => choice(each, name));
  if (found.length === 0 || hasDuplicates(found.map((each) => each.choice))) fail(name);
  return found;
};

const parseSelection = object<Selection>({ result: oneOf('select'), accounts });

function resultOf(body: unknown): unknown {
  return (body as { result?: unknown } | null | undefined)?.result;
}

/**
 * Reads the answer to a redeem that asks whose account this is. Drops the options that this version
 * does not know.
 *
 * @throws ShapeError naming the field; `result` if no option is left
 * @example
 * ```ts
 * const options = [{ action: 'create' }];
 * parseBinding({ result: 'binding', chatCode: false, expiresIn: 600, options }).options.length; // 1
 * ```
 */
export const parseBinding: (body: unknown) => Binding = object<Binding>({
  result: oneOf('binding'),
  chatCode: boolean,
  expiresIn: number(86_400),
  options,
  'frameAncestors?': (value, name) => list()(value, name).map((each) => shortText(each, name)),
});

/**
 * Reads any answer to `POST /attempts/{id}/redeem`.
 *
 * @throws ShapeError naming the field; `result` for a result that this version does not know
 * @example
 * ```ts
 * declare const response: Response;
 * const answer = parseRedeemResult(await response.json());
 * if (answer.result === 'authenticated') console.log(answer.account.name);
 * ```
 */
export function parseRedeemResult(body: unknown): RedeemResult {
  return resultOf(body) === 'binding' ? parseBinding(body) : parseAuthenticated(body);
}

/**
 * Reads any answer to `POST /attempts/{id}/bind`.
 *
 * @throws ShapeError naming the field; `result` for a result that this version does not know
 * @example
 * ```ts
 * declare const response: Response;
 * const answer = parseBindResult(await response.json());
 * if (answer.result === 'select') console.log(answer.accounts.length);
 * ```
 */
export function parseBindResult(body: unknown): BindResult {
  return resultOf(body) === 'select' ? parseSelection(body) : parseAuthenticated(body);
}

/**
 * Reads the answer to `POST /attempts/{id}/codes`.
 *
 * @throws ShapeError naming the field
 * @example
 * ```ts
 * parseCodeSent({ resendIn: 60 }).resendIn; // 60 seconds
 * ```
 */
export const parseCodeSent: (body: unknown) => CodeSent = object<CodeSent>({
  resendIn: number(3600),
});
