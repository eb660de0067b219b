/** Redeems an approved attempt: from "approved", perhaps through prompts, to the end. */
import { WechatMpLoginError } from '../../../protocol/errors.js';
import type { Authenticated, RedeemResult } from '../../../protocol/messages.js';
import { asError } from '../../as-error.js';
import { bind } from '../../binding/bind.js';
import { ownReturnTo } from '../../page/page-address.js';
import type { LoginState } from '../../state.js';
import type { Attempt, RunContext } from '../context.js';
import { endState } from './end-state.js';
import { retryBriefly } from '../retry.js';
import { errorState } from '../state-of.js';
import { startOver } from './start-over.js';

/**
 * Never rejects: errors are states in which a login can end.
 *
 * @param isPressed whether a person has asked for it, after redeems that were not answered
 */
export async function redeem(run: RunContext, attempt: Attempt, isPressed = false): Promise<void> {
  const { settings, signal, show, finish } = run;
  const { id } = attempt.handle;
  const { verifier } = attempt;
  const { purpose } = settings.about;
  let answer: RedeemResult;
  try {
    answer = await retryBriefly(run, signal, () =>
      settings.backend.redeem(id, verifier, { signal }),
    );
  } catch (thrown) {
    if (!signal.aborted) handleFailure(run, attempt, asError(thrown), isPressed);
    return;
  }
  try {
    if (answer.result !== 'authenticated') {
      answer = await bind(answer, { ...settings, purpose, id, verifier, signal, show });
    }
    finish(successState(run, answer));
  } catch (error) {
    finish(endOrError(asError(error)));
  }
}

function handleFailure(
  run: RunContext,
  attempt: Attempt,
  error: WechatMpLoginError,
  isPressed: boolean,
): void {
  const { code, reason, retryable } = error;
  // Usually the browser no longer has its cookie (docs/protocol.md, "The attempt's cookie").
  const isUnknown = code === 'not_found';
  // Whoever presses has seen for long enough that this scan did not go through.
  const isOver = isPressed && code === 'gone' && (reason ?? 'expired') === 'expired';
  if (isUnknown || isOver) {
    if (isPressed) run.facts.renewals = -1;
    if (!startOver(run)) run.finish(errorState(new WechatMpLoginError('not_found')));
  } else if (retryable && !reason) waitForPress(run, attempt, error);
  else run.finish(endOrError(error));
}

/** Shows the error. The attempt lives on: with the same proofs, the backend gives the same answer. */
function waitForPress(run: RunContext, attempt: Attempt, error: WechatMpLoginError): void {
  const { settings, facts, signal, show, update } = run;
  settings.keeper?.clear();
  run.redeemAgain = () => {
    run.redeemAgain = () => false;
    if (signal.aborted) return false;
    facts.isOffline = false;
    void redeem(run, attempt, true);
    update();
    return true;
  };
  show(errorState(error));
}

const endOrError = (error: WechatMpLoginError): LoginState =>
  error.reason ? endState(error.reason) : errorState(error);

function successState({ settings }: RunContext, answer: Authenticated): LoginState {
  const { account, isNew, linked, returnTo, code } = answer;
  return {
    type: 'success',
    account,
    isNew,
    linked,
    returnTo: ownReturnTo(returnTo ?? settings.about.returnTo),
    sessionCode: code,
  };
}
