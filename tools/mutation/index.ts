/**
 * `npm run mutate`: changes one piece of code at a time and counts how many of the changes the tests
 * notice. `npm run mutate -- crypt xml` does these two; targets.ts has all. The changes are those of
 * Stryker (https://stryker-mutator.io); its own runners start a process for each, which takes hours.
 * It prints the changes that no test noticed: docs/mutation.md explains them. It fails under 90 %. It
 * takes minutes, so CI leaves it out.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { instrument, type Mutant } from './instrument.js';
import { leastScore, targets, type Target } from './targets.js';

/** A change that makes the tests run for ever is noticed, too. */
const silenceMs = 60_000;

const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in targets));
if (unknown !== undefined) {
  throw new Error(`"${unknown}" is none of ${Object.keys(targets).join(', ')}.`);
}
for (const [name, target] of Object.entries(targets)) {
  if (names.length === 0 || names.includes(name)) await mutate(name, target);
}

async function mutate(name: string, target: Target): Promise<void> {
  // Inside the repository, so that the bundle finds the packages that it imports.
  mkdirSync('coverage', { recursive: true });
  const folder = mkdtempSync(join('coverage', 'mutation-'));
  try {
    const bundle = join(folder, 'tests.mjs');
    const mutants = await instrument(target, bundle);
    const noticed = await run(bundle, ['none', ...mutants.map(({ id }) => id)]);
    if (noticed.has('none')) throw new Error(`${name}: the tests fail: ${noticed.get('none')}.`);
    report(name, mutants, noticed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Resolves with the changes that were noticed, and what noticed them. */
async function run(bundle: string, ids: readonly string[]): Promise<Map<string, string>> {
  const noticed = new Map<string, string>();
  for (let left = [...ids]; left.length > 0;) {
    const lines = await runSome(bundle, left);
    for (const line of lines) {
      const [, id = '', by] = /^(\S+) (?:survived|killed by (.*))$/.exec(line) ?? [];
      if (by !== undefined) noticed.set(id, by);
    }
    left = left.slice(lines.length);
    const [stuck] = left;
    if (stuck === undefined) break;
    noticed.set(stuck, 'no end of the tests');
    left = left.slice(1);
  }
  return noticed;
}

/** Runs until all are done, or one takes too long. Resolves with the lines of those that are done. */
function runSome(bundle: string, ids: readonly string[]): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const args = ['--import', 'tsx', 'tools/mutation/run-mutants.ts', bundle, ...ids];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const kill = (): boolean => child.kill('SIGKILL');
    let timer = setTimeout(kill, silenceMs);
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      clearTimeout(timer);
      timer = setTimeout(kill, silenceMs);
    });
    child.once('error', reject);
    child.once('close', () => {
      clearTimeout(timer);
      resolve(output.split('\n').slice(0, -1));
    });
  });
}

function report(
  name: string,
  mutants: readonly Mutant[],
  noticed: ReadonlyMap<string, string>,
): void {
  // What cannot even be loaded says nothing about the tests.
  const valid = mutants.filter(({ id }) => noticed.get(id) !== 'the import of the tests');
  const missed = valid.filter(({ id }) => !noticed.has(id));
  const score = (100 * (valid.length - missed.length)) / valid.length;
  const counts = `${valid.length - missed.length} of ${valid.length} changes noticed`;
  console.log(`${name}: ${counts}, ${score.toFixed(1)} %`);
  for (const mutant of missed) {
    const place = `${relative('', mutant.fileName)}:${mutant.location.start.line + 1}`;
    console.log(`  ${place} ${originalOf(mutant)} → ${oneLine(mutant.replacement)}`);
  }
  if (score < leastScore) process.exitCode = 1;
}

function originalOf({ fileName, location: { start, end } }: Mutant): string {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line, end.line + 1);
  const last = lines.pop()?.slice(0, end.column) ?? '';
  return oneLine([...lines, last].join(' ').slice(start.column));
}

function oneLine(code: string): string {
  return code.replace(/\s+/g, ' ').slice(0, 100);
}
