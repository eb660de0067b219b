/** Bind with `action: create`: a new account for the WeChat user. */
import type { BindRequest } from '../../../protocol/messages.js';
import type { Attempt } from '../../attempts/attempt.js';
import type { Answer } from '../../attempts/lease.js';
import { invalid } from '../../base/errors.js';
import { readFields } from '../../binding/fields.js';
import { limitsOf } from '../../binding/proofs.js';
import type { Caller } from '../../host/caller.js';
import type { HostAccount } from '../../host/host.js';
import { signIn } from '../../host/sessions/sign-in.js';
import type { Backend } from '../backend.js';
import { refuseEnded } from '../ended-sessions.js';
import type { ProvenCall } from '../prove.js';
import { identityOf, leaseBinding } from './lease-binding.js';

export async function createAccount(
  backend: Backend,
  proven: ProvenCall<BindRequest>,
  caller: Caller,
): Promise<Answer> {
  const { fields = {} } = proven.request;
  const { accounts, bindingOptions, sessions, options } = backend;
  const { createFields } = options;
  if (!bindingOptions.canCreate(proven.attempt)) throw invalid('action');
  const values = readFields(createFields, fields);
  return leaseBinding(backend, proven, async (held) => {
    const identity = identityOf(held.attempt);
    const known = await accounts.find(identity);
    if (!known) await held.write({ type: 'identified', unionid: undefined });
    const { id, lang, appData, isNew: wasNew } = held.attempt;
    const context = {
      key: id,
      ...(lang === undefined ? {} : { lang }),
      ...(appData === undefined ? {} : { appData }),
      ...(createFields.length === 0 ? {} : { fields: values }),
    };
    const account =
      known ??
      (await limitRefusals(backend, held.attempt, caller, () =>
        accounts.create(identity, context),
      ));
    await refuseEnded(backend, held, account.id);
    // A known account is still new if an earlier try of this attempt created it and was then cut off.
    const isNew = !known || wasNew === true;
    const outcome = await signIn(sessions, held, account, caller, {
      isNew,
      confirmed: held.attempt.approvedBy === 'confirmation',
    });
    return { ...outcome, isEnd: true };
  });
}

/**
 * Limits creations that fail, because a refusal may reveal that an address has an account. Any failure
 * counts: an application may reject with an error of its database for an address that is taken.
 */
async function limitRefusals(
  { limits: { refusedAccounts } }: Backend,
  attempt: Attempt,
  { address }: Caller,
  create: () => Promise<HostAccount>,
): Promise<HostAccount> {
  const { tally, max } = refusedAccounts;
  const guess = tally.count(limitsOf(max, attempt, address).person);
  const account = await create();
  guess.giveBack();
  return account;
}
