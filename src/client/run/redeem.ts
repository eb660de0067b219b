/** Redeems an approved attempt: from "approved", perhaps through prompts, to the end. */
import type { Authenticated } from '../../protocol/messages.js';
import { safeReturnTo } from '../../protocol/return-to.js';
import { asError } from '../as-error.js';
import { lateFiles, loadWhenNeeded } from '../load-when-needed.js';
import type { LoginState } from '../state.js';
import type { Attempt, RunContext } from './context.js';
import { retryBriefly } from './retry.js';
import { endState, errorState } from './state-of.js';

/** Never rejects: errors are states in which a login can end. */
export async function redeem(run: RunContext, attempt: Attempt): Promise<void> {
  run.finish(await resultOf(run, attempt));
}

async function resultOf(run: RunContext, attempt: Attempt): Promise<LoginState> {
  try {
    const { account, isNew, linked, returnTo, code } = await signIn(run, attempt);
    return {
      type: 'success',
      account,
      isNew,
      linked,
      returnTo: safeReturnTo(returnTo ?? run.settings.returnTo ?? ''),
      sessionCode: code,
    };
  } catch (error) {
    const { reason } = asError(error);
    return reason ? endState(reason) : errorState(error);
  }
}

async function signIn(run: RunContext, { handle, verifier }: Attempt): Promise<Authenticated> {
  const { settings, signal, show } = run;
  const { id } = handle;
  const answer = await retryBriefly(run, signal, () =>
    settings.backend.redeem(id, verifier, { signal }),
  );
  if (answer.result === 'authenticated') return answer;
  const { bind } = await loadWhenNeeded(lateFiles.bind);
  return bind(answer, { ...settings, id, verifier, signal, show });
}
