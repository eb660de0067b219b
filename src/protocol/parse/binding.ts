/**
 * Reads the answers that only a login with prompts gets (protocol, "Bind"). Loaded only then: who is
 * known, or new and not asked, has no use for it. It imports types alone and is handed its readers,
 * else bundlers would cut a shared piece out of what every page loads.
 */
import type {
  Authenticated,
  Binding,
  BindingOption,
  BindResult,
  Choice,
  CodeSent,
  Field,
  Selection,
} from '../messages.js';
import type { Read, readers } from './read.js';

const maxOptions = 12;
const maxFields = 8;

const isUnique = (names: readonly string[]): boolean => new Set(names).size === names.length;

export interface BindingParsers {
  /** @throws ShapeError naming the field; `result` where no option is one that this version knows */
  readonly parseBinding: (body: unknown) => Binding;
  /** @throws ShapeError naming the field; `result` for a result that this version does not know */
  readonly parseBindResult: (body: unknown) => BindResult;
  /** @throws ShapeError naming the field */
  readonly parseCodeSent: (body: unknown) => CodeSent;
}

export function createBindingParsers(
  { address, fail, key, list, number, object, oneOf, text, words }: typeof readers,
  parseAuthenticated: (body: unknown) => Authenticated,
): BindingParsers {
  const boolean = oneOf(true, false);

  const bounded = (value: unknown, name: string, max: number): readonly unknown[] => {
    const found = list(value, name);
    return found.length > max ? fail(name) : found;
  };

  const field = object<Field>({
    // `chatCode` is a field of the request itself, and `__proto__` one of every object.
    name: text(/^(?!(chatCode|__proto__)$)[A-Za-z0-9_-]{1,32}$/),
    label: words,
    'hint?': words,
    // Which of them this version knows is looked at by `option`.
    type: key as Read<Field['type']>,
    'autocomplete?': text(/^[A-Za-z0-9 -]{1,100}$/),
    required: boolean,
    'pattern?': words,
  });

  const fields: Read<readonly Field[]> = (value, name) => {
    const found = bounded(value, name, maxFields).map((each) => field(each, name));
    if (!isUnique(found.map((each) => each.name))) fail('name');
    if (found.filter(({ type }) => type === 'code').length > 1) fail('type');
    return found;
  };

  const action = object<{ action: string }>({ action: key });
  const create = object<{ fields?: readonly Field[] }>({ 'fields?': fields });
  const link = object<{ method: string; label: string; fields: readonly Field[] }>({
    method: key,
    label: words,
    fields,
  });

  /** Undefined for what a newer backend has added: an action, or a field that no page draws yet. */
  const option = (value: unknown, name: string): BindingOption | undefined => {
    const asked = action(value, name).action;
    const found: BindingOption | undefined =
      asked === 'create'
        ? { action: asked, ...create(value) }
        : asked === 'link'
          ? { action: asked, ...link(value) }
          : undefined;
    const isKnown = ({ type }: Field): boolean => /^(text|email|tel|password|code)$/.test(type);
    return found?.fields?.every(isKnown) === false ? undefined : found;
  };

  const options: Read<readonly BindingOption[]> = (value, name) => {
    const found = bounded(value, name, maxOptions)
      .map((each) => option(each, name))
      .filter((each) => each !== undefined);
    if (found.length === 0) fail('result');
    // There is one `create` at most, and one `link` for each method.
    if (!isUnique(found.map((each) => (each.action === 'link' ? each.method : '')))) fail(name);
    return found;
  };

  const choice = object<Choice>({
    choice: text(/^[A-Za-z0-9_-]{1,64}$/),
    name: words,
    'avatar?': address,
  });

  const selection = object<Selection>({
    result: oneOf('select'),
    accounts(value, name) {
      const found = list(value, name).map((each) => choice(each, name));
      return found.length > 0 && isUnique(found.map((each) => each.choice)) ? found : fail(name);
    },
  });

  return {
    parseBinding: object<Binding>({
      result: oneOf('binding'),
      chatCode: boolean,
      expiresIn: number(86_400),
      options,
    }),
    parseBindResult: (body) =>
      ((body as { result?: unknown } | null | undefined)?.result === 'select'
        ? selection
        : parseAuthenticated)(body),
    parseCodeSent: object<CodeSent>({ resendIn: number(3600) }),
  };
}
