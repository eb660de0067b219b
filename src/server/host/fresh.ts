/** Whether a session is recent enough to count as a proof (docs/protocol.md#binding). */

/** Five minutes: how long a proof stays fresh. */
export const freshForMs = 300_000;

/**
 * Whether the person of a session proved who they are within the last five minutes. A time more than
 * five minutes in the future comes from a wrong clock and does not count.
 *
 * @param session - `authenticatedAtMs`: when the person last proved who they are
 * @param nowMs - milliseconds since the epoch
 * @example
 * ```ts
 * declare const sessions: Required<Sessions>, caller: Caller;
 *
 * const session = await sessions.current(caller);
 * if (!session || !isFresh(session, Date.now())) throw new Error('Ask for the password again');
 * ```
 */
export function isFresh(session: { readonly authenticatedAtMs: number }, nowMs: number): boolean {
  return Math.abs(nowMs - session.authenticatedAtMs) <= freshForMs;
}
