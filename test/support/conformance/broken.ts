/** A backend that is broken on purpose: a small change to the reference, and the cases that catch it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Level } from '../../../src/conformance/case.js';
import { startReference, type ReferenceOptions } from './reference.js';
import { check, named } from './verdicts.js';

export interface BrokenBackend {
  /** What it does wrong, in a few words. */
  readonly what: string;
  /** The names of the cases that have to fail; no other case may fail or break off. */
  readonly caughtBy: readonly string[];
  /** The levels whose cases are played. Default: all. */
  readonly levels?: readonly Level[];
  /** What is changed: see `change` and `wrap`. */
  readonly reference: ReferenceOptions;
}

/** Plays every case that does not have to wait for real seconds, except for those that are meant to fail. */
export function testBroken({ what, caughtBy, levels, reference }: BrokenBackend): void {
  test(`a backend is caught: ${what}`, async () => {
    const { rig, close } = await startReference({ ...reference, inProcess: true });
    try {
      const results = await check(rig, ({ name, level, slow }) => {
        if (caughtBy.includes(name)) return true;
        return slow !== true && (levels?.includes(level) ?? true);
      });
      const red = {
        fail: named(results, 'fail').sort(),
        'broken off': named(results, 'broken off'),
      };
      assert.deepEqual(red, { fail: [...caughtBy].sort(), 'broken off': [] });
    } finally {
      await close();
    }
  });
}
