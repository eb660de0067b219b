/** Accounts themselves: names, addresses, passwords. What WeChat has to do with them is in rules.ts. */
import { randomToken as platformToken } from '../protocol/chain.js';
import type { CreateContext, HostAccount } from '../server/host/host.js';
import { anyIdentifierOf, cleanAvatar, cleanName, identifierOf, usable } from './checks.js';
import type { AccountsKit, AccountsKitOptions } from './accounts.js';
import type {
  AccountRecord,
  Credential,
  Identifier,
  IdentifierType,
  AccountStorage,
} from './records.js';

/** Of several accounts with one identifier, as many have their password tried. */
const passwordsTried = 3;
const maxSharing = 20;

type Profiles = Pick<AccountsKit, 'get' | 'rename' | 'add' | 'byPassword' | 'byEmail' | 'byPhone'>;

/** What `createFields` may ask for where the accounts are ours. */
const createFields = ['name', 'email', 'phone'];

export function createProfiles(
  records: AccountStorage,
  options: AccountsKitOptions,
): { members: Profiles; newcomer: (context: CreateContext) => AccountRecord } {
  const { random = Math.random, now = Date.now, randomToken = platformToken } = options;

  function passwords() {
    if (options.passwords) return options.passwords;
    throw new Error('These accounts have no passwords: give them passwords: createPasswords()');
  }

  function identifiersOf(fields: Partial<Record<IdentifierType, string>>): Identifier[] {
    return (['email', 'phone'] as const).flatMap((type) => {
      const text = fields[type];
      return text === undefined || text === '' ? [] : [usable(type, identifierOf(type, text))];
    });
  }

  /** WeChat tells no nickname: an account begins with a friendly name that the person can change. */
  function friendlyName(lang = 'zh'): string {
    const digits = String(1000 + Math.floor(random() * 9000));
    return /^zh\b/i.test(lang) ? `微信用户 ${digits}` : `WeChat user ${digits}`;
  }

  function newcomer({ lang, fields = {} }: CreateContext): AccountRecord {
    const other = Object.keys(fields).find((name) => !createFields.includes(name));
    if (other !== undefined) {
      throw new Error(
        `These accounts have no place for the field "${other}": ask for ${createFields.join(', ')}`,
      );
    }
    const { name: asked = '' } = fields;
    const name = asked === '' ? friendlyName(lang) : usable('name', cleanName(asked));
    return {
      account: { id: randomToken(12), name },
      createdAtMs: now(),
      identifiers: identifiersOf(fields),
      // Typed by who has shown nothing but a WeChat.
      isVerified: false,
    };
  }

  async function sharing(identifier: Identifier | undefined): Promise<readonly Credential[]> {
    return identifier ? records.findCredentials(identifier, maxSharing) : [];
  }

  const by = async (type: IdentifierType, text: string): Promise<readonly HostAccount[]> =>
    (await sharing(identifierOf(type, text))).map(({ account }) => account);

  const members: Profiles = {
    // PostgreSQL refuses NUL in a text, also in one to look for.
    get: async (id) => (id.includes('\0') ? undefined : records.getAccount(id)),
    async rename(id, name) {
      const clean = cleanName(name);
      return clean === undefined || id.includes('\0')
        ? undefined
        : records.renameAccount(id, clean);
    },
    async add({ name, avatar, email, phone, password, unverified = false }) {
      const identifiers = identifiersOf({
        ...(email === undefined ? {} : { email }),
        ...(phone === undefined ? {} : { phone }),
      });
      const account: HostAccount = {
        id: randomToken(12),
        name: usable('name', cleanName(name)),
        ...(avatar === undefined ? {} : { avatar: usable('avatar', cleanAvatar(avatar)) }),
      };
      if (password !== undefined && identifiers.length === 0) {
        throw new Error('A password needs an email or a phone to go with it');
      }
      const passwordHash = password === undefined ? undefined : await passwords().hash(password);
      const record = { account, createdAtMs: now(), identifiers, isVerified: !unverified };
      const added = await records.addAccount(
        passwordHash === undefined ? record : { ...record, passwordHash },
      );
      if (!added) throw new Error('The account was not added: its id is taken');
      return account;
    },
    async byPassword(identifier, password) {
      const found = await sharing(anyIdentifierOf(identifier));
      const withPassword = found.filter(({ passwordHash }) => passwordHash !== undefined);
      const fitting: HostAccount[] = [];
      // As many rounds for nobody as for several: the time must not tell who has an account.
      for (let round = 0; round < passwordsTried; round++) {
        const tried = withPassword[round];
        const fits = await passwords().verify(password, tried?.passwordHash);
        if (tried && fits) fitting.push(tried.account);
      }
      return fitting;
    },
    byEmail: (email) => by('email', email),
    byPhone: (phone) => by('phone', phone),
  };
  return { members, newcomer };
}
