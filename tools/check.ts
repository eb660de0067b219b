/**
 * `npm run check`: checks what a change breaks most often, in well under a minute on two
 * cores. `npm test -- all` and `.ci/run` run the rest.
 */
import { spawn } from 'node:child_process';
import { failures } from './test/node-tests.js';
import { testFiles } from './test/suites.js';

/** Tests without a browser, database, build or network, in one process. One checks the import table. */
const fastTests = testFiles().filter((file) =>
  [
    'test/repository/imports',
    'test/protocol/',
    'test/wechat/push/',
    'test/server/attempts/',
    'test/client/http/',
  ].some((path) => file.startsWith(path)),
);

type Step = readonly [name: string, ...command: string[]];

/** What a run leaves for the next: files that did not change are not looked at again. CI keeps none. */
const cache = 'node_modules/.cache/check';

const npmRun = (script: string, ...args: string[]): [string, ...string[]] => [
  'npm',
  ...['run', '--silent', script, '--', ...args],
];

const lanes: readonly (readonly Step[])[] = [
  [
    ['lint', ...npmRun('lint')],
    ['types', ...npmRun('types', '--incremental', '--tsBuildInfoFile', `${cache}/types.json`)],
  ],
  [
    ['format', ...npmRun('format:check', '--cache', '--cache-location', `${cache}/prettier`)],
    [
      'fast tests',
      ...['node', '--import', 'tsx', 'tools/test/in-process.ts', 'timeout-ms=60000'],
      ...fastTests,
    ],
  ],
];

/** Prints one line if the step passes, and its output if it fails. */
function run([name, program = '', ...args]: Step): Promise<boolean> {
  const startedAtMs = Date.now();
  return new Promise((resolve, reject) => {
    // Needs a shell: on Windows, npm is a batch file.
    const child = spawn(program, args, { shell: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = Math.round((Date.now() - startedAtMs) / 1000);
      const printed = output.startsWith('TAP version') ? failures(output) : output;
      console.log(`${name}: ${code === 0 ? 'passed' : `failed\n${printed}`} (${seconds} s)`);
      resolve(code === 0);
    });
  });
}

async function runLane(steps: readonly Step[]): Promise<boolean> {
  let ok = true;
  for (const step of steps) ok = (await run(step)) && ok;
  return ok;
}

const results = await Promise.all(lanes.map(runLane));
process.exitCode = results.every(Boolean) ? 0 : 1;
