/** Who has an account at the shop before the first visitor comes. */
import type { HostAccount, LinkMethod } from 'wechat-mp-login/server';

export const members = {
  zhouLan: {
    name: 'Zhou Lan 周岚',
    email: 'lan@example.com',
    password: 'mountain-tea-42',
    number: '8001 2345',
    pin: '4821',
  },
  /** Without a password: by a code to the address. */
  gaoYuan: { name: 'Gao Yuan 高远', email: 'yuan@example.com' },
  /** One number, two accounts. */
  heXin: { phone: '+86 138 0000 0003', names: ['何欣', '何欣（家庭）'] },
} as const;

/** The part of the accounts that makes and finds members. */
export interface MemberAccounts {
  add(member: {
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly password?: string;
  }): Promise<HostAccount>;
  byEmail(email: string): Promise<readonly HostAccount[]>;
  byPhone(phone: string): Promise<readonly HostAccount[]>;
}

/** Again on a folder that has them: nobody is made twice, whatever they call themselves by now. */
export async function seedMembers(accounts: MemberAccounts): Promise<void> {
  const { zhouLan, gaoYuan, heXin } = members;
  const { name, email, password } = zhouLan;
  if ((await accounts.byEmail(email)).length === 0) await accounts.add({ name, email, password });
  if ((await accounts.byEmail(gaoYuan.email)).length === 0) await accounts.add(gaoYuan);
  const { phone, names } = heXin;
  const made = (await accounts.byPhone(phone)).length;
  for (const each of names.slice(made)) await accounts.add({ name: each, phone });
}

const holders = new Map([[digitsOf(members.zhouLan.number), members.zhouLan]]);

function digitsOf(number: string): string {
  return number.replace(/\s/g, '');
}

/** The shop's own way to prove an account, which the page has never heard of. */
export function memberNumberMethod(accounts: Pick<MemberAccounts, 'byEmail'>): LinkMethod {
  return {
    method: 'member-number',
    label: { en: 'Member number', 'zh-Hans': '会员号' },
    fields: [
      {
        name: 'number',
        type: 'text',
        label: { en: 'Member number', 'zh-Hans': '会员号' },
        hint: { en: 'Eight digits, on your card.', 'zh-Hans': '会员卡上的 8 位数字。' },
        autocomplete: 'off',
        pattern: '\\d{4} ?\\d{4}',
      },
      {
        name: 'pin',
        type: 'password',
        label: { en: 'PIN', 'zh-Hans': '会员卡密码' },
        hint: { en: 'Four digits.', 'zh-Hans': '4 位数字。' },
        autocomplete: 'off',
        pattern: '\\d{4}',
      },
    ],
    target: ({ number = '' }) => digitsOf(number),
    async accounts({ number = '', pin = '' }) {
      const holder = holders.get(digitsOf(number));
      // Asked for nobody's number too: a right number must not be known by a later answer.
      const found = await accounts.byEmail(holder?.email ?? 'nobody@example.com');
      return holder?.pin === pin ? found : [];
    },
  };
}
