/** Locks the folder in its argument until it is killed. Prints "locked", or why it could not. */
import { lockFolder } from '../../../demo/data/lock.js';

try {
  await lockFolder(process.argv[2] ?? '');
  process.stdout.write('locked\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
