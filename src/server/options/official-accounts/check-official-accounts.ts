/** Checks which official accounts the backend serves: one, or a list of which no two may be mixed up. */
import { requireOption } from '../../base/configuration-error.js';
import type { Options, SeveralAccountsOptions } from '../options.js';
import type { ServedAccountOptions } from './account-options.js';
import { checkAccount, type CheckedAccount } from './check-account.js';
import { checkWechat, type CheckedWechatOptions } from './check-wechat.js';

/** An official account that this backend serves. */
export interface CheckedOfficialAccount extends CheckedAccount {
  readonly wechat: CheckedWechatOptions;
  /** Names the account in the log and in events; empty where there is only one. */
  readonly named: { readonly officialAccount?: string };
}

/** The first is the one that a page gets if it names none. */
export type CheckedOfficialAccounts = readonly [
  CheckedOfficialAccount,
  ...CheckedOfficialAccount[],
];

const maxAccounts = 20;

export function checkOfficialAccounts({
  officialAccounts,
  officialAccount,
  wechat,
}: Partial<Options> & Partial<SeveralAccountsOptions>): CheckedOfficialAccounts {
  if (officialAccounts === undefined) {
    const settings = checkWechat(wechat, 'wechat');
    return [{ ...checkAccount(officialAccount, 'officialAccount'), wechat: settings, named: {} }];
  }
  requireOption(
    officialAccount === undefined && wechat === undefined,
    '`officialAccounts` takes the place of `officialAccount` and `wechat`. Move them into an entry of the list, with its `key`, and leave both out.',
  );
  requireOption(
    Array.isArray(officialAccounts) &&
      officialAccounts.length > 0 &&
      officialAccounts.length <= maxAccounts,
    `\`officialAccounts\` must be a list of 1 to ${maxAccounts} official accounts, each with \`key\`, \`name\` and \`wechat\`.`,
  );
  const hasSeveral = officialAccounts.length > 1;
  const [first, ...others] = officialAccounts.map((each: ServedAccountOptions | null, index) =>
    checkEntry(each, `officialAccounts[${index}]`, hasSeveral),
  );
  // Never undefined: the list is not empty.
  const checked = [first as CheckedOfficialAccount, ...others] as const;
  refuseTwins(checked);
  return checked;
}

function checkEntry(
  given: ServedAccountOptions | null,
  option: string,
  hasSeveral: boolean,
): CheckedOfficialAccount {
  requireOption(
    typeof given?.key === 'string',
    `\`${option}.key\` is missing. Give each official account a key of its own: its callback URL ends with it.`,
  );
  const wechat = checkWechat(given.wechat, `${option}.wechat`);
  const account = checkAccount(given, option);
  return { ...account, wechat, named: hasSeveral ? { officialAccount: account.key } : {} };
}

/** Secrets may be among the values, so no message repeats one. */
interface Unique {
  readonly option: string;
  readonly valuesOf: (account: CheckedOfficialAccount) => readonly (string | undefined)[];
  readonly wayOut: string;
}

const unique: readonly Unique[] = [
  { option: 'key', valuesOf: ({ key }) => [key], wayOut: 'Give each account its own.' },
  {
    option: 'wechat.appId',
    valuesOf: ({ wechat }) => [wechat.appId],
    wayOut: 'List each official account once.',
  },
  {
    option: 'wechat.originalId',
    valuesOf: ({ wechat }) => [wechat.originalId],
    wayOut: 'Copy each from its own account, or leave it out.',
  },
];

const uniqueToken: Unique = {
  option: 'wechat.token',
  valuesOf: ({ wechat }) => [wechat.token, wechat.previousToken],
  wayOut:
    'In plain mode the Token alone proves which account a push is for. Set a Token of its own for each account, here and on the WeChat developer platform.',
};

function refuseTwins(accounts: CheckedOfficialAccounts): void {
  accounts.forEach((account, index) => {
    accounts.slice(0, index).forEach((other, otherIndex) => {
      const isPlain = [account, other].some(({ wechat }) => wechat.mode === 'plain');
      for (const { option, valuesOf, wayOut } of isPlain ? [...unique, uniqueToken] : unique) {
        const others = valuesOf(other);
        requireOption(
          !valuesOf(account).some((value) => value !== undefined && others.includes(value)),
          `\`officialAccounts[${index}].${option}\` is also that of \`officialAccounts[${otherIndex}]\`. ${wayOut}`,
        );
      }
    });
  });
}
