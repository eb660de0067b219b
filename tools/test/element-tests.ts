/** Runs the elements' test files in a real browser (see web-test-runner.config.js). */
import { numberIn, type Counts } from './counts.js';
import { runNode, type Finished } from './run-process.js';

export type Engine = 'chromium' | 'firefox' | 'webkit';

const timeoutMs = 1_800_000;

/** What the runner prints when a browser is gone, which says nothing about the tests. */
const browserEnded = 'Tests were interrupted because the browser disconnected';

/** Starts again, once, if the browser itself has ended; a failed test is never repeated. */
export async function elementTests(engine: Engine, files: readonly string[]): Promise<Counts> {
  const first = await runTests(engine, files);
  if (first.ok || !first.output.includes(browserEnded)) return countsOf(first);
  console.log(`${engine}: the browser ended by itself, and is started again`);
  return countsOf(await runTests(engine, files));
}

function runTests(engine: Engine, files: readonly string[]): Promise<Finished> {
  return runNode(['node_modules/@web/test-runner/dist/bin.js', '--files', ...files], timeoutMs, {
    ...process.env,
    ENGINE: engine,
  });
}

function countsOf({ output, ok }: Finished): Counts {
  const failed = numberIn(output, /COUNTS .*failed=(\d+)/);
  if (!ok) console.error(output);
  return {
    passed: numberIn(output, /COUNTS passed=(\d+)/),
    failed: ok ? failed : Math.max(failed, 1),
    skipped: numberIn(output, /COUNTS .*skipped=(\d+)/),
  };
}
