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

/** Never rejects: errors are states in which a login can end. */
export async function redeem(run: RunContext, attempt: Attempt): Promise<void> {
  const state = await resultOf(run, attempt);
  if (state) run.finish(state);
  else if (!run.renew()) run.finish(errorState(new WechatMpLoginError('not_found')));
}

/**
 * Resolves with undefined if the backend does not know the attempt: usually the browser no longer has
 * its cookie (docs/protocol.md, "The attempt's cookie").
 */
async function resultOf(run: RunContext, attempt: Attempt): Promise<LoginState | undefined> {
  const { settings, signal, show } = run;
  const { id } = attempt.handle;
  const { verifier } = attempt;
  const { purpose } = settings.about;
  let answer: RedeemResult | undefined;
  try {
    answer = await retryBriefly(run, signal, () =>
      settings.backend.redeem(id, verifier, { signal }),
    );
    if (answer.result === 'authenticated') return successState(run, answer);
    return successState(
      run,
      await bind(answer, { ...settings, purpose, id, verifier, signal, show }),
    );
  } catch (error) {
    const { code, reason } = asError(error);
    if (!answer && code === 'not_found') return undefined;
    return reason ? endState(reason) : errorState(error);
  }
}

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
