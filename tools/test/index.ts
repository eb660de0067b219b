/**
 * `npm test` runs every suite that needs only `npm ci`. `npm test -- all` also runs those that need an
 * installed browser, `npm test -- e2e node` runs two suites, `npm test -- test/server/node.test.ts` one
 * file of any kind, and `npm test -- test/server` a folder. Prints the failures, one line for each
 * suite, and one line of counts. Builds the package first if it was never built.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { line, sum, type Counts } from './counts.js';
import { suiteNames, suites, testFiles, type SuiteName } from './suites.js';

interface Run {
  readonly name: SuiteName;
  readonly files: readonly string[];
}

/** @throws Error if an argument is neither a suite, a test file nor a folder of test files */
function runsFor(args: readonly string[]): Run[] {
  const all = testFiles();
  const inSuite = (name: SuiteName): Run => ({ name, files: all.filter(suites[name].owns) });
  if (args.length === 0) {
    return suiteNames.filter((name) => suites[name].isSelfContained).map(inSuite);
  }
  const wanted = new Map<SuiteName, Set<string>>();
  const add = (name: SuiteName, files: readonly string[]): void => {
    if (files.length > 0) wanted.set(name, new Set([...(wanted.get(name) ?? []), ...files]));
  };
  for (const arg of args) {
    const named = arg === 'all' ? suiteNames : suiteNames.filter((name) => name === arg);
    for (const name of named) add(name, all.filter(suites[name].owns));
    if (named.length > 0) continue;
    const path = arg.replace(/^\.\//, '').replace(/\/$/, '');
    const files = all.filter((file) => file === path || file.startsWith(`${path}/`));
    if (files.length === 0) throw new Error(unknownArgument(arg));
    for (const file of files) {
      // A file may belong to several suites: the first one runs it.
      const owner = suiteNames.find((name) => suites[name].owns(file));
      if (owner) add(owner, [file]);
    }
  }
  return [...wanted].map(([name, files]) => ({ name, files: [...files] }));
}

function unknownArgument(arg: string): string {
  const names = suiteNames.map((name) => `  ${name}: ${suites[name].what}`).join('\n');
  return `"${arg}" is not a suite, a test file or a folder of test files. The suites are\n${names}`;
}

/** CI has two cores. Suites share them; one alone may have both. */
const maxCores = 2;

/**
 * Tests of the command, of programs and of front ends start what users get. An existing build stays as it is.
 * @throws Error with the output of a build that failed
 */
function buildOnce(): void {
  if (existsSync('dist/cli/command.js')) return;
  const run = spawnSync('npm run build', { shell: true, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`npm run build failed:\n${run.stdout}${run.stderr}`);
}

async function runSuites(runs: readonly Run[]): Promise<Counts> {
  buildOnce();
  const waiting = [...runs];
  const lanes = Math.min(maxCores, runs.length);
  const done: Counts[] = [];
  const work = async (): Promise<void> => {
    for (let run = waiting.shift(); run; run = waiting.shift()) {
      done.push(await runSuite(run, maxCores / lanes));
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
  return sum(done);
}

async function runSuite({ name, files }: Run, cores: number): Promise<Counts> {
  const startedAtMs = Date.now();
  const counts = await suites[name].run(files, cores);
  // A suite that ran no tests has a broken runner: that is a failure.
  const isEmpty = counts.passed + counts.failed === 0;
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  console.log(`${name}: ${isEmpty ? 'no test ran' : line(counts)} (${seconds} s)`);
  return isEmpty ? { ...counts, failed: 1 } : counts;
}

try {
  const total = await runSuites(runsFor(process.argv.slice(2)));
  console.log(line(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
