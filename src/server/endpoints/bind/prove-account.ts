/** Bind with `action: link`: the visitor proves an account, by a form or by the current session. */
import type { BindRequest } from '../../../protocol/messages.js';
import { isEnd } from '../../../protocol/states.js';
import type { Attempt, Proven } from '../../attempts/attempt.js';
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { tries } from '../../attempts/times-and-tries.js';
import { equalConstantTime } from '../../base/constant-time.js';
import { proofFailed, tooMany } from '../../base/errors.js';
import type { Tally } from '../../base/guess-limit.js';
import { bySession } from '../../binding/binding-options.js';
import { readDigits, readFields } from '../../binding/fields.js';
import { fillForm, findProvenAccounts, limitKeys, type FilledForm } from '../../binding/proofs.js';
import type { Caller } from '../../host/caller.js';
import type { Backend } from '../backend.js';
import type { ProvenCall } from '../prove.js';
import { offerChoices } from './choices.js';
import { leaseBinding } from './lease-binding.js';
import { linkAccount } from './link-account.js';

interface LinkRequest {
  /** Undefined if the current session stands in for the proof. */
  readonly form: FilledForm | undefined;
  /** As the visitor typed them. */
  readonly chatDigits: string;
}

export async function proveAccount(
  backend: Backend,
  provenCall: ProvenCall<BindRequest>,
  caller: Caller,
): Promise<Answer> {
  const { attempt, request } = provenCall;
  const link = readLinkRequest(backend, attempt, request);
  const keys = limitKeys(attempt, caller.address, link.form);
  const count = countAsWrong(backend.limits.badProofs, keys);
  const check = { isRunning: false };
  try {
    return await leaseBinding(backend, provenCall, async (held) => {
      check.isRunning = true;
      try {
        return await checkAndLink(backend, held, link, count, caller);
      } finally {
        check.isRunning = false;
      }
    });
  } finally {
    // If the check still runs, it has timed out. The proof then stays counted, right or wrong.
    if (!check.isRunning) count.giveBackRest();
  }
}

function readLinkRequest(
  { bindingOptions }: Backend,
  attempt: Attempt,
  request: BindRequest,
): LinkRequest {
  const method = bindingOptions.linkMethod(attempt, request.method);
  const isSession = method === bySession;
  const values = readFields(isSession ? [] : method.fields, request.fields ?? {});
  const chatDigits = readDigits(request.chatCode, 'chatCode');
  return { chatDigits, form: isSession ? undefined : fillForm(method, values) };
}

interface WrongProofCount {
  /** For wrong chat digits: they are no guess at the account, so its target is not counted. */
  keepPerson(): void;
  /** For a wrong proof of the account. */
  keepAll(): void;
  /** Takes back every count that was not kept. */
  giveBackRest(): void;
}

/**
 * Counts the proof as wrong before it is checked. Otherwise, proofs sent at the same time could get
 * around the limit.
 */
function countAsWrong(
  badProofs: Tally,
  { person, target }: ReturnType<typeof limitKeys>,
): WrongProofCount {
  const rest = new Set([...person, ...target]);
  const waitMs = badProofs.take([...rest]);
  if (waitMs > 0) throw tooMany(waitMs);
  return {
    keepPerson() {
      for (const key of person) rest.delete(key);
    },
    keepAll: () => rest.clear(),
    giveBackRest: () => badProofs.giveBack([...rest]),
  };
}

async function checkAndLink(
  backend: Backend,
  held: HeldAttempt,
  { form, chatDigits }: LinkRequest,
  count: WrongProofCount,
  caller: Caller,
): Promise<Answer> {
  const { currentSession } = backend;
  const owner = form ? undefined : await currentSession.requireForLink(held.attempt, caller);
  const expected = await backend.digitsSeal.open(held.attempt.chatDigits ?? '');
  if (!equalConstantTime(expected ?? '', chatDigits)) {
    count.keepPerson();
    return refuseProof(backend, held, 'chatDigits');
  }
  const proven = form ? await findProven(backend, held.attempt, form) : owner ? [owner] : [];
  const [only, ...others] = proven;
  if (only && others.length > 0) return offerChoices(backend, held, proven);
  const answer = only && (await linkAccount(backend, held, only, caller));
  if (answer) return answer;
  count.keepAll();
  return refuseProof(backend, held, 'account');
}

async function findProven(
  { now, digitsSeal }: Backend,
  attempt: Attempt,
  form: FilledForm,
): Promise<readonly Proven[]> {
  const authenticatedAtMs = now();
  const accounts = await findProvenAccounts(form, attempt, digitsSeal);
  return accounts.map((account) => ({ account, authenticatedAtMs }));
}

/** @throws WechatMpLoginError `proof_failed` */
async function refuseProof(
  { log }: Backend,
  held: HeldAttempt,
  of: 'chatDigits' | 'account',
): Promise<never> {
  const attempt = await held.write({ type: 'wrongProof', of });
  const count = of === 'chatDigits' ? attempt.wrongChatDigits : attempt.wrongProofs;
  if (isEnd(attempt.state)) log('warn', 'proofs_used_up', { attempt: attempt.id, of });
  throw proofFailed(tries[of] - (count ?? 0), of === 'chatDigits' ? 'chatCode' : undefined);
}
