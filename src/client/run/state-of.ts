/** Works out the state that the page shows: from the facts of a run, or from an error. */
import type { Confirm } from '../../protocol/messages.js';
import { asError } from '../as-error.js';
import type { LoginState } from '../state.js';
import type { RunFacts } from './context.js';

/** Works out the state while nothing has ended the run. */
export function stateOf(facts: RunFacts, nowMs: number): LoginState {
  const { isOffline, scanned, newest, shown } = facts;
  if (isOffline) return { type: 'offline' };
  if (scanned) return scanned.confirm ? confirmState(scanned.confirm) : { type: 'approved' };
  if (!newest || !shown || nowMs >= newest.expiresAtMs) {
    return facts.afterExpiry ?? { type: 'loading' };
  }
  const { expiresAtMs, lifetimeMs } = newest;
  const { isReconnecting: reconnecting, renewals } = facts;
  return { type: 'ready', shown, expiresAtMs, lifetimeMs, reconnecting, renewals };
}

function confirmState(confirm: Confirm): LoginState {
  return confirm.mode === 'tap'
    ? { type: 'confirm', mode: 'tap' }
    : { type: 'confirm', mode: 'digits', digits: confirm.digits };
}

export function errorState(thrown: unknown): Extract<LoginState, { type: 'error' }> {
  const {
    code,
    message: detail,
    retryable,
    retryAfterMs,
    sentence,
    siteKey,
    methods,
  } = asError(thrown);
  return { type: 'error', code, retryable, retryAfterMs, sentence, siteKey, methods, detail };
}
