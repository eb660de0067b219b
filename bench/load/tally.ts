/** Counts what happened in a run. An error is counted by its name; none is ignored. */

/** What a run comes to. */
export interface Outcome {
  readonly signedIn: number;
  /** Visitors whose login did not end as it should, by what went wrong. */
  readonly failed: Readonly<Record<string, number>>;
  /** What was tried again, as a page or WeChat would, by what went wrong. */
  readonly retried: Readonly<Record<string, number>>;
  /** In milliseconds, by what was waited for. */
  readonly latenciesMs: Readonly<Record<string, readonly number[]>>;
  readonly elapsedMs: number;
}

export interface Tally {
  readonly signedIn: () => void;
  readonly failed: (error: unknown) => void;
  readonly retried: (error: unknown) => void;
  /** Something took this long. */
  took(what: string, ms: number): void;
  /** What has happened since the last call. */
  take(): Outcome;
}

/** Something went wrong in a login, by a short name that many logins can share. */
export class LoadError extends Error {
  override readonly name = 'LoadError';
}

export function createTally(): Tally {
  let startedAtMs = performance.now();
  let signedIn = 0;
  let failed: Record<string, number> = {};
  let retried: Record<string, number> = {};
  let latenciesMs: Record<string, number[]> = {};
  const count = (counts: Record<string, number>, error: unknown): void => {
    const name = nameOf(error);
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    signedIn: () => void signedIn++,
    failed: (error) => count(failed, error),
    retried: (error) => count(retried, error),
    took: (what, ms) => void (latenciesMs[what] ??= []).push(ms),
    take() {
      const elapsedMs = performance.now() - startedAtMs;
      const outcome = { signedIn, failed, retried, latenciesMs, elapsedMs };
      startedAtMs = performance.now();
      signedIn = 0;
      failed = {};
      retried = {};
      latenciesMs = {};
      return outcome;
    },
  };
}

function nameOf(error: unknown): string {
  if (error instanceof LoadError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

/** Adds up the outcomes of clients that ran side by side. */
export function sumOutcomes(outcomes: readonly Outcome[]): Outcome {
  const counts = (pick: (outcome: Outcome) => Readonly<Record<string, number>>) => {
    const sum: Record<string, number> = {};
    for (const outcome of outcomes) {
      for (const [name, count] of Object.entries(pick(outcome)))
        sum[name] = (sum[name] ?? 0) + count;
    }
    return sum;
  };
  const whats = new Set(outcomes.flatMap(({ latenciesMs }) => Object.keys(latenciesMs)));
  return {
    signedIn: outcomes.reduce((sum, { signedIn }) => sum + signedIn, 0),
    failed: counts(({ failed }) => failed),
    retried: counts(({ retried }) => retried),
    latenciesMs: Object.fromEntries(
      [...whats].map((what) => [
        what,
        outcomes.flatMap(({ latenciesMs }) => latenciesMs[what] ?? []),
      ]),
    ),
    elapsedMs: Math.max(...outcomes.map(({ elapsedMs }) => elapsedMs)),
  };
}

/** @throws Error that names what went wrong, unless everybody was signed in */
export function requireAll({ signedIn, failed }: Outcome, expected: number, what: string): void {
  if (signedIn === expected && Object.keys(failed).length === 0) return;
  throw new Error(`${what}: ${signedIn} of ${expected} were signed in; ${JSON.stringify(failed)}`);
}
