/**
 * Runs the tests of a bundle once for each change, in this process, and prints a line for each:
 * `id killed` or `id survived`. `none` stands for the code as it is.
 */
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';

interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

/** What the code that Stryker has changed reads. */
interface Switch {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
}

declare global {
  var collectedTests: CollectedTest[];
  var __stryker__: Switch;
}

const [bundle = '', ...ids] = process.argv.slice(2);

/** The same values for every change; to find the smallest one that fails would take time. */
fc.configureGlobal({ seed: 20_261_123, endOnFailure: true });

for (const id of ids) {
  const failure = await firstFailure(id);
  console.log(`${id} ${failure === undefined ? 'survived' : `killed by ${failure}`}`);
}
// A change may have left a timer behind.
process.exit();

async function firstFailure(id: string): Promise<string | undefined> {
  globalThis.__stryker__ =
    id === 'none' ? {} : { activeMutant: id, hitCount: 0, hitLimit: 1_000_000 };
  globalThis.collectedTests = [];
  let name = 'the import of the tests';
  try {
    // Loaded again for each, because some code runs only then.
    await import(`${pathToFileURL(bundle).href}?mutant=${id}`);
    for (const test of globalThis.collectedTests) {
      ({ name } = test);
      await test.run();
    }
  } catch {
    return name;
  }
  return globalThis.collectedTests.length === 0 ? 'the absence of tests' : undefined;
}
