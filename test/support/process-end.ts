/**
 * Closes what all test files of a process share, once the last test has run. tools/test/in-process.ts
 * imports this module before the files, so that its hook belongs to no file.
 */
import { after } from 'node:test';

const cleanUps: (() => Promise<void>)[] = [];

export function atProcessEnd(cleanUp: () => Promise<void>): void {
  cleanUps.push(cleanUp);
}

after(async () => {
  for (const cleanUp of cleanUps) await cleanUp();
});
