/** What somebody may claim about an account before it is believed: how often, and by which code. */
import { WechatMpLoginError } from '../../protocol/errors.js';
import type { FieldValues } from '../../protocol/messages.js';
import { equalConstantTime } from '../base/constant-time.js';
import type { Attempt } from '../attempts/attempt.js';
import { addressGroup } from '../base/limits.js';
import type { LinkMethod } from './link-methods.js';
import type { HostAccount } from '../host/host.js';

/** As many as a page reads. */
const maxAccounts = 50;

/** A form that was filled in. */
export interface FilledForm {
  readonly method: LinkMethod;
  /** Without the code, which is ours to look at. */
  readonly fields: FieldValues;
  readonly target: string;
  readonly verificationCode: string | undefined;
}

export function fillForm(method: LinkMethod, values: FieldValues): FilledForm {
  const codeField = method.fields.find(({ type }) => type === 'code')?.name;
  const fields = Object.fromEntries(Object.entries(values).filter(([name]) => name !== codeField));
  const code = Object.entries(values).find(([name]) => name === codeField)?.[1];
  return { method, fields, target: method.target(fields), verificationCode: code };
}

/** What bad proofs are counted by. An unknown address has no limit of its own. */
export function limitKeys(
  { identity }: Attempt,
  address: string,
  form: FilledForm | undefined,
): { person: readonly string[]; target: readonly string[] } {
  const group = addressGroup(address);
  return {
    person: [
      ...(identity ? [identityKey(identity)] : []),
      ...(group === '' ? [] : [`address ${group}`]),
    ],
    target: form ? [targetKey(form)] : [],
  };
}

export function identityKey({ appId, openid }: NonNullable<Attempt['identity']>): string {
  return `identity ${appId} ${openid}`;
}

export function targetKey({ method, target }: FilledForm): string {
  return `target ${method.method} ${target}`;
}

/**
 * The accounts that the form proves; none for whatever is wrong with it. A code is good for as long
 * as its attempt is: ten minutes at most.
 */
export async function findProvenAccounts(
  { method, fields, target, verificationCode: code }: FilledForm,
  { verificationCode: sent }: Attempt,
): Promise<readonly HostAccount[]> {
  if (method.send) {
    // Compared also where none was sent, or to somebody else: all of it takes the same time.
    const isRight = equalConstantTime(sent?.digits ?? 'xxxxxx', code ?? '');
    const isFor = sent?.method === method.method && sent.target === target;
    if (!isRight || !isFor) return [];
  }
  const found = await method.accounts(fields);
  const byId = new Map(found.map((account) => [account.id, account]));
  return [...byId.values()].slice(0, maxAccounts);
}
