/** Checks the options about accounts: the policy for new ones, and the link methods. */
import { requireOption } from '../base/configuration-error.js';
import type { BindingSettings, NewAccountsPolicy } from '../binding/binding-options.js';
import type { LinkMethod } from '../binding/link-method.js';
import { checkFields, isArrayUpTo, isText } from './fields.js';
import type { AnyOptions } from './options.js';

/** As many as a page accepts in addition to the session (src/protocol/parse/binding.ts). */
const maxMethods = 10;
const onlyWechat = "set `newAccounts: 'create'` if WeChat is the only way in.";

export function checkBinding(options: AnyOptions): Omit<BindingSettings, 'frameAncestors'> {
  const { createFields = [], linkMethods = [] } = options;
  const canLink = typeof options.accounts.link === 'function';
  const canLinkSession = canLink && typeof options.sessions.current === 'function';
  // Link methods and fields have a meaning only if visitors are asked: without `link`, that is a mistake.
  const mayAsk = canLink || linkMethods.length > 0 || createFields.length > 0;
  const newAccounts = checkPolicy(options.newAccounts ?? (mayAsk ? 'ask' : 'create'));
  checkMethods(linkMethods);
  if (newAccounts !== 'create') {
    requireOption(
      canLink,
      `\`accounts.link\` is missing. \`newAccounts: '${newAccounts}'\` needs it, so that visitors can link an account that they have; add \`link(accountId, identity)\`, or ${onlyWechat}`,
    );
    requireOption(
      linkMethods.length > 0 || canLinkSession,
      `\`linkMethods\` is empty and \`sessions.current\` is missing. \`newAccounts: '${newAccounts}'\` needs a way to prove an account: add a link method such as \`passwordMethod(…)\`, or \`current(caller)\`, or ${onlyWechat}`,
    );
  }
  checkFields('createFields', createFields);
  requireOption(
    createFields.every(({ type }) => type !== 'code'),
    '`createFields` must not contain a field of type "code", because a new account has no address yet to send a verification code to; remove it.',
  );
  return { newAccounts, createFields, linkMethods, canLinkSession };
}

function checkPolicy(newAccounts: NewAccountsPolicy): NewAccountsPolicy {
  requireOption(
    ['ask', 'create', 'existing-only'].includes(newAccounts),
    '`newAccounts` must be "ask", "create" or "existing-only"; leave it out for "ask", or for "create" without `accounts.link`.',
  );
  return newAccounts;
}

function checkMethods(linkMethods: readonly LinkMethod[]): void {
  requireOption(
    isArrayUpTo(maxMethods, linkMethods),
    `\`linkMethods\` must be an array of at most ${maxMethods} link methods.`,
  );
  linkMethods.forEach(checkMethod);
  requireOption(
    new Set(linkMethods.map(({ method }) => method)).size === linkMethods.length,
    '`linkMethods` contains two with the same `method`; give each its own.',
  );
}

function checkMethod(given: LinkMethod, index: number): void {
  // `Partial`, because JavaScript does not check that the properties are there.
  const linkMethod: Partial<LinkMethod> = { ...given };
  const { method, label, fields, target, accounts, send } = linkMethod;
  requireOption(
    typeof method === 'string' && /^[a-z0-9-]{1,32}$/.test(method) && method !== 'session',
    `\`linkMethods[${index}].method\` must be 1 to 32 lower-case letters, digits and hyphens, and not "session", which is built in.`,
  );
  const where = `linkMethods "${method}"`;
  requireOption(
    isText(label),
    `${where}: \`label\` must be 1 to 200 characters in every language, and include "en".`,
  );
  checkFields(where, fields);
  requireOption(
    typeof target === 'function' && typeof accounts === 'function',
    `${where} needs the functions \`target(fields)\` and \`accounts(fields)\`.`,
  );
  const codeFields = fields?.filter(({ type }) => type === 'code') ?? [];
  requireOption(
    codeFields.length === (typeof send === 'function' ? 1 : 0),
    `${where} needs both one field of type "code" and the function \`send\`, or neither.`,
  );
}
