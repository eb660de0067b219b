/** The rows of the account tables, to compare with what visitors did on the page. */
import type { RunningDemo } from '../../../../demo/start.js';
import { openidOf, unionidOf } from '../../../../src/simulator/ids.js';

/** The people whose phones the simulator has. */
export const people = {
  linXi: { id: 'person-1', name: '林溪' },
  chenYu: { id: 'person-2', name: '陈屿' },
  meiTan: { id: 'person-3', name: 'Mei Tan' },
  heXin: { id: 'person-4', name: '何欣' },
  noor: { id: 'person-5', name: 'Noor Aziz' },
} as const;

export type Person = keyof typeof people;

/** The accounts that exist before the first visitor comes. */
export const seededNames = {
  zhouLan: 'Zhou Lan 周岚',
  gaoYuan: 'Gao Yuan 高远',
  heXin: '何欣',
  family: '何欣（家庭）',
} as const;

const tables = {
  accounts: 'select * from wml_accounts order by created_at, id',
  identifiers: 'select * from wml_identifiers order by account_id, type, value',
  identities: 'select * from wml_identities order by linked_at, id',
  unionids: 'select * from wml_unionids order by unionid',
} as const;

type Row = Readonly<Record<string, unknown>>;
export type Rows = Readonly<Record<keyof typeof tables, readonly Row[]>>;

/** Every column of every row, to check that nothing has changed. */
export async function accountRows({ database }: RunningDemo): Promise<Rows> {
  const read = async (name: keyof typeof tables) => (await database.query(tables[name], [])).rows;
  return {
    accounts: await read('accounts'),
    identifiers: await read('identifiers'),
    identities: await read('identities'),
    unionids: await read('unionids'),
  };
}

/**
 * One line for each account: its name, then the people whose WeChat opens it, oldest first. Seeded
 * accounts come first, then new ones in the order of their creation. A row that is incomplete (another
 * official account, no unionid, or one that only one of the two tables has) shows what it holds.
 */
export async function accountLines(demo: RunningDemo): Promise<string[]> {
  const { accounts, identities, unionids } = await accountRows(demo);
  const owners = await ownersOf(demo);
  const ownerName = (appId: unknown, id: unknown): string =>
    owners.get(`${String(appId)} ${String(id)}`) ?? `${String(appId)} ${String(id)}`;
  return bySeed(accounts).map((account) => {
    const isOf = (row: Row) => row['account_id'] === account['id'];
    const own = identities.filter(isOf);
    const openers = own.map(({ app_id, openid }) => ownerName(app_id, openid));
    const joined = own.map(({ unionid }) => ownerName('', unionid));
    const persons = unionids.filter(isOf).map(({ unionid }) => ownerName('', unionid));
    const isWhole =
      String(joined) === String(openers) && String(persons.sort()) === String([...openers].sort());
    const rest = isWhole ? '' : ` (unionids ${joined.join(', ')}; persons ${persons.join(', ')})`;
    return `${String(account['name'])}${openers.length > 0 ? ` ← ${openers.join(', ')}` : ''}${rest}`;
  });
}

/** Seeded accounts are created within a millisecond, so their time does not order them. */
function bySeed(accounts: readonly Row[]): Row[] {
  const rank = ({ name }: Row): number =>
    [...Object.values<unknown>(seededNames), name].indexOf(name);
  return [...accounts].sort((one, other) => rank(one) - rank(other));
}

/** The person behind each openid and unionid. */
async function ownersOf({ simulator }: RunningDemo): Promise<ReadonlyMap<string, string>> {
  const { appId = '', openPlatform = '' } = simulator?.account ?? {};
  const owners = new Map<string, string>();
  for (const { id, name } of Object.values(people)) {
    owners.set(`${appId} ${await openidOf(appId, id)}`, name);
    owners.set(` ${await unionidOf(openPlatform ?? '', id)}`, name);
  }
  return owners;
}
