/** Runs cases against one backend: several at once, and alone those that move its clock. */
import {
  BrokenOff,
  NotApplicable,
  RuleBroken,
  type Case,
  type Level,
  type Need,
  type Verdict,
} from './case.js';
import { createTrace, type Exchange } from './http/trace.js';
import { createKit } from './kit.js';
import type { Rig } from './rig.js';

export interface Result {
  readonly name: string;
  readonly level: Level;
  readonly rule: string;
  readonly source: string;
  readonly verdict: Verdict;
  /** What was wrong, or why the case does not apply; '' for a pass. */
  readonly detail: string;
  readonly exchanges: readonly Exchange[];
  readonly ms: number;
}

export interface RunOptions {
  /** The levels that the backend declares: cases of others do not apply. */
  readonly declared: readonly string[];
  /** How many cases run at once. Default: 6. */
  readonly lanes?: number;
  /** For one case. Default: 120 s. */
  readonly timeoutMs?: number;
  readonly onResult?: (result: Result, done: number) => void;
}

/** Returns the results in the order of the cases. */
export async function runCases(
  cases: readonly Case[],
  rig: Rig,
  options: RunOptions,
): Promise<readonly Result[]> {
  const results = new Map<Case, Result>();
  const play = async (waiting: Case[]): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const result = await runCase(next, rig, options);
      results.set(next, result);
      options.onResult?.(result, results.size);
    }
  };
  const isAlone = ({ needs = [] }: Case): boolean => needs.includes('clock');
  // Those that wait for real seconds first, so that the others pass their time.
  const together = cases.filter((each) => !isAlone(each));
  together.sort((a, b) => Number(b.slow ?? false) - Number(a.slow ?? false));
  await Promise.all(Array.from({ length: options.lanes ?? 6 }, () => play(together)));
  await play(cases.filter(isAlone));
  return cases.flatMap((each) => results.get(each) ?? []);
}

async function runCase(each: Case, rig: Rig, options: RunOptions): Promise<Result> {
  const { name, level, rule, source } = each;
  const { declared, timeoutMs = 120_000 } = options;
  const trace = createTrace();
  const startedAtMs = Date.now();
  const end = (verdict: Verdict, detail = ''): Result => ({
    ...{ name, level, rule, source, verdict, detail },
    ...{ exchanges: [...trace.lines], ms: Date.now() - startedAtMs },
  });
  const reason = whyNot(each, rig, declared);
  if (reason !== undefined) return end('not applicable', reason);
  try {
    await inTime(each.run(createKit(rig, trace)), timeoutMs);
    return end('pass');
  } catch (error) {
    if (error instanceof RuleBroken) return end('fail', error.message);
    if (error instanceof NotApplicable) return end('not applicable', error.message);
    if (error instanceof BrokenOff) return end('broken off', error.message);
    // A mistake of the checker's: its place helps whoever reports it.
    const place = error instanceof Error ? (error.stack?.split('\n', 2).join(' ') ?? '') : '';
    return end('broken off', `The checker failed: ${place || String(error)}`);
  }
}

const hasNeed: Readonly<Record<Need, (rig: Rig) => boolean>> = {
  clock: ({ advance }) => advance !== undefined,
  log: ({ log }) => log !== undefined,
  'open-platform': ({ fixture }) => fixture.openPlatform,
  'no-open-platform': ({ fixture }) => !fixture.openPlatform,
};

const withoutNeed: Readonly<Record<Need, string>> = {
  clock: 'the backend has no hook for its clock',
  log: 'the log of the backend cannot be read',
  'open-platform': 'this run is without an Open Platform account',
  'no-open-platform': 'this run is with an Open Platform account',
};

function whyNot(each: Case, rig: Rig, declared: readonly string[]): string | undefined {
  const { level, needs = [], modes } = each;
  if (!declared.includes(level)) return `the backend does not declare level ${level}`;
  const { confirm } = rig.fixture;
  if (modes && !modes.includes(confirm)) {
    return `this run is in mode ${confirm}, the case is about ${modes.join(' and ')}`;
  }
  const missing = needs.find((one) => !hasNeed[one](rig));
  return missing && withoutNeed[missing];
}

async function inTime(run: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new BrokenOff(`The case took more than ${timeoutMs / 1000} s.`));
    }, timeoutMs);
  });
  try {
    await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
    // A case that is given up still runs to its end: its requests have time limits of their own.
    run.catch(() => undefined);
  }
}
