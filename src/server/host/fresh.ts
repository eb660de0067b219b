/** Whether a proof is recent enough to stand for the person (docs/protocol.md, "Binding"). */

/** How long a proof stays fresh: five minutes. */
export const freshForMs = 300_000;

/**
 * Whether somebody has proven within the last five minutes who they are. A time far in the future comes
 * from a wrong clock and does not count.
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
