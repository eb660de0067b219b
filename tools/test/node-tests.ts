/** Test files that run in Node, a group of them in each process. */
import { numberIn, sum, type Counts } from './counts.js';
import { runNode } from './run-process.js';

/** As many processes at once as the tests need cores of their own for. */
const maxProcesses = 2;
/** Of one test file, and of each test in it. */
const fileTimeoutMs = 600_000;
const processTimeoutMs = 1_800_000;

/** Runs each group of files in a process of its own, two at a time where `inParallel`. */
export async function nodeTests(
  groups: readonly (readonly string[])[],
  inParallel: boolean,
): Promise<Counts> {
  const waiting = groups.filter((files) => files.length > 0);
  const done: Counts[] = [];
  const work = async (): Promise<void> => {
    for (let files = waiting.shift(); files; files = waiting.shift()) {
      done.push(await runGroup(files));
    }
  };
  const workers = Array.from({ length: inParallel ? maxProcesses : 1 }, work);
  await Promise.all(workers);
  return sum(done);
}

async function runGroup(files: readonly string[]): Promise<Counts> {
  const { output, ok } = await runNode(
    [
      ...['--import', 'tsx', '--test-reporter=tap'],
      // Elsewhere each run tries other values: what one of them finds becomes a case of its own.
      ...(process.env['CI'] ? ['--import', './tools/test/fixed-seed.ts'] : []),
      'tools/test/in-process.ts',
      `timeout-ms=${fileTimeoutMs}`,
      ...files,
    ],
    processTimeoutMs,
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

/** The failed tests of a TAP report, with what they print, without the passed ones between. */
function failures(output: string): string {
  const kept: string[] = [];
  let isInFailure = false;
  for (const text of output.split('\n')) {
    if (/^\s*(not )?ok \d+/.test(text)) isInFailure = /^\s*not ok/.test(text);
    // What is neither a result nor a subtest's heading comes from the process itself.
    const isReport = /^\s*(#|ok |not ok |---|\.\.\.|TAP|1\.\.| {2})/.test(text);
    if (isInFailure || !isReport) kept.push(text);
  }
  return kept.join('\n');
}
