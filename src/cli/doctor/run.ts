/** Makes the checks, one after another. */
import type { Check, Finding, Patient, Result } from './check.js';

/** @param on is told when a check begins, and what it has found */
export async function runChecks(
  checks: readonly Check[],
  patient: Patient,
  on: { readonly start: (check: Check) => void; readonly result: (result: Result) => void },
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const check of checks) {
    on.start(check);
    const result = {
      name: check.name,
      ...(obstacle(check, results) ?? (await check.run(patient))),
    };
    results.push(result);
    on.result(result);
  }
  return results;
}

/** Why the check is not made, if it is not. */
function obstacle(check: Check, results: readonly Result[]): Finding | undefined {
  const { needs, unlessWrong = [], settings = [] } = check;
  const malformed = results.flatMap(({ faults = [] }) => faults.map(({ setting }) => setting));
  if (settings.some((each) => malformed.includes(each))) {
    return { status: 'not_checked', text: 'needs', because: 'settings' };
  }
  const before = results.filter(({ name }) => needs.includes(name) || unlessWrong.includes(name));
  const red = before.find(({ status }) => status === 'wrong');
  if (red) return { status: 'not_checked', text: 'needs', because: red.name };
  const left = before.find(({ name, status }) => needs.includes(name) && status === 'not_checked');
  if (!left) return undefined;
  // The reason is that of the check before.
  const { name: _, ...reason } = left;
  return reason;
}
