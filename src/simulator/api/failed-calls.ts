/** The calls that were answered with an errcode, by their request id. */

export interface FailedCall {
  readonly atMs: number;
  readonly costMs: number;
  readonly query: string;
  readonly requestBody: string;
  readonly responseBody: string;
  readonly callerAddress: string;
}

export interface FailedCalls {
  remember(rid: string, call: FailedCall): void;
  /** Returns undefined after 7 days, too. */
  find(rid: string): FailedCall | undefined;
}

const keptMs = 7 * 86_400_000;
/** Beyond this number, the oldest are forgotten. */
const maxKept = 100;

export function createFailedCalls(now: () => number): FailedCalls {
  const calls = new Map<string, FailedCall>();
  return {
    remember(rid, call) {
      calls.set(rid, call);
      const [oldest] = calls.keys();
      if (calls.size > maxKept && oldest !== undefined) calls.delete(oldest);
    },
    find(rid) {
      const call = calls.get(rid);
      return call && now() - call.atMs < keptMs ? call : undefined;
    },
  };
}
