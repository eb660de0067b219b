/** better-auth's users and accounts, as the backend wants them. */
import type { Account, AuthContext, User } from 'better-auth';
import { localize } from '../server/base/localized-text.js';
import type {
  Accounts,
  CreateContext,
  FoundAccount,
  HostAccount,
  HostIdentity,
  Identity,
} from '../server/index.js';
import { orRefuse } from './refuse.js';
import { providerId, type AccountFields } from './schema.js';

/** Chooses fields of a new user, such as the name, or an e-mail address from `context.fields`. */
export type NewUser = (
  identity: Identity,
  context: CreateContext,
) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;

type Row = Account & AccountFields;

const unnamed = { en: 'WeChat user', zh: '微信用户' };
const keyOf = ({ appId, openid }: Identity): string => `${appId}:${openid}`;

export function toAccount({ id, name, image }: User): HostAccount {
  return { id, name, ...(image ? { avatar: image } : {}) };
}

export function createAccounts(auth: AuthContext, newUser: NewUser | undefined): Accounts {
  // Read at each call: better-auth replaces it once all plugins are there.
  const users = (): AuthContext['internalAdapter'] => auth.internalAdapter;
  const rowsWith = (field: keyof AccountFields, value: string | undefined): Promise<Row[]> =>
    value === undefined
      ? Promise.resolve([])
      : auth.adapter.findMany<Row>({ model: 'account', where: [{ field, value }] });
  const ofOpenid = async (identity: Identity): Promise<Row | undefined> =>
    (await rowsWith('wechatMpIdentity', keyOf(identity)))[0];
  const rowsOf = async (userId: string): Promise<Row[]> => users().findAccounts(userId);

  /** Whether the openid or the unionid belongs to another user. */
  async function isOthers(userId: string, identity: Identity): Promise<boolean> {
    const byOpenid = await rowsWith('wechatMpIdentity', keyOf(identity));
    const rows = [...byOpenid, ...(await rowsWith('wechatMpUnionid', identity.unionid))];
    return rows.some((row) => row.userId !== userId);
  }

  /** False, without any change, if the identity belongs to another user. */
  async function add(userId: string, identity: Identity, createdBy?: string): Promise<boolean> {
    const { openid, unionid } = identity;
    const fields: AccountFields = {
      wechatMpIdentity: keyOf(identity),
      ...(unionid === undefined ? {} : { wechatMpUnionid: unionid }),
      ...(createdBy === undefined ? {} : { wechatMpCreatedBy: createdBy }),
    };
    let row;
    try {
      row = await users().createAccount({ userId, providerId, accountId: openid, ...fields });
    } catch (error) {
      // The column is unique: another login of this person may have been faster.
      const faster = await ofOpenid(identity);
      if (!faster) throw error;
      return faster.userId === userId;
    }
    // Two at once may both find the other one: both lose, and the visitor's page tries again.
    if (!(await isOthers(userId, identity))) return true;
    await users().deleteAccount(row.id);
    return false;
  }

  async function find(identity: Identity): Promise<FoundAccount | undefined> {
    const own = await ofOpenid(identity);
    const row = own ?? (await rowsWith('wechatMpUnionid', identity.unionid))[0];
    const user = row && (await users().findUserById(row.userId));
    if (!row || !user) return undefined;
    if (!own) await add(user.id, identity);
    const { wechatMpCreatedBy: createdBy, wechatMpUnionid: unionid } = row;
    return {
      ...toAccount(user),
      ...(createdBy ? { createdBy } : {}),
      ...(unionid ? {} : { lacksUnionid: true }),
    };
  }

  async function join(identity: Identity): Promise<'joined' | 'conflict'> {
    const { unionid } = identity;
    const row = await ofOpenid(identity);
    // It was unlinked since it was found, or nothing is to be recorded.
    if (!row || unionid === undefined || row.wechatMpUnionid === unionid) return 'joined';
    if (row.wechatMpUnionid || (await isOthers(row.userId, identity))) return 'conflict';
    const fields: Partial<Row> = { wechatMpUnionid: unionid };
    await users().updateAccount(row.id, fields);
    return 'joined';
  }

  return {
    find,
    join,
    create: (identity, context) =>
      orRefuse(async () => {
        const known = await find(identity);
        if (known) return known;
        const user = await users().createUser(
          {
            name: localize(unnamed, context.lang),
            // better-auth wants an address that nobody else has. Mail to this domain goes nowhere:
            // https://www.rfc-editor.org/rfc/rfc6761.html#section-6.4
            email: `${crypto.randomUUID()}@${providerId}.placeholder.invalid`,
            emailVerified: false,
            ...(await newUser?.(identity, context)),
          },
          { method: providerId },
        );
        let isAdded = false;
        try {
          isAdded = await add(user.id, identity, context.key);
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
      if (await isOthers(userId, identity)) return 'conflict';
      if (!(await ofOpenid(identity))) return (await add(userId, identity)) ? 'linked' : 'conflict';
      return (await join(identity)) === 'joined' ? 'linked' : 'conflict';
    },
    identities: async (userId) => oldestOfEachPerson(await rowsOf(userId)).map(toIdentity),
    async unlink(userId, id) {
      const rows = await rowsOf(userId);
      const selected = rows.find((row) => row.id === id && row.providerId === providerId);
      if (!selected) return 'unknown';
      const gone = rows.filter((row) => personOf(row) === personOf(selected));
      // As in better-auth's own `/unlink-account`.
      const mayBeLast = auth.options.account?.accountLinking?.allowUnlinkingAll === true;
      if (gone.length === rows.length && !mayBeLast) return 'last';
      for (const row of gone) await users().deleteAccount(row.id);
      return 'unlinked';
    },
  };
}

/** Identities with the same unionid are one person. */
const personOf = ({ id, wechatMpUnionid: unionid }: Row): string => unionid ?? `row ${id}`;

function oldestOfEachPerson(rows: readonly Row[]): Row[] {
  const ours = rows.filter((row) => row.providerId === providerId);
  const newestFirst = ours.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const byPerson = new Map(newestFirst.map((row) => [personOf(row), row]));
  return [...byPerson.values()].reverse();
}

function toIdentity({ id, accountId, createdAt, ...fields }: Row): HostIdentity {
  const { wechatMpIdentity: key, wechatMpUnionid: unionid } = fields;
  return {
    id,
    appId: key?.slice(0, -accountId.length - 1) ?? '',
    openid: accountId,
    ...(unionid ? { unionid } : {}),
    linkedAtMs: createdAt.getTime(),
  };
}
