/** The backend in Python keeps every rule of the conformance kit: the protocol needs nothing of ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../src/conformance/case.js';
import { confirmModes, type ConfirmMode } from '../../src/conformance/fixture.js';
import { findPython, howToGetIt, startPython } from '../support/conformance/python.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

/** Everything in mode auto; in the others what differs there. In mode none, nothing is confirmed. */
const isPlayed: Readonly<Record<ConfirmMode, (each: Case) => boolean>> = {
  auto: () => true,
  tap: ({ modes }) => modes?.includes('auto') === false,
  digits: ({ modes }) => modes?.includes('auto') === false,
  none: ({ name }) => name === 'login' || name === 'link-by-password',
};
const least: Readonly<Record<ConfirmMode, number>> = { auto: 150, tap: 3, digits: 8, none: 2 };

async function assertConforms(python: string, confirm: ConfirmMode): Promise<void> {
  const { rig, close } = await startPython(python, { confirm });
  try {
    const results = await check(rig, isPlayed[confirm]);
    assertGreen(results);
    const passed = named(results, 'pass').length;
    assert.ok(passed >= least[confirm], `only ${passed} cases applied`);
  } finally {
    await close();
  }
}

const python = findPython();
if (python === undefined) {
  test('the backend in Python keeps every rule', { skip: howToGetIt });
} else {
  for (const mode of confirmModes) {
    test(`the backend in Python keeps every rule in mode ${mode}`, () =>
      assertConforms(python, mode));
  }
}
