/**
 * Runs the test files that the command line names, all in this process: TypeScript starts once, and
 * what the files import is loaded once. Each file is a suite of its own, so that its hooks hold for
 * its own tests alone. `timeout-ms=…` is the limit of a file and of each test in it.
 */
import { describe } from 'node:test';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const args = process.argv.slice(2);
const timeout = Number(/^timeout-ms=(\d+)$/.exec(args[0] ?? '')?.[1]);
if (!Number.isSafeInteger(timeout)) throw new Error('The first argument has to be timeout-ms=…');

for (const file of args.slice(1)) {
  void describe(file, { timeout }, async () => {
    await import(pathToFileURL(resolve(file)).href);
  });
}
