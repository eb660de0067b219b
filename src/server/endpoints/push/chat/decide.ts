/** Decides whether a scan, or digits, sign in, or a question in the chat comes first. */
import type { ApprovedBy, Attempt } from '../../../attempts/attempt.js';
import type { Identity } from '../../../host/host.js';
import type { Backend } from '../../backend.js';
import { isKnownBrowser } from '../../logins/known-browsers.js';
import { lookUp } from './look-up.js';

/** How the scan is approved, or how the chat asks. */
export type Decision =
  | { readonly approvedBy: Exclude<ApprovedBy, 'confirmation' | 'authorization'> }
  | { readonly ask: 'tap' | 'digits' };

/** See docs/protocol.md#known-new-or-unclear. */
export async function decide(
  backend: Backend,
  attempt: Attempt,
  identity: Identity,
): Promise<Decision> {
  const { confirm } = backend.options;
  if (confirm === 'none') return { approvedBy: 'scan' };
  // A stranger can talk somebody into sending his digits, also somebody whose browser is known.
  if (attempt.method === 'message') return { ask: 'tap' };
  if (confirm !== 'auto') return { ask: confirm };
  // To link or to prove who is signed in is worth nothing without an answer.
  if (attempt.purpose !== 'login') return { ask: 'tap' };
  const found = await lookUp(backend, attempt.id, identity);
  if (found.type === 'new') return { approvedBy: 'new' };
  const { deviceHash: hash } = attempt;
  const isKnown =
    found.type === 'known' &&
    hash !== undefined &&
    (await isKnownBrowser(backend, identity, found.accountId, { hash }));
  return isKnown ? { approvedBy: 'browser' } : { ask: 'tap' };
}
