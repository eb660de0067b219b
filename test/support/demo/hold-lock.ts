/** Locks the folder in its argument until it is killed. Prints "locked", or why it could not. */
import { lockFolder } from '../../../demo/data/lock.js';

try {
  await lockFolder(process.argv[2] ?? '');
  console.log('locked');
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
}
