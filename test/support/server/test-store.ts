/** Runs the published contract of stores, each case as a test of its own. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  checkStore,
  storeCases,
  type StoreReport,
  type StoreUnderTest,
} from '../../../src/conformance/store/index.js';

/** Hooks of one file run at once, and many stores at once would be too slow for the cases that time them. */
let queue: Promise<unknown> = Promise.resolve();

/** @param notApplicable the names of the cases that do not apply to this store */
export function testStore(
  name: string,
  open: () => Promise<StoreUnderTest> | StoreUnderTest,
  notApplicable: readonly string[] = [],
): void {
  let report: StoreReport;
  before(async () => {
    // Many cases wait for seconds of a real clock, so they run beside each other.
    // No case fails because this machine is busy.
    const patient = async (): Promise<StoreUnderTest> => ({ slackMs: 30_000, ...(await open()) });
    const checked = queue.then(() => checkStore(patient, { timeoutMs: 300_000 }));
    queue = checked.catch(() => undefined);
    report = await checked;
  });

  for (const { name: caseName, rule } of storeCases) {
    test(`${name}, ${caseName}: ${rule}`, () => {
      const result = report.results.find((each) => each.name === caseName);
      const expected = notApplicable.includes(caseName) ? 'not applicable' : 'pass';
      assert.equal(result?.verdict, expected, result?.detail);
    });
  }
}
