/** Checks how the page shows an official account, and what the account offers. */
import type { Method, OfficialAccount } from '../../../protocol/messages.js';
import { requireOption } from '../../base/configuration-error.js';
import { withoutNulls } from '../without-nulls.js';
import type { OfficialAccountOptions } from './account-options.js';

export interface CheckedAccount {
  readonly key: string;
  /** What the page may know of it. */
  readonly shown: OfficialAccount;
  /** The methods that it offers, the best one first. */
  readonly methods: readonly Method[];
  /** The account's own QR code, if it is known: its content, or the address of a picture. */
  readonly qrCode: { readonly url?: string; readonly image?: string };
  /** The path of the callback URL below that of `publicUrl`. */
  readonly callbackPath: string;
}

const allMethods: readonly Method[] = ['scan', 'message', 'oauth'];

/** @param option such as `officialAccounts[1]` */
export function checkAccount(
  given: OfficialAccountOptions | undefined,
  option: string,
): CheckedAccount {
  const { qrCode, methods, ...rest } = withoutNulls(given);
  const shown = checkShown(rest, option);
  return {
    ...{ key: shown.key, shown, callbackPath: `/wechat/${shown.key}` },
    methods: checkMethods(methods, option),
    qrCode: checkQrCode(qrCode, option),
  };
}

function checkShown(
  { key = 'default', name, kind = 'service', avatar }: OfficialAccountOptions,
  option: string,
): OfficialAccount {
  requireOption(
    /^[a-z0-9-]{1,32}$/.test(key),
    `\`${option}.key\` must be 1 to 32 lower-case letters, digits and hyphens${option === 'officialAccount' ? '; leave it out for "default"' : ''}.`,
  );
  requireOption(
    typeof name === 'string' && name.trim() !== '' && name.length <= 200,
    `\`${option}.name\` is missing or longer than 200 characters. Pass the name of the official account as people see it in WeChat.`,
  );
  requireOption(
    ['service', 'subscription'].includes(kind),
    `\`${option}.kind\` must be "service" or "subscription"; leave it out for "service".`,
  );
  requireOption(
    avatar === undefined || isPicture(avatar),
    `\`${option}.avatar\` must be an https URL, or a path that begins with a single slash; or leave it out.`,
  );
  return { key, name, kind, ...(avatar === undefined ? {} : { avatar }) };
}

/** An https URL, or a path on the page's own origin. */
function isPicture(address: unknown): boolean {
  return typeof address === 'string' && /^(https:\/\/|\/(?!\/))[!-~]{0,1000}$/.test(address);
}

function checkMethods(
  methods: unknown = ['scan', 'message'],
  option: string,
): CheckedAccount['methods'] {
  requireOption(
    isMethodList(methods),
    `\`${option}.methods\` must be a list of "scan", "message" and "oauth", at least one of them and none twice; leave it out for "scan" and "message".`,
  );
  return methods;
}

function isMethodList(value: unknown): value is readonly Method[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    new Set(value).size === value.length &&
    value.every((each: unknown) => allMethods.some((method) => method === each))
  );
}

/** Told apart by its address: only WeChat's own QR codes contain one of weixin.qq.com. */
function checkQrCode(qrCode: unknown, option: string): CheckedAccount['qrCode'] {
  if (qrCode === undefined) return {};
  if (
    typeof qrCode === 'string' &&
    /^https?:\/\/weixin\.qq\.com\/[rq]\/[\w-]{1,200}$/.test(qrCode)
  ) {
    return { url: qrCode };
  }
  requireOption(
    typeof qrCode === 'string' && isPicture(qrCode),
    `\`${option}.qrCode\` must be what the account's own QR code contains, such as "http://weixin.qq.com/r/…", or a picture of it: an https URL, or a path that begins with a single slash. Without it, the page says which name to search for.`,
  );
  return { image: qrCode };
}
