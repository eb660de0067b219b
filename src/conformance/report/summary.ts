/** The figures that every report contains. */
import type { Verdict } from '../case.js';
import type { Result } from '../run.js';

export interface Report {
  /** The base URL of the backend. */
  readonly url: string;
  /** The levels that it declares. */
  readonly declared: readonly string[];
  readonly results: readonly Result[];
}

export type Counts = Readonly<Record<Verdict, number>>;

export function countsOf(results: readonly Result[]): Counts {
  const count = (verdict: Verdict): number =>
    results.filter((result) => result.verdict === verdict).length;
  return {
    pass: count('pass'),
    fail: count('fail'),
    'not applicable': count('not applicable'),
    'broken off': count('broken off'),
  };
}

/** Whether a verdict makes the run red: a rule that was not tested is not kept, either. */
export function isRed({ verdict }: Pick<Result, 'verdict'>): boolean {
  return verdict === 'fail' || verdict === 'broken off';
}
