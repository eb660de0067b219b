/** Runs the kit in a test, and says what was not green. */
import assert from 'node:assert/strict';
import type { Case, Verdict } from '../../../src/conformance/case.js';
import { cases } from '../../../src/conformance/cases/index.js';
import { discover } from '../../../src/conformance/discover.js';
import type { Rig } from '../../../src/conformance/rig.js';
import { runCases, type Result } from '../../../src/conformance/run.js';

/** Runs the cases that the test selects; by default all of them. */
export async function check(
  rig: Rig,
  select: (each: Case) => boolean = () => true,
): Promise<readonly Result[]> {
  const declared = await discover(rig, 5000);
  return runCases(cases.filter(select), rig, { declared });
}

export function named(results: readonly Result[], ...verdicts: readonly Verdict[]): string[] {
  return results.filter(({ verdict }) => verdicts.includes(verdict)).map(({ name }) => name);
}

/** Fails with everything that was sent and seen in the red cases. */
export function assertGreen(results: readonly Result[]): void {
  const red = results.filter(({ verdict }) => verdict === 'fail' || verdict === 'broken off');
  const lines = red.flatMap(({ name, verdict, detail, exchanges }) => [
    `${name}: ${verdict}: ${detail}`,
    ...exchanges.map(({ by, sent, seen }) => `    ${by}: ${sent} → ${seen}`),
  ]);
  assert.equal(lines.join('\n'), '');
}
