/** The customers who have an account at the shop before the first visitor comes. */
import type { HostAccount, LinkMethod } from 'wechat-mp-login/server';

export const customers = {
  zhouLan: {
    name: 'Zhou Lan 周岚',
    email: 'lan@example.com',
    password: 'mountain-tea-42',
    number: '8001 2345',
    pin: '4821',
  },
  /** Has no password and signs in with a code by e-mail. */
  gaoYuan: { name: 'Gao Yuan 高远', email: 'yuan@example.com' },
  /** Has two accounts with one phone number. */
  heXin: { phone: '+86 138 0000 0003', names: ['何欣', '何欣（家庭）'] },
} as const;

/** The part of the accounts that creates and finds customers. */
export interface CustomerAccounts {
  add(customer: {
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly password?: string;
  }): Promise<HostAccount>;
  byEmail(email: string): Promise<readonly HostAccount[]>;
  byPhone(phone: string): Promise<readonly HostAccount[]>;
}

/** Adds the customers that are missing. Finds those who have changed their name since, too. */
export async function addCustomers(accounts: CustomerAccounts): Promise<void> {
  const { zhouLan, gaoYuan, heXin } = customers;
  const { name, email, password } = zhouLan;
  if ((await accounts.byEmail(email)).length === 0) await accounts.add({ name, email, password });
  if ((await accounts.byEmail(gaoYuan.email)).length === 0) await accounts.add(gaoYuan);
  const { phone, names } = heXin;
  const existing = (await accounts.byPhone(phone)).length;
  for (const each of names.slice(existing)) await accounts.add({ name: each, phone });
}

const customersByNumber = new Map([[digitsOf(customers.zhouLan.number), customers.zhouLan]]);

function digitsOf(number: string): string {
  return number.replace(/\s/g, '');
}

/** A link method of the shop's own, with fields that the tag has never seen before. */
export function memberNumberMethod(accounts: Pick<CustomerAccounts, 'byEmail'>): LinkMethod {
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
      const customer = customersByNumber.get(digitsOf(number));
      // Look up an account for unknown numbers too: the response time must not reveal which exist.
      const found = await accounts.byEmail(customer?.email ?? 'nobody@example.com');
      return customer?.pin === pin ? found : [];
    },
  };
}
