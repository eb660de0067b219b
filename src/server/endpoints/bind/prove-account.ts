/** Bind with `action: link`: the visitor proves an account, by a form or by the current session. */
import type { BindRequest } from '../../../protocol/messages.js';
import { isEnd } from '../../../protocol/states.js';
import type { Attempt, Proven } from '../../attempts/attempt.js';
import type { Answer, HeldAttempt } from '../../attempts/lease.js';
import { tries } from '../../attempts/times-and-tries.js';
import { equalConstantTime } from '../../base/secrets/constant-time.js';
import { BusyError, proofFailed } from '../../base/errors.js';
import type { Guess } from '../../base/limits/guess-limit.js';
import { bySession } from '../../binding/binding-options.js';
import { readDigits, readFields } from '../../binding/fields.js';
import { fillForm, findProvenAccounts, limitsOf, type FilledForm } from '../../binding/proofs.js';
import type { Backend } from '../backend.js';
import type { Visitor } from '../logins/complete-login.js';
import type { ProvenCall } from '../prove.js';
import { offerChoices } from './choices.js';
import { leaseBinding } from './lease-binding.js';
import { linkAccount } from './link-account.js';

interface LinkRequest {
  /** Undefined if the current session stands in for the proof. */
  readonly form: FilledForm | undefined;
  /** As the visitor typed them; undefined if none are asked for. */
  readonly chatDigits: string | undefined;
}

export async function proveAccount(
  backend: Backend,
  provenCall: ProvenCall<BindRequest>,
  visitor: Visitor,
): Promise<Answer> {
  const { attempt, request } = provenCall;
  const link = readLinkRequest(backend, attempt, request);
  return leaseBinding(backend, provenCall, (held) => checkAndLink(backend, held, link, visitor));
}

function readLinkRequest(
  { bindingOptions }: Backend,
  attempt: Attempt,
  request: BindRequest,
): LinkRequest {
  const method = bindingOptions.linkMethod(attempt, request.method);
  const isSession = method === bySession;
  const values = readFields(isSession ? [] : method.fields, request.fields ?? {});
  const hasDigits = attempt.approvedBy !== 'authorization';
  const chatDigits = hasDigits ? readDigits(request.chatCode, 'chatCode') : undefined;
  return { chatDigits, form: isSession ? undefined : fillForm(method, values) };
}

async function checkAndLink(
  backend: Backend,
  held: HeldAttempt,
  { form, chatDigits }: LinkRequest,
  visitor: Visitor,
): Promise<Answer> {
  const { currentSession, limits } = backend;
  const owner = form
    ? undefined
    : await currentSession.requireForLink(held.attempt, visitor.caller);
  const { tally, max } = limits.badProofs;
  const { person, target } = limitsOf(max, held.attempt, visitor.caller.address, form);
  // From here on, secrets are compared. The proof stays counted unless it turns out to be right: if the
  // application rejects, hangs or returns nonsense, it may have done so because the proof is wrong.
  const guess = await tally.count([...person, ...target]);
  if (chatDigits !== undefined && !(await isRight(backend, held, chatDigits))) {
    // No guess at the account.
    await guess.giveBack(target);
    return refuseProof(backend, held, 'chatDigits');
  }
  const proven = form ? await findProven(backend, held.attempt, form, guess) : owner ? [owner] : [];
  const answer = await takeRightProof(backend, held, proven, guess, visitor);
  return answer ?? refuseProof(backend, held, 'account');
}

/**
 * Checks the chat's digits alone, for a new account. They are limited as those of a link are.
 * @throws WechatMpLoginError `proof_failed`, `rate_limited`
 */
export async function requireChatDigits(
  backend: Backend,
  held: HeldAttempt,
  chatDigits: string,
  ipAddress: string,
): Promise<void> {
  const { tally, max } = backend.limits.badProofs;
  const guess = await tally.count(limitsOf(max, held.attempt, ipAddress).person);
  if (!(await isRight(backend, held, chatDigits))) {
    return refuseProof(backend, held, 'chatDigits');
  }
  await guess.giveBack();
}

async function isRight(
  { digitsSeal }: Backend,
  { attempt }: HeldAttempt,
  chatDigits: string,
): Promise<boolean> {
  const expected = await digitsSeal.open(attempt.chatDigits ?? '');
  return expected !== undefined && equalConstantTime(expected, chatDigits);
}

/** Undefined if the proof is wrong, or if its account no longer exists, which must look the same. */
async function takeRightProof(
  backend: Backend,
  held: HeldAttempt,
  proven: readonly Proven[],
  guess: Guess,
  visitor: Visitor,
): Promise<Answer | undefined> {
  const [only, ...others] = proven;
  if (!only) return undefined;
  let isGone = false;
  try {
    if (others.length > 0) return await offerChoices(backend, held, proven);
    const answer = await linkAccount(backend, held, only, visitor);
    isGone = answer === undefined;
    return answer;
  } finally {
    if (!isGone) await guess.giveBack();
  }
}

async function findProven(
  { now, digitsSeal }: Backend,
  attempt: Attempt,
  form: FilledForm,
  guess: Guess,
): Promise<readonly Proven[]> {
  const authenticatedAtMs = now();
  const found = findProvenAccounts(form, attempt, digitsSeal);
  const accounts = await found.catch(async (error: unknown) => {
    // Nobody has looked at the password. Otherwise, crowds could lock out people who wait their turn.
    if (error instanceof BusyError) await guess.giveBack();
    throw error;
  });
  return accounts.map((account) => ({ account, authenticatedAtMs, confirmed: true }));
}

/** @throws WechatMpLoginError `proof_failed` */
async function refuseProof(
  { log, emit }: Backend,
  held: HeldAttempt,
  of: 'chatDigits' | 'account',
): Promise<never> {
  const attempt = await held.write({ type: 'wrongProof', of });
  const count = of === 'chatDigits' ? attempt.wrongChatDigits : attempt.wrongProofs;
  if (isEnd(attempt.state)) {
    log('warn', 'proofs_used_up', { attempt: attempt.id, of });
    emit({ type: 'proofs_used_up', attempt: attempt.id, of });
  }
  throw proofFailed(tries[of] - (count ?? 0), of === 'chatDigits' ? 'chatCode' : undefined);
}
