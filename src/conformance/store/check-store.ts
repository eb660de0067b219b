/** Runs the contract against a store, and reports. */
import { withTimeout } from '../../wechat/io/timeout.js';
import { NotApplicable, RuleBroken, type Verdict } from '../case.js';
import { storeCases } from './cases/index.js';
import type { StoreCase, StoreUnderTest } from './store-case.js';

export interface StoreResult {
  readonly name: string;
  readonly rule: string;
  /** `broken off`: the store failed with an error, or did not answer in time. */
  readonly verdict: Verdict;
  /** What was seen, or why the case does not apply; '' for a pass. */
  readonly detail: string;
}

export interface StoreReport {
  /** Whether the store keeps every rule that applies to it. */
  readonly isGreen: boolean;
  readonly results: readonly StoreResult[];
  /** The report for people, one line for each case. */
  readonly text: string;
}

export interface CheckStoreOptions {
  /** Default: all of `storeCases`. */
  readonly cases?: readonly StoreCase[];
  /** How many cases run at once, each with stores of its own. Default: 8. */
  readonly lanes?: number;
  /** For one case, in milliseconds. Default: 60 000. A case takes less than 10 seconds on a quiet machine. */
  readonly timeoutMs?: number;
}

/**
 * Holds a store to the contract of `Store`: runs all cases, and returns what they found. It needs no test
 * runner. A case that finds nothing to test, such as counters in a store that offers none, does not apply.
 *
 * @param open - opens the stores for one case. It is called once for each
 * @returns the results, and a report for people
 * @example
 * ```ts
 * import { createMemoryStore } from 'wechat-mp-login/server';
 *
 * let nowMs = Date.now();
 * const now = (): number => nowMs;
 * const report = await checkStore(() => ({
 *   store: createMemoryStore({ now }),
 *   now,
 *   pass: (ms) => void (nowMs += ms),
 * }));
 * console.log(report.text);
 * ```
 */
export async function checkStore(
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
  { cases = storeCases, lanes = 8, timeoutMs = 60_000 }: CheckStoreOptions = {},
): Promise<StoreReport> {
  const results = new Map<StoreCase, StoreResult>();
  const waiting = [...cases];
  const play = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results.set(next, await runCase(next, open, timeoutMs));
    }
  };
  await Promise.all(Array.from({ length: lanes }, play));
  const inOrder = cases.flatMap((each) => results.get(each) ?? []);
  const isGreen = inOrder.every(
    ({ verdict }) => verdict === 'pass' || verdict === 'not applicable',
  );
  return { isGreen, results: inOrder, text: textOf(inOrder, isGreen) };
}

async function runCase(
  { name, rule, run }: StoreCase,
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
  timeoutMs: number,
): Promise<StoreResult> {
  const end = (verdict: Verdict, detail = ''): StoreResult => ({ name, rule, verdict, detail });
  try {
    await withTimeout(timeoutMs, openAndRun(run, open), () => {
      throw new Error(`The case took more than ${timeoutMs / 1000} s`);
    });
    return end('pass');
  } catch (error) {
    if (error instanceof RuleBroken) return end('fail', error.message);
    if (error instanceof NotApplicable) return end('not applicable', error.message);
    return end(
      'broken off',
      error instanceof Error ? (error.stack ?? String(error)) : String(error),
    );
  }
}

async function openAndRun(
  run: StoreCase['run'],
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
): Promise<void> {
  const underTest = await open();
  const { store, another } = underTest;
  try {
    await run(underTest);
  } finally {
    // What the case has found says more than a store that cannot be closed.
    await Promise.allSettled([store.close?.(), another?.close?.()]);
    await underTest.close?.();
  }
}

function textOf(results: readonly StoreResult[], isGreen: boolean): string {
  const width = Math.max(0, ...results.map(({ name }) => name.length));
  const lines = results.flatMap(({ name, rule, verdict, detail }) => [
    `${verdict.padEnd(14)}  ${name.padEnd(width)}  ${rule}`,
    ...(detail === '' ? [] : [`                ${detail}`]),
  ]);
  const counts = (['pass', 'fail', 'broken off', 'not applicable'] as const)
    .map((verdict) => [verdict, results.filter((each) => each.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  return [...lines, `${isGreen ? 'Green' : 'Red'}: ${counts.join(', ')}.`, ''].join('\n');
}
