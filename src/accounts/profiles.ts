/** The accounts themselves: names, addresses and passwords. */
import type { CreateContext, HostAccount } from '../server/host/host.js';
import type { AccountsKit, NewAccount } from './accounts-kit.js';
import {
  cleanAvatar,
  cleanName,
  parseIdentifier,
  parseSignInName,
  requireUsable,
} from './checks.js';
import type { AccountsContext } from './context.js';
import type { Passwords } from './passwords.js';
import type { AccountRecord, Credential, Identifier, IdentifierType } from './storage.js';

/** The most accounts with one identifier whose passwords are checked. */
const maxPasswordChecks = 3;
/** The most accounts with one identifier that are found. */
const maxAccounts = 20;

/** The fields that `createFields` may ask for. */
const createFields: readonly string[] = ['name', 'email', 'phone'];

type Profiles = Pick<AccountsKit, 'get' | 'rename' | 'add' | 'byPassword' | 'byEmail' | 'byPhone'>;

export function createProfiles(context: AccountsContext): Profiles {
  const { storage } = context;

  async function findByAddress(type: IdentifierType, text: string) {
    const found = await findCredentials(context, parseIdentifier(type, text));
    return found.map(({ account }) => account);
  }

  return {
    get: (id) => getAccount(context, id),
    async rename(id, name) {
      const clean = cleanName(name);
      return clean === undefined || id.includes('\0')
        ? undefined
        : storage.renameAccount(id, clean);
    },
    add: (account) => addAccount(context, account),
    byPassword: (identifier, password) => findByPassword(context, identifier, password),
    byEmail: (email) => findByAddress('email', email),
    byPhone: (phone) => findByAddress('phone', phone),
  };
}

export async function getAccount(
  { storage }: AccountsContext,
  id: string,
): Promise<HostAccount | undefined> {
  // PostgreSQL refuses NUL in any text, even in one to look for.
  return id.includes('\0') ? undefined : storage.getAccount(id);
}

/**
 * The record of an account that a WeChat user creates.
 * @throws WechatMpLoginError `invalid_request` with the `field` whose value cannot be used
 */
export function accountFromWechat(
  { random, now, randomToken }: AccountsContext,
  { key, lang, fields = {} }: CreateContext,
): AccountRecord {
  const unknown = Object.keys(fields).find((name) => !createFields.includes(name));
  if (unknown !== undefined) {
    throw new Error(
      `These accounts cannot store the field "${unknown}" of \`createFields\`. Ask only for ${createFields.join(', ')}.`,
    );
  }
  const { name = '' } = fields;
  return {
    account: {
      id: randomToken(12),
      name: name === '' ? friendlyName(random, lang) : requireUsable('name', cleanName(name)),
      createdBy: key,
    },
    createdAtMs: now(),
    identifiers: parseIdentifiers(fields),
    // The visitor has typed the address, but proven only their WeChat.
    isVerified: false,
  };
}

/** WeChat returns no nickname, so an account begins with a name that the person can change. */
function friendlyName(random: () => number, lang = 'zh'): string {
  const digits = String(1000 + Math.floor(random() * 9000));
  return /^zh\b/i.test(lang) ? `微信用户 ${digits}` : `WeChat user ${digits}`;
}

async function addAccount(context: AccountsContext, given: NewAccount): Promise<HostAccount> {
  const { storage, now, randomToken } = context;
  const { name, avatar, email = '', phone = '', password, unverified = false } = given;
  const identifiers = parseIdentifiers({ email, phone });
  const account: HostAccount = {
    id: randomToken(12),
    name: requireUsable('name', cleanName(name)),
    ...(avatar === undefined ? {} : { avatar: requireUsable('avatar', cleanAvatar(avatar)) }),
  };
  if (password !== undefined && identifiers.length === 0) {
    throw new Error('A `password` needs an `email` or a `phone` to sign in with; add one of them.');
  }
  const record = { account, createdAtMs: now(), identifiers, isVerified: !unverified };
  const isAdded = await storage.addAccount(
    password === undefined
      ? record
      : { ...record, passwordHash: await requirePasswords(context).hash(password) },
  );
  if (!isAdded) {
    throw new Error(
      'The account was not added, because its id exists. Does `randomToken` repeat itself?',
    );
  }
  return account;
}

async function findByPassword(
  context: AccountsContext,
  identifier: string,
  password: string,
): Promise<readonly HostAccount[]> {
  const found = await findCredentials(context, parseSignInName(identifier));
  const withPassword = found.filter(({ passwordHash }) => passwordHash !== undefined);
  const matching: HostAccount[] = [];
  // Always the same number of checks: the time must not reveal who has an account.
  for (let check = 0; check < maxPasswordChecks; check++) {
    const credential = withPassword[check];
    const isMatch = await requirePasswords(context).verify(password, credential?.passwordHash);
    if (credential && isMatch) matching.push(credential.account);
  }
  return matching;
}

async function findCredentials(
  { storage }: AccountsContext,
  identifier: Identifier | undefined,
): Promise<readonly Credential[]> {
  return identifier ? storage.findCredentials(identifier, maxAccounts) : [];
}

function requirePasswords({ passwords }: AccountsContext): Passwords {
  if (passwords) return passwords;
  throw new Error(
    'The option `passwords` is missing. Accounts with passwords need `passwords: createPasswords()`, from wechat-mp-login/accounts/passwords.',
  );
}

/** @throws WechatMpLoginError `invalid_request` with the `field` whose value cannot be used */
function parseIdentifiers(fields: Partial<Record<IdentifierType, string>>): Identifier[] {
  return (['email', 'phone'] as const).flatMap((type) => {
    const { [type]: text = '' } = fields;
    return text === '' ? [] : [requireUsable(type, parseIdentifier(type, text))];
  });
}
