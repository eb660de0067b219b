/** What the mock answers at a step of its script. */
import { WechatMpLoginError } from '../protocol/errors.js';
import type { Account, Authenticated, Snapshot } from '../protocol/messages.js';
import { presentStep, type Play } from './plays.js';
import { isError, phases, type Step } from './script.js';

export const isSuccess = ({ word }: Step): boolean => word === 'success' || word === 'success-new';

export function snapshotOf(
  play: Play,
  { confirmDigits, lifetimeMs }: { readonly confirmDigits: string; readonly lifetimeMs: number },
): Snapshot {
  const step = presentStep(play);
  const common = { rev: play.index + 1, expiresIn: lifetimeMs / 1000, interval: 2 };
  switch (step.word) {
    case 'loading':
    case 'ready':
    case 'reconnecting':
      return { ...common, state: 'pending' };
    case 'confirm':
      return { ...common, state: 'scanned', confirm: { mode: 'digits', digits: confirmDigits } };
    case 'confirm-tap':
      return { ...common, state: 'scanned', confirm: { mode: 'tap' } };
    default:
      return { ...common, state: 'approved', ...endBeforeApproval(step) };
  }
}

/** The end that a page learns by watching. A later one is the answer to its redeem. */
function endBeforeApproval({ word, phase, ms }: Step): Partial<Snapshot> | undefined {
  if (phase >= phases.approved) return undefined;
  if (word === 'denied' || word === 'cancelled' || word === 'expired') {
    return { expiresIn: 0, state: word };
  }
  if (!isError(word)) return undefined;
  if (!ms) return { expiresIn: 0, state: 'failed', reason: word };
  // An error with a wait answers a request. Before the scan, that is the one for the next QR code.
  return phase < phases.scanned ? { expiresIn: 0, state: 'expired' } : undefined;
}

/** @param refusal what the application says with `sign_in_refused` */
export function scriptedError({ word, ms }: Step, refusal: string): WechatMpLoginError {
  const message = `scripted: ${word}`;
  const sentence = word === 'sign_in_refused' ? refusal : undefined;
  return isError(word)
    ? new WechatMpLoginError(word, { message, retryAfterMs: ms, sentence })
    : new WechatMpLoginError('gone', { message, reason: word });
}

export function authenticated(
  { samples, purpose }: Play,
  isNew: boolean,
  isLinked: boolean,
  account: Account = { name: samples.name },
): Authenticated {
  const linked = isLinked || purpose === 'link';
  return { result: 'authenticated', isNew, ...(linked && { linked }), account };
}
