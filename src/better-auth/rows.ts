/** better-auth's rows of accounts, and which of them stays if two logins of a person write at once. */
import type { Account, AuthContext } from 'better-auth';
import type { Identity } from '../server/index.js';
import { providerId, type AccountFields } from './schema.js';

export type Row = Account & AccountFields;

export interface Rows {
  ofUser(userId: string): Promise<Row[]>;
  ofOpenid(identity: Identity): Promise<Row | undefined>;
  /** A row with the openid, or else one with the unionid. */
  ofPerson(identity: Identity): Promise<Row | undefined>;
  /** Whether the openid or the unionid belongs to another user. */
  isOthers(userId: string, identity: Identity): Promise<boolean>;
  /** False, without any change, if the identity belongs to another user. */
  add(userId: string, identity: Identity, more?: AddedFields): Promise<boolean>;
}

/** Fields besides the identity. */
export type AddedFields = Pick<AccountFields, 'wechatMpCreatedBy'> &
  Partial<Pick<Account, 'createdAt'>>;

// Pauses of 1, 2, 4, … ms: for a second, which is longer than a login takes from its look to its deletion.
const rounds = 10;

const keyOf = ({ appId, openid }: Identity): string => `${appId}:${openid}`;

export function createRows(auth: AuthContext): Rows {
  // Read at each call: better-auth replaces it once all plugins are there.
  const users = (): AuthContext['internalAdapter'] => auth.internalAdapter;
  const rowsWith = (field: keyof AccountFields, value: string | undefined): Promise<Row[]> =>
    value === undefined
      ? Promise.resolve([])
      : auth.adapter.findMany<Row>({ model: 'account', where: [{ field, value }] });
  // With the openid first.
  const rowsOf = async (identity: Identity): Promise<Row[]> => [
    ...(await rowsWith('wechatMpIdentity', keyOf(identity))),
    ...(await rowsWith('wechatMpUnionid', identity.unionid)),
  ];
  const ofOpenid = async (identity: Identity): Promise<Row | undefined> =>
    (await rowsWith('wechatMpIdentity', keyOf(identity)))[0];

  /**
   * Whether a row may stay that was just written. Everybody writes first and looks then, so of two at
   * once, one at least sees the other. The younger gives way. The older cannot know whether the other
   * one had looked before: it waits until the other has given way, and if that does not happen, it does.
   */
  async function mayStay({ id, userId }: Row, identity: Identity): Promise<boolean> {
    for (let round = 0; round <= rounds; round++) {
      if (round > 0) await new Promise((resolve) => setTimeout(resolve, 2 ** (round - 1)));
      const rows = await rowsOf(identity);
      const others = rows.filter((row) => row.userId !== userId);
      if (others.length === 0) return true;
      const own = rows.find((row) => row.id === id);
      if (!own || others.some((other) => isOlder(other, own))) return false;
    }
    return false;
  }

  return {
    ofUser: (userId) => users().findAccounts(userId),
    ofOpenid,
    ofPerson: async (identity) => (await rowsOf(identity))[0],
    isOthers: async (userId, identity) =>
      (await rowsOf(identity)).some((row) => row.userId !== userId),
    async add(userId, identity, more) {
      const { openid, unionid } = identity;
      const fields: AccountFields & AddedFields = {
        wechatMpIdentity: keyOf(identity),
        ...(unionid === undefined ? {} : { wechatMpUnionid: unionid }),
        ...more,
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
      if (await mayStay(row, identity)) return true;
      await users().deleteAccount(row.id);
      return false;
    },
  };
}

/** In an order that all logins see alike. */
function isOlder(a: Row, b: Row): boolean {
  const [aMs, bMs] = [a.createdAt.getTime(), b.createdAt.getTime()];
  return aMs === bMs ? a.id < b.id : aMs < bMs;
}
