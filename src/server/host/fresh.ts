/** Whether a session can stand for the person, and not just for the browser (protocol, "Binding"). */
import { times } from '../attempts/transition.js';

/** Soon after the person's last proof. A time far ahead is some other clock's, and counts as none. */
export function isFresh(
  { authenticatedAtMs }: { readonly authenticatedAtMs: number },
  nowMs: number,
): boolean {
  return Math.abs(nowMs - authenticatedAtMs) <= times.freshMs;
}
