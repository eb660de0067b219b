/**
 * Who has unfollowed lately. WeChat tells it once, and from then on what it told of the person has to
 * go: a login that was under way must not write it anew. Kept in this process, like the limits.
 */

/** Longer than any attempt lives. */
const keptMs = 1_800_000;
/** The oldest go above it. */
const maxKept = 10_000;

export interface Unfollowed {
  add(openid: string): void;
  /** They follow again. */
  remove(openid: string): void;
  /** Whether they have unfollowed since this moment, in milliseconds since the epoch. */
  since(openid: string, atMs: number): boolean;
}

export function createUnfollowed(now: () => number): Unfollowed {
  const atMsOf = new Map<string, number>();
  return {
    add(openid) {
      atMsOf.delete(openid);
      atMsOf.set(openid, now());
      for (const [oldest, atMs] of atMsOf) {
        if (atMsOf.size <= maxKept && now() < atMs + keptMs) break;
        atMsOf.delete(oldest);
      }
    },
    remove: (openid) => void atMsOf.delete(openid),
    since: (openid, atMs) => (atMsOf.get(openid) ?? -1) >= atMs,
  };
}
