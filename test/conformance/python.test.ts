/** The backend in Python keeps every rule of the conformance kit: the protocol needs nothing of ours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmModes, type ConfirmMode } from '../../src/conformance/fixture.js';
import { findPython, howToGetIt, startPython } from '../support/conformance/python.js';
import { assertGreen, check, named } from '../support/conformance/verdicts.js';

async function assertConforms(python: string, confirm: ConfirmMode): Promise<void> {
  const { rig, close } = await startPython(python, { confirm });
  try {
    // Level core does not differ by mode, except for none, where nothing asks.
    const results = await check(rig, ({ level }) => confirm === 'auto' || level === 'confirm');
    assertGreen(results);
    const least = { auto: 120, tap: 40, digits: 40, none: 10 };
    assert.ok(named(results, 'pass').length >= least[confirm], 'most cases apply');
  } finally {
    await close();
  }
}

const python = findPython();
if (python === undefined) {
  test('the backend in Python keeps every rule', { skip: howToGetIt });
} else {
  test('the backend in Python keeps every rule', { concurrency: true }, async (t) => {
    await Promise.all(
      confirmModes.map((mode) => t.test(`in mode ${mode}`, () => assertConforms(python, mode))),
    );
  });
}
