/** The tables of accounts, to be held against what has been done on the page. */
import type { RunningDemo } from '../../../../demo/start.js';
import { openidOf, unionidOf } from '../../../../src/simulator/ids.js';

/** Whose WeChats there are. */
export const people = {
  linXi: { id: 'person-1', name: '林溪' },
  chenYu: { id: 'person-2', name: '陈屿' },
  meiTan: { id: 'person-3', name: 'Mei Tan' },
  heXin: { id: 'person-4', name: '何欣' },
  noor: { id: 'person-5', name: 'Noor Aziz' },
} as const;

export type Person = keyof typeof people;

/** The shop before its first visitor. */
export const asSeeded = {
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

/** Every column of every row: where nothing may have changed. */
export async function rowsOf({ database: records }: RunningDemo): Promise<Rows> {
  const read = async (name: keyof typeof tables) => (await records.query(tables[name], [])).rows;
  return {
    accounts: await read('accounts'),
    identifiers: await read('identifiers'),
    identities: await read('identities'),
    unionids: await read('unionids'),
  };
}

/**
 * One line an account, members first, then as they were made: its name, and whose WeChats open it,
 * oldest first. A row that is not whole (another official account, no unionid, or one without the
 * other table's half) shows as what it is.
 */
export async function linesOf(demo: RunningDemo): Promise<string[]> {
  const { accounts, identities, unionids } = await rowsOf(demo);
  const owners = await ownersOf(demo);
  const name = (appId: unknown, id: unknown): string =>
    owners.get(`${String(appId)} ${String(id)}`) ?? `${String(appId)} ${String(id)}`;
  // Members are made within a millisecond.
  const rank = ({ name: given }: Row): number =>
    [...Object.values<unknown>(asSeeded), given].indexOf(given);
  return [...accounts]
    .sort((one, other) => rank(one) - rank(other))
    .map((account) => {
      const isOf = (row: Row) => row['account_id'] === account['id'];
      const own = identities.filter(isOf);
      const openers = own.map(({ app_id, openid }) => name(app_id, openid));
      const joined = own.map(({ unionid }) => name('', unionid));
      const persons = unionids.filter(isOf).map(({ unionid }) => name('', unionid));
      const isWhole =
        String(joined) === String(openers) &&
        String(persons.sort()) === String([...openers].sort());
      const rest = isWhole ? '' : ` (unionids ${joined.join(', ')}; persons ${persons.join(', ')})`;
      return `${String(account['name'])}${openers.length > 0 ? ` ← ${openers.join(', ')}` : ''}${rest}`;
    });
}

/** Who has which openid and which unionid. */
async function ownersOf({ simulator }: RunningDemo): Promise<ReadonlyMap<string, string>> {
  const { appId = '', openPlatform = '' } = simulator?.account ?? {};
  const owners = new Map<string, string>();
  for (const { id, name } of Object.values(people)) {
    owners.set(`${appId} ${await openidOf(appId, id)}`, name);
    owners.set(` ${await unionidOf(openPlatform ?? '', id)}`, name);
  }
  return owners;
}
