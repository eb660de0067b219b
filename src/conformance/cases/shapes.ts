/** The fields that each answer may have. A backend sends no others (docs/protocol.md#endpoints). */
import { expect, fieldsOf, listOf } from '../expect.js';
import type { Answer } from '../http/send.js';

type Fields = Readonly<Record<string, unknown>>;
type Shape = Readonly<Record<string, (value: unknown) => boolean>>;

const text = (value: unknown): boolean => typeof value === 'string' && value !== '';
const flag = (value: unknown): boolean => typeof value === 'boolean';
const count = (value: unknown): boolean => Number.isFinite(value) && (value as number) >= 0;
const whole = (value: unknown): boolean => Number.isInteger(value) && count(value);
const within =
  (shape: Shape, required: readonly string[]) =>
  (value: unknown): boolean =>
    misfit(fieldsOf(value), shape, required) === undefined;
const each =
  (shape: Shape, required: readonly string[]) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(within(shape, required));

const snapshotFields: Shape = {
  state: text,
  rev: whole,
  expiresIn: count,
  interval: count,
  confirm: within({ mode: text, digits: text }, ['mode']),
  reason: text,
};
const words = (value: unknown): boolean => Array.isArray(value) && value.every(text);
const officialAccountFields: Shape = {
  ...{ key: text, name: text, kind: text, avatar: text },
  methods: words,
};
const officialAccount = ['key', 'name', 'kind'];
const accountFields: Shape = { name: text, avatar: text };

const shapes = {
  created: {
    shape: {
      ...snapshotFields,
      protocol: (value: unknown) => value === 1,
      levels: words,
      id: (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9_-]{22,64}$/.test(value),
      officialAccount: within(officialAccountFields, officialAccount),
      officialAccounts: each(officialAccountFields, officialAccount),
      newAccounts: text,
      methods: words,
      present: within({ type: text, url: text, name: text, image: text, digits: text }, ['type']),
    },
    required: [
      ...['protocol', 'levels', 'id', 'state', 'rev', 'expiresIn', 'interval'],
      ...['officialAccount', 'present'],
    ],
  },
  snapshot: { shape: snapshotFields, required: ['state', 'rev', 'expiresIn', 'interval'] },
  authenticated: {
    shape: {
      result: text,
      isNew: flag,
      linked: flag,
      account: within(accountFields, ['name']),
      returnTo: text,
      code: text,
    },
    required: ['result', 'isNew', 'account'],
  },
  binding: {
    shape: { result: text, chatCode: flag, expiresIn: count, options: Array.isArray },
    required: ['result', 'chatCode', 'expiresIn', 'options'],
  },
  identities: {
    shape: {
      identities: each({ id: text, officialAccount: text, linkedAt: text }, ['id', 'linkedAt']),
    },
    required: ['identities'],
  },
  problem: {
    shape: {
      ...{ type: text, title: text, status: whole, code: text, field: text, reason: text },
      ...{ remaining: whole, sentence: text, siteKey: text },
      methods: words,
    },
    required: ['type', 'title', 'status', 'code'],
  },
} as const satisfies Record<
  string,
  { readonly shape: Shape; readonly required: readonly string[] }
>;

/** The name of a field that is missing, unknown or malformed; undefined if there is none. */
function misfit(fields: Fields, shape: Shape, required: readonly string[]): string | undefined {
  const missing = required.find((name) => fields[name] === undefined);
  if (missing !== undefined) return missing;
  return Object.keys(fields).find((name) => shape[name]?.(fields[name]) !== true);
}

/** The answer has the fields of this kind and no others. */
export function expectShape(answer: Answer, kind: keyof typeof shapes, what: string): void {
  const { shape, required } = shapes[kind];
  const wrong = misfit(answer.body, shape, required);
  expect(
    wrong === undefined,
    `${what}: the field ${wrong} is missing, malformed, or not part of the protocol.`,
  );
}

const optionFields: Shape = { action: text, method: text, label: text, fields: Array.isArray };
const formFields: Shape = {
  ...{ name: text, label: text, hint: text, type: text, autocomplete: text, required: flag },
  pattern: text,
};

/** Each option of the question, and each field of its form, has the fields of the protocol. */
export function expectOptions(answer: Answer): void {
  const options = listOf(answer.body['options']);
  expect(
    options.length >= 1 && options.length <= 12,
    `The question has ${options.length} options.`,
  );
  for (const option of options) {
    const needed = option['action'] === 'create' ? ['action'] : Object.keys(optionFields);
    const wrong = misfit(option, optionFields, needed);
    expect(wrong === undefined, `An option of the question: ${wrong} is missing or wrong.`);
    for (const field of listOf(option['fields'])) {
      const bad = misfit(field, formFields, ['name', 'label', 'type', 'required']);
      expect(bad === undefined, `A field of the question: ${bad} is missing or wrong.`);
    }
  }
}
