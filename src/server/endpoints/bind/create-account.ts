/** Bind with `action: create`: a new account for the WeChat user. */
import type { BindRequest } from '../../../protocol/messages.js';
import type { Attempt } from '../../attempts/attempt.js';
import type { Answer } from '../../attempts/lease.js';
import { invalid } from '../../base/errors.js';
import { readDigits, readFields } from '../../binding/fields.js';
import { limitsOf } from '../../binding/proofs.js';
import type { HostAccount } from '../../host/host.js';
import type { Backend } from '../backend.js';
import { refuseEnded } from '../ended-sessions.js';
import { completeLogin, type Visitor } from '../logins/complete-login.js';
import { createContext, refuseOthersAccount } from '../logins/own-account.js';
import type { ProvenCall } from '../prove.js';
import { identityOf, leaseBinding } from './lease-binding.js';
import { requireChatDigits } from './prove-account.js';

export async function createAccount(
  backend: Backend,
  proven: ProvenCall<BindRequest>,
  visitor: Visitor,
): Promise<Answer> {
  const { fields = {}, chatCode } = proven.request;
  const { accounts, bindingOptions, options } = backend;
  const { createFields } = options;
  if (!bindingOptions.canCreate(proven.attempt)) throw invalid('action');
  const values = readFields(createFields, fields);
  const { approvedBy } = proven.attempt;
  const hasDigits =
    approvedBy !== 'authorization' &&
    (chatCode !== undefined || (createFields.length > 0 && approvedBy !== 'confirmation'));
  const chatDigits = hasDigits ? readDigits(chatCode, 'chatCode') : '';
  return leaseBinding(backend, proven, async (held) => {
    if (hasDigits) await requireChatDigits(backend, held, chatDigits, visitor.caller.address);
    const identity = identityOf(held.attempt);
    const known = await accounts.find(identity);
    if (known) await refuseOthersAccount(held, known);
    else await held.write({ type: 'identified', unionid: undefined });
    const context = {
      ...createContext(held.attempt, hasDigits),
      ...(createFields.length === 0 ? {} : { fields: values }),
    };
    const account =
      known ??
      (await limitRefusals(backend, held.attempt, visitor.caller, () =>
        accounts.create(identity, context),
      ));
    await refuseOthersAccount(held, account, { isCreated: !known });
    await refuseEnded(backend, held, account.id);
    // A known account is still new if an earlier try of this attempt created it and was then cut off.
    const isNew = !known || held.attempt.isNew === true;
    const confirmed = hasDigits || approvedBy === 'confirmation';
    return completeLogin(backend, held, account, visitor, { isNew, confirmed, parent: undefined });
  });
}

/**
 * Limits creations that fail, because a refusal may reveal that an address has an account. Any failure
 * counts: an application may reject with an error of its database for an address that is taken.
 */
async function limitRefusals(
  { limits: { refusedAccounts } }: Backend,
  attempt: Attempt,
  { address }: Visitor['caller'],
  create: () => Promise<HostAccount>,
): Promise<HostAccount> {
  const { tally, max } = refusedAccounts;
  const guess = await tally.count(limitsOf(max, attempt, address).person);
  const account = await create();
  await guess.giveBack();
  return account;
}
