/** How a visitor proves that an account is theirs, and the limits that wrong proofs count against. */
import type { FieldValues } from '../../protocol/messages.js';
import type { Attempt } from '../attempts/attempt.js';
import { equalConstantTime } from '../base/secrets/constant-time.js';
import type { Seal } from '../base/secrets/seal.js';
import { addressGroup } from '../base/limits/address-group.js';
import type { KeyLimit } from '../base/limits/guess-limit.js';
import type { HostAccount, Identity } from '../host/host.js';
import type { LinkMethod } from './link-method.js';

/** As many as a page accepts (src/protocol/parse/binding.ts). */
const maxAccounts = 50;

/** The form of a link method, filled in by the visitor. */
export interface FilledForm {
  readonly method: LinkMethod;
  /** Without the verification code, which the backend checks itself. */
  readonly fields: FieldValues;
  readonly target: string;
  readonly verificationCode: string | undefined;
}

export function fillForm(method: LinkMethod, values: FieldValues): FilledForm {
  const codeField = method.fields.find(({ type }) => type === 'code')?.name;
  const fields = Object.fromEntries(Object.entries(values).filter(([name]) => name !== codeField));
  // Not `values[codeField]`, because a field may be named like a property that every object has.
  const verificationCode = Object.entries(values).find(([name]) => name === codeField)?.[1];
  return { method, fields, target: method.target(fields), verificationCode };
}

/** How many guesses a limit allows, by WeChat user, by address, and by the account's name or address. */
export type MaxBySubject = Readonly<Record<'identity' | 'address' | 'target', number>>;

export interface SubjectLimits {
  /** For the visitor: their WeChat identity and their network. */
  readonly person: readonly KeyLimit[];
  /**
   * For the address or name whose account they try to prove. Its limit has to be wide: strangers could
   * lock out the owner of the account otherwise.
   */
  readonly target: readonly KeyLimit[];
}

/** The limits that apply to a visitor and to the form that they sent. */
export function limitsOf(
  max: MaxBySubject,
  { identity }: Pick<Attempt, 'identity'>,
  ipAddress: string,
  form?: FilledForm,
): SubjectLimits {
  return {
    person: [
      ...(identity ? [{ key: identityKey(identity), max: max.identity }] : []),
      ...addressLimits(ipAddress, max.address),
    ],
    target: form
      ? [{ key: `target ${form.method.method}`, hidden: form.target, max: max.target }]
      : [],
  };
}

export function identityKey({ appId, openid }: Identity): string {
  return `identity ${appId} ${openid}`;
}

/** The key of limits by address. */
export const addressKey = 'address';

/** None for an unknown IP address: all of them would share one limit. */
export function addressLimits(ipAddress: string, max: number): readonly KeyLimit[] {
  const group = addressGroup(ipAddress);
  return group === '' ? [] : [{ key: addressKey, hidden: group, max }];
}

/**
 * The accounts that the form proves; none if anything in it is wrong. A verification code is valid for
 * as long as its attempt, which is ten minutes at most.
 */
export async function findProvenAccounts(
  { method, fields, target, verificationCode }: FilledForm,
  { verificationCode: sent }: Pick<Attempt, 'verificationCode'>,
  digitsSeal: Seal,
): Promise<readonly HostAccount[]> {
  if (method.send) {
    // Compares even if no code was sent to this target, so that every case takes the same time.
    const digits = await digitsSeal.open(sent?.digits ?? '');
    const isRight = equalConstantTime(digits ?? 'xxxxxx', verificationCode ?? '');
    const isForTarget = sent?.method === method.method && sent.target === target;
    if (!isRight || !isForTarget) return [];
  }
  const found = await method.accounts(fields);
  const byId = new Map(found.map((account) => [account.id, account]));
  return [...byId.values()].slice(0, maxAccounts);
}
