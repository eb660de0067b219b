/** Runs the elements' test files in a real browser (see web-test-runner.config.js). */
import { numberIn, type Counts } from './counts.js';
import { runNode } from './run-process.js';

export type Engine = 'chromium' | 'firefox' | 'webkit';

const timeoutMs = 1_800_000;

export async function elementTests(engine: Engine, files: readonly string[]): Promise<Counts> {
  const { output, ok } = await runNode(
    ['node_modules/@web/test-runner/dist/bin.js', '--files', ...files],
    timeoutMs,
    { ...process.env, ENGINE: engine },
  );
  const failed = numberIn(output, /COUNTS .*failed=(\d+)/);
  if (!ok) console.error(output);
  return {
    passed: numberIn(output, /COUNTS passed=(\d+)/),
    failed: ok ? failed : Math.max(failed, 1),
    skipped: numberIn(output, /COUNTS .*skipped=(\d+)/),
  };
}
