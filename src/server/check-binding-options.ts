/** The settings of binding: the policy, the ways to prove an account, and their forms. */
import { requireOption } from './base/configuration-error.js';
import type { BindingConfig } from './binding/binding-options.js';
import { compilePattern } from './binding/fields.js';
import type { Options } from './options.js';
import type { LinkMethod } from './binding/link-methods.js';
import type { FieldOptions } from './binding/fields.js';
import type { LocalizedText } from './base/localized-text.js';

export type { BindingConfig };

/** As many as a page reads, beside a new account and the session (protocol/parse-binding.ts). */
const maxMethods = 10;
const maxFields = 8;
const types: readonly string[] = ['text', 'email', 'tel', 'password', 'code'];

/** @throws ConfigurationError */
export function checkBinding(options: Options): BindingConfig {
  const { accounts, sessions, newAccounts = 'ask', createFields = [], linkMethods = [] } = options;
  // Wider than the types: they hold for TypeScript alone.
  const policy: string = newAccounts;
  requireOption(
    ['ask', 'create', 'existing-only'].includes(policy),
    'newAccounts must be "ask", "create" or "existing-only".',
  );
  requireOption(
    Array.isArray(linkMethods) && linkMethods.length <= maxMethods,
    `linkMethods must be a list of ${maxMethods} at most.`,
  );
  const canLink = typeof accounts.link === 'function';
  const canLinkSession = canLink && typeof sessions.current === 'function';
  if (newAccounts !== 'create') {
    requireOption(
      canLink,
      `accounts must have the function link(accountId, identity) for newAccounts "${policy}": a person can then say which account is theirs. Who has no accounts but those that WeChat opens sets newAccounts to "create".`,
    );
    requireOption(
      linkMethods.length > 0 || canLinkSession,
      `newAccounts "${policy}" needs a way to prove an account: linkMethods, such as passwordMethod() makes, or sessions with the function current(caller). Who has no accounts but those that WeChat opens sets newAccounts to "create".`,
    );
  }
  for (const one of linkMethods) checkMethod(one);
  requireOption(
    new Set(linkMethods.map(({ method }) => method)).size === linkMethods.length,
    'linkMethods must each have another method.',
  );
  checkFields('createFields', createFields);
  requireOption(
    createFields.every(({ type }) => type !== 'code'),
    'createFields can have no field of type "code": there is nobody yet to send it to.',
  );
  requireOption(
    options.notify === undefined || typeof options.notify === 'function',
    'notify must be a function, or be left out.',
  );
  return { newAccounts, createFields, linkMethods, canLinkSession };
}

function checkMethod(one: LinkMethod): void {
  const { method, label, fields = [] } = { ...one } as Partial<LinkMethod>;
  requireOption(
    typeof method === 'string' && /^[a-z0-9-]{1,32}$/.test(method) && method !== 'session',
    'linkMethods: method must match [a-z0-9-]{1,32}, and "session" is there by itself.',
  );
  const name = `linkMethods "${method}"`;
  requireOption(areWords(label), `${name}: label must be 1 to 200 characters, in each language.`);
  checkFields(name, one.fields);
  requireOption(
    typeof one.target === 'function' && typeof one.accounts === 'function',
    `${name} must have the functions target(fields) and accounts(fields).`,
  );
  const codes = fields.filter(({ type }) => type === 'code').length;
  requireOption(
    codes === (typeof one.send === 'function' ? 1 : 0),
    `${name} must have one field of type "code" and the function send, or neither.`,
  );
}

function checkFields(of: string, fields: readonly FieldOptions[]): void {
  requireOption(
    Array.isArray(fields) && fields.length <= maxFields,
    `${of}: there must be a list of fields, ${maxFields} at most.`,
  );
  const names = new Set<string>();
  for (const field of fields) {
    const given = { ...field } as Partial<FieldOptions>;
    const { name = '', label, hint, type = '', autocomplete, pattern } = given;
    requireOption(
      /^(?!(chatCode|__proto__)$)[A-Za-z0-9_-]{1,32}$/.test(name) && !names.has(name),
      `${of}: a field's name must match [A-Za-z0-9_-]{1,32}, each another, and not "chatCode".`,
    );
    names.add(name);
    const which = `${of}: field "${name}"`;
    requireOption(
      areWords(label),
      `${which}: label must be 1 to 200 characters, in each language.`,
    );
    requireOption(
      hint === undefined || areWords(hint),
      `${which}: hint must be 1 to 200 characters, in each language, or be left out.`,
    );
    requireOption(types.includes(type), `${which}: type must be one of ${types.join(', ')}.`);
    requireOption(
      autocomplete === undefined || /^[A-Za-z0-9 -]{1,100}$/.test(autocomplete),
      `${which}: autocomplete must be as HTML has it, or be left out.`,
    );
    requireOption(
      pattern === undefined || isPattern(pattern),
      `${which}: pattern must be a regular expression of 1 to 200 characters, as HTML reads it (flag v), or be left out.`,
    );
  }
}

function areWords(words: LocalizedText | undefined): boolean {
  const all = typeof words === 'object' ? [words.en, ...Object.values(words)] : [words];
  return all.every((text) => typeof text === 'string' && /^[^]{1,200}$/u.test(text));
}

function isPattern(pattern: string): boolean {
  try {
    compilePattern(pattern);
    return pattern.length >= 1 && pattern.length <= 200;
  } catch {
    return false;
  }
}
