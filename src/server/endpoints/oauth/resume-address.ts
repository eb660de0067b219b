/** Where the visitor goes back to: the page that began, on an origin that may use this backend. */
import { safeReturnTo } from '../../../protocol/return-to.js';
import type { Attempt } from '../../attempts/attempt.js';
import type { CheckedOptions } from '../../options/check-options.js';

export function resumeAddress(
  { origin, origins }: Pick<CheckedOptions, 'origin' | 'origins'>,
  { id, resumeAt }: Pick<Attempt, 'id' | 'resumeAt'>,
): string {
  // Checked again: the options may have changed, and a store may be shared with another version.
  const from = resumeAt && origins.has(resumeAt.origin) ? resumeAt.origin : origin;
  const url = new URL(safeReturnTo(resumeAt?.path ?? '/') ?? '/', from);
  url.hash = `wechat-mp-login=${id}`;
  return url.href;
}
