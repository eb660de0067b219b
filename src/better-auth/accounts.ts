/** better-auth's users and accounts, as the backend wants them. */
import type { AuthContext, User } from 'better-auth';
import { invalid } from '../server/base/errors.js';
import { localize } from '../server/base/localized-text.js';
import {
  SignInRefusedError,
  type Accounts,
  type CreateContext,
  type FoundAccount,
  type HostAccount,
  type Identity,
} from '../server/index.js';
import { orRefuse } from './refuse.js';
import { createRows, type Row, type Rows } from './rows.js';
import { providerId } from './schema.js';

/** Chooses fields of a new user, such as the name, or an e-mail address from `context.fields`. */
export type NewUser = (
  identity: Identity,
  context: CreateContext,
) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

const unnamed = { en: 'WeChat user', zh: '微信用户' };
const taken = {
  en: 'The e-mail address of this account is already in use.',
  zh: '这个账号的邮箱已被使用。',
};

export function toAccount({ id, name, image }: User): HostAccount {
  return { id, name, ...(image ? { avatar: image } : {}) };
}

export function createAccounts(auth: AuthContext, newUser: NewUser | undefined): Accounts {
  // Read at each call: better-auth replaces it once all plugins are there.
  const users = (): AuthContext['internalAdapter'] => auth.internalAdapter;
  const rows = createRows(auth);

  async function find(identity: Identity): Promise<FoundAccount | undefined> {
    const row = await rows.ofPerson(identity);
    const user = row && (await users().findUserById(row.userId));
    if (!row || !user) return undefined;
    if (!(await rows.ofOpenid(identity))) await rows.add(user.id, identity);
    const { wechatMpCreatedBy: createdBy, wechatMpUnionid: unionid } = row;
    return {
      ...toAccount(user),
      ...(createdBy ? { createdBy } : {}),
      ...(unionid ? {} : { lacksUnionid: true }),
    };
  }

  async function join(identity: Identity): Promise<'joined' | 'conflict'> {
    const { unionid } = identity;
    const row = await rows.ofOpenid(identity);
    // It was unlinked since it was found, or nothing is to be recorded.
    if (!row || unionid === undefined || row.wechatMpUnionid === unionid) return 'joined';
    if (row.wechatMpUnionid || (await rows.isOthers(row.userId, identity))) return 'conflict';
    const record = async (fields: Partial<Row>): Promise<void> =>
      void (await users().updateAccount(row.id, fields));
    await record({ wechatMpUnionid: unionid });
    if (!(await rows.isOthers(row.userId, identity))) return 'joined';
    // Another login has added it to another user in the meantime.
    await record({ wechatMpUnionid: null });
    return 'conflict';
  }

  return {
    find,
    join,
    create: (identity, context) =>
      orRefuse(async () => {
        const known = await find(identity);
        if (known) return known;
        const fields = {
          name: localize(unnamed, context.lang),
          // better-auth wants an address that nobody else has. Mail to this domain goes nowhere:
          // https://www.rfc-editor.org/rfc/rfc6761.html#section-6.4
          email: `${crypto.randomUUID()}@${providerId}.placeholder.invalid`,
          emailVerified: false,
          ...(await newUser?.(identity, context)),
        };
        await refuseTaken(auth, fields.email, context);
        const user = await users().createUser(fields, { method: providerId });
        let isAdded = false;
        try {
          isAdded = await rows.add(user.id, identity, { wechatMpCreatedBy: context.key });
        } finally {
          if (!isAdded) await users().deleteUser(user.id);
        }
        if (isAdded) return { ...toAccount(user), createdBy: context.key };
        const other = await find(identity);
        if (!other) throw new Error('Two logins of one person were too fast for each other');
        return other;
      }),
    async link(userId, identity) {
      if (!(await users().findUserById(userId))) return 'gone';
      if (await rows.isOthers(userId, identity)) return 'conflict';
      const row = await rows.ofOpenid(identity);
      if (!row) return (await rows.add(userId, identity)) ? 'linked' : 'conflict';
      // Another login may have created a user since.
      if (row.userId !== userId) return 'conflict';
      return (await join(identity)) === 'joined' ? 'linked' : 'conflict';
    },
    identities: async (userId) => oldestOfEachPerson(await rows.ofUser(userId)).map(toIdentity),
    unlink: (userId, id) => unlink(auth, userId, id),
  };
}

/**
 * Not every database refuses a second user with an address, so better-auth looks first at its sign-up, too.
 * @throws WechatMpLoginError `invalid_request` if the visitor typed the address, or else SignInRefusedError
 */
async function refuseTaken(
  { internalAdapter }: AuthContext,
  email: string,
  { fields = {} }: CreateContext,
): Promise<void> {
  if (!(await internalAdapter.findUserByEmail(email, { includeAccounts: false }))) return;
  const isTyped = ([, value]: [string, string]): boolean =>
    value.trim().toLowerCase() === email.toLowerCase();
  const [field] = Object.entries(fields).find(isTyped) ?? [];
  throw field === undefined ? new SignInRefusedError(taken) : invalid(field);
}

async function unlink(auth: AuthContext, userId: string, id: string) {
  const rows = createRows(auth);
  const before = await rows.ofUser(userId);
  const selected = before.find((row) => row.id === id && row.providerId === providerId);
  if (!selected) return 'unknown';
  const gone = before.filter((row) => personOf(row) === personOf(selected));
  // As in better-auth's own `/unlink-account`.
  const mayBeLast = auth.options.account?.accountLinking?.allowUnlinkingAll === true;
  if (gone.length === before.length && !mayBeLast) return 'last';
  for (const row of gone) await auth.internalAdapter.deleteAccount(row.id);
  if (mayBeLast || (await rows.ofUser(userId)).length > 0) return 'unlinked';
  // Another request has removed the other ways in. Whichever looks last puts its own back.
  for (const row of gone) await putBack(rows, row);
  return 'last';
}

async function putBack(rows: Rows, row: Row): Promise<void> {
  const { appId, openid, unionid } = toIdentity(row);
  const identity = { appId, openid, ...(unionid === undefined ? {} : { unionid }) };
  const { userId, createdAt, wechatMpCreatedBy = null } = row;
  const isBack = await rows.add(userId, identity, { createdAt, wechatMpCreatedBy });
  if (!isBack) throw new Error('The last way in was unlinked, and belongs to another user now');
}

/** Identities with the same unionid are one person. */
const personOf = ({ id, wechatMpUnionid: unionid, wechatMpIdentity: key }: Row): string =>
  unionid ?? key ?? `row ${id}`;

function oldestOfEachPerson(rows: readonly Row[]): Row[] {
  const ours = rows.filter((row) => row.providerId === providerId);
  const newestFirst = ours.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const byPerson = new Map(newestFirst.map((row) => [personOf(row), row]));
  return [...byPerson.values()].reverse();
}

function toIdentity({ id, accountId, createdAt, ...fields }: Row) {
  const { wechatMpIdentity: key, wechatMpUnionid: unionid } = fields;
  return {
    id,
    appId: key?.slice(0, -accountId.length - 1) ?? '',
    openid: accountId,
    ...(unionid ? { unionid } : {}),
    linkedAtMs: createdAt.getTime(),
  };
}
