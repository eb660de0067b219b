/**
 * Runs the test files given as arguments in this process. TypeScript starts only once, and shared
 * imports are loaded only once. Each file is a suite of its own, so that its hooks apply only to its
 * own tests. `timeout-ms=…` is the time limit of each file and of each test in it.
 */
import { describe } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
// Before the files: a hook that is registered now belongs to none of them.
import '../../test/support/process-end.js';

const args = process.argv.slice(2);
const timeout = Number(/^timeout-ms=(\d+)$/.exec(args[0] ?? '')?.[1]);
if (!Number.isSafeInteger(timeout)) throw new Error('The first argument must be timeout-ms=….');

/**
 * Files load one after another. If several waited for one module with a top-level await, Node would run all
 * of them in the context of the first: their tests would count as its own, or start after the run has ended.
 */
const turns: (() => void)[] = [];

for (const file of args.slice(1)) {
  void describe(file, { timeout }, async () => {
    // Made here, because Node gives the tests to the suite in which the awaited promise was made.
    const turn = new Promise<void>((begin) => turns.push(begin));
    await turn;
    try {
      await import(pathToFileURL(resolve(file)).href);
    } finally {
      turns.shift()?.();
    }
  });
}
turns.shift()?.();
