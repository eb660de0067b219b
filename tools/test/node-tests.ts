/** Runs test files in Node, one process for each group of files. */
import { numberIn, sum, type Counts } from './counts.js';
import { runNode } from './run-process.js';

/** For each test file, and for each test in it. */
const fileTimeoutMs = 600_000;
const processTimeoutMs = 1_800_000;

/**
 * Runs each group of files in a process of its own.
 * @param processes how many run at once
 */
export async function nodeTests(
  groups: readonly (readonly string[])[],
  processes = 1,
  envOf: (files: readonly string[]) => NodeJS.ProcessEnv = () => process.env,
): Promise<Counts> {
  const waiting = groups.filter((files) => files.length > 0);
  const done: Counts[] = [];
  const work = async (): Promise<void> => {
    for (let files = waiting.shift(); files; files = waiting.shift()) {
      done.push(await runGroup(files, envOf(files)));
    }
  };
  const workers = Array.from({ length: processes }, work);
  await Promise.all(workers);
  return sum(done);
}

async function runGroup(files: readonly string[], env: NodeJS.ProcessEnv): Promise<Counts> {
  const { output, ok } = await runNode(
    [
      ...['--import', 'tsx', '--test-reporter=tap'],
      // Outside CI, each run tries other values. Add a test case for a value that fails.
      ...(process.env['CI'] ? ['--import', './tools/test/fixed-seed.ts'] : []),
      'tools/test/in-process.ts',
      `timeout-ms=${fileTimeoutMs}`,
      ...files,
    ],
    processTimeoutMs,
    env,
  );
  const failed = numberIn(output, /^# fail (\d+)$/m) + numberIn(output, /^# cancelled (\d+)$/m);
  const isWhole = /^# pass \d+$/m.test(output);
  if (!ok || failed > 0 || !isWhole) console.error(failures(output));
  return {
    passed: numberIn(output, /^# pass (\d+)$/m),
    failed: ok && isWhole ? failed : Math.max(failed, 1),
    skipped: numberIn(output, /^# skipped (\d+)$/m) + numberIn(output, /^# todo (\d+)$/m),
  };
}

/** Returns the failed tests of a TAP report with their output, without the passed tests. */
export function failures(output: string): string {
  const kept: string[] = [];
  let isInFailure = false;
  for (const text of output.split('\n')) {
    if (/^\s*(not )?ok \d+/.test(text)) isInFailure = /^\s*not ok/.test(text);
    // A line that is neither a result nor the heading of a subtest comes from the process itself.
    const isReport = /^\s*(#|ok |not ok |---|\.\.\.|TAP|1\.\.| {2})/.test(text);
    if (isInFailure || !isReport) kept.push(text);
  }
  return kept.join('\n');
}
