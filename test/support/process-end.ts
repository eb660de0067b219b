/**
 * Closes what all test files of a process share, once the last test has run. tools/test/in-process.ts
 * imports this module before the files, so that its hook belongs to no file.
 */
import { after } from 'node:test';

const cleanUps: (() => Promise<void>)[] = [];

export function atProcessEnd(cleanUp: () => Promise<void>): void {
  cleanUps.push(cleanUp);
}

/**
 * How long what is left may take to end by itself. It is a bound, not a wait: a process ends before. A test
 * of this file sets another one.
 */
const leftoverMs = Number(process.env['TEST_LEFTOVER_MS'] ?? 30_000);
const reportMs = 1_000;

after(async () => {
  const errors: unknown[] = [];
  for (const cleanUp of cleanUps) {
    try {
      await cleanUp();
    } catch (error) {
      // The others still have something to close.
      errors.push(error);
    }
  }
  // A server that a failed hook has left would keep the process alive until it is killed.
  setTimeout(() => {
    const left = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`A test has left these running: ${left}\n`);
    process.exitCode = 1;
    // Node reports its counts when nothing is left to run.
    process.emit('beforeExit', 1);
    setTimeout(() => process.exit(), reportMs);
  }, leftoverMs).unref();
  if (errors.length > 0) throw errors[0];
});
