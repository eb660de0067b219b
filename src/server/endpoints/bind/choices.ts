/** When a proof matches several accounts: the visitor chooses one, and binds with `action: select`. */
import type { BindRequest, Selection } from '../../../protocol/messages.js';
import type { Proven, ProvenChoice } from '../../attempts/attempt.js';
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { invalid } from '../../base/errors.js';
import { freshForMs } from '../../host/fresh.js';
import { visibleAccount } from '../../host/read-account.js';
import type { Backend } from '../backend.js';
import type { Visitor } from '../logins/complete-login.js';
import type { ProvenCall } from '../prove.js';
import { leaseBinding } from './lease-binding.js';
import { linkAccount, pickStored } from './link-account.js';

export async function offerChoices(
  { randomToken }: Backend,
  held: HeldAttempt,
  proven: readonly Proven[],
): Promise<Answer> {
  const choices = proven.map(({ account, ...proof }): ProvenChoice => ({
    choice: randomToken(16),
    account: pickStored(account),
    ...proof,
  }));
  const accounts = choices.map(({ choice, account }) => ({
    choice,
    ...visibleAccount(account, held.attempt.lang),
  }));
  await held.write({ type: 'choices', of: choices });
  const body: Selection = { result: 'select', accounts };
  return { body, setCookies: [], isEnd: false };
}

export async function selectAccount(
  backend: Backend,
  proven: ProvenCall<BindRequest>,
  visitor: Visitor,
): Promise<Answer> {
  const { choice } = proven.request;
  return leaseBinding(backend, proven, async (held) => {
    const chosen = held.attempt.choices?.find((each) => each.choice === choice);
    const isFresh = chosen && backend.now() < chosen.authenticatedAtMs + freshForMs;
    const answer = isFresh && (await linkAccount(backend, held, chosen, visitor));
    if (!answer) throw invalid('choice');
    return answer;
  });
}
