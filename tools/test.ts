/**
 * `npm test`: every test that needs nothing but `npm ci`, in five lots: node (everything without a
 * page), elements (in a real Chromium), pictures (how every card looks), e2e (the demo, by clicking)
 * and stories (the built Storybook). Two lots more need a browser of the system's: firefox and webkit,
 * the elements there. Says little while all is well, and ends with one line of counts. `npm test --
 * node` runs one lot, `npm test -- all` those two as well.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const node = process.execPath;

function testFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

function run(args: readonly string[], env = process.env): Promise<{ output: string; ok: boolean }> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ output, ok: code === 0 }));
  });
}

function count(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1] ?? 0);
}

async function nodeTests(files: readonly string[], ...more: string[]): Promise<Counts> {
  const { output, ok } = await run([
    ...['--import', 'tsx', '--test', '--test-reporter=tap'],
    // Elsewhere each run tries other values: what one of them finds becomes a case of its own.
    ...(process.env['CI'] ? ['--import', './tools/fixed-seed.ts'] : []),
    ...more,
    ...files,
  ]);
  const passed = count(output, /^# pass (\d+)$/m);
  const failed = count(output, /^# (?:fail) (\d+)$/m) + count(output, /^# cancelled (\d+)$/m);
  if (!ok) console.error(failures(output));
  return {
    passed,
    failed: ok ? failed : Math.max(failed, 1),
    skipped: count(output, /^# skipped (\d+)$/m) + count(output, /^# todo (\d+)$/m),
  };
}

/** The failed tests of a TAP report with what they say, without the passed ones between. */
function failures(output: string): string {
  const lines = output.split('\n');
  const kept: string[] = [];
  let inFailure = false;
  for (const line of lines) {
    if (/^\s*(not )?ok \d+/.test(line)) inFailure = /^\s*not ok/.test(line);
    if (inFailure || line.startsWith('#')) kept.push(line);
  }
  return kept.join('\n');
}

/** @param files all of them unless named */
async function elementTests(
  engine: 'chromium' | 'firefox' | 'webkit',
  files: readonly string[] = [],
): Promise<Counts> {
  const { output, ok } = await run(
    [
      'node_modules/@web/test-runner/dist/bin.js',
      ...(files.length > 0 ? ['--files', ...files] : []),
    ],
    { ...process.env, ENGINE: engine },
  );
  const passed = count(output, /COUNTS passed=(\d+)/);
  const failed = count(output, /COUNTS .*failed=(\d+)/);
  if (!ok) console.error(output);
  return {
    passed,
    failed: ok ? failed : Math.max(failed, 1),
    skipped: count(output, /COUNTS .*skipped=(\d+)/),
  };
}

function sum(counts: readonly Counts[]): Counts {
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of counts) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}

const lots: Readonly<Record<string, () => Promise<Counts>>> = {
  node: () =>
    nodeTests(
      testFiles('test').filter((file) => !/^test\/(elements|pictures|e2e|stories)\//.test(file)),
      '--test-timeout=180000',
    ),
  elements: () => elementTests('chromium'),
  async firefox() {
    // The button's tests are about the focus, of which Firefox tells nothing once its window has had
    // more than a dozen pages: they have a window of their own.
    const isFocus = (file: string): boolean => file.includes('login-button');
    const files = testFiles('test/elements');
    return sum([
      await elementTests(
        'firefox',
        files.filter((file) => !isFocus(file)),
      ),
      await elementTests('firefox', files.filter(isFocus)),
      await nodeTests(testFiles('test/e2e/firefox'), '--test-timeout=300000'),
    ]);
  },
  webkit: () => elementTests('webkit'),
  pictures: () =>
    nodeTests(testFiles('test/pictures'), '--test-timeout=600000', '--test-concurrency=1'),
  e2e: () =>
    nodeTests(
      testFiles('test/e2e').filter((file) => !file.includes('/firefox/')),
      '--test-timeout=180000',
      '--test-concurrency=1',
    ),
  // Builds Storybook first where it is missing, or older than what it is made of.
  stories: () => nodeTests(testFiles('test/stories'), '--test-timeout=420000'),
};

/** Lots that need more than `npm ci`. */
const more = ['firefox', 'webkit'];

const names = Object.keys(lots);
const asked = process.argv.slice(2).flatMap((name) => (name === 'all' ? names : name));
const unknown = asked.find((name) => !Object.hasOwn(lots, name));
if (unknown !== undefined) {
  console.error(`There is no lot "${unknown}": ${names.join(', ')}, all.`);
  process.exit(1);
}
const wanted = asked.length > 0 ? asked : names.filter((each) => !more.includes(each));

async function runLots(these: readonly string[]): Promise<Counts> {
  const all: Counts[] = [];
  for (const name of these) {
    const counts = await lots[name]?.();
    if (!counts) continue;
    // A lot in which nothing ran is a broken runner, not a success.
    if (counts.passed + counts.failed === 0) {
      console.error(`${name}: no test ran`);
      counts.failed = 1;
    }
    all.push(counts);
  }
  return sum(all);
}

const total = await runLots(wanted);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
