/** A backend that is broken on purpose: a small change to the reference, and the case that catches it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadPatched, type Patch } from './patched-server.js';
import { startReference, type ReferenceOptions } from './reference.js';
import { check } from './verdicts.js';

export interface BrokenBackend {
  /** What it does wrong, in a few words. */
  readonly what: string;
  /** The name of the case that is meant for it. */
  readonly caughtBy: string;
  /** What is changed in the source of the reference. */
  readonly patches?: readonly Patch[];
  /** Or what is changed around it: see `change` and `wrap`. */
  readonly reference?: ReferenceOptions;
}

/** Shows that the backend is not broken as a whole: somebody can still sign in. */
const control = 'login';

export function testBroken({ what, caughtBy, patches = [], reference }: BrokenBackend): void {
  test(`${caughtBy} catches a backend: ${what}`, async () => {
    const { createWechatMpLogin: createLogin } = await loadPatched(patches);
    const { rig, close } = await startReference({ createLogin, ...reference, inProcess: true });
    try {
      const results = await check(rig, ({ name }) => name === caughtBy || name === control);
      const verdicts = Object.fromEntries(results.map(({ name, verdict }) => [name, verdict]));
      const details = results.map(({ name, detail }) => `${name}: ${detail}`).join('\n');
      assert.deepEqual(verdicts, { [caughtBy]: 'fail', [control]: 'pass' }, details);
    } finally {
      await close();
    }
  });
}
