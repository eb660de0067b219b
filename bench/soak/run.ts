/**
 * `npm run soak` lets instances and databases fail while visitors sign in, and says whoever was signed in twice,
 * wrongly, or not at all:
 *
 *     npm run soak                              # 500 runs
 *     npm run soak -- --runs 20 --lanes 2
 *     npm run soak -- --seed 123456             # the run with this seed once more
 *
 * The exit status is 1 if a run has failed, or could not be made.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { openLanes, type Lanes } from './lanes.js';
import { loadNow } from './patience.js';
import { drawPlan, faultNames, type FaultName, type Plan } from './plan.js';

const { values } = parseArgs({
  options: {
    /** Of the first run; each further one has the next. */
    seed: { type: 'string' },
    runs: { type: 'string' },
    lanes: { type: 'string', default: '4' },
    /** Instead of those that the seed draws, separated by commas. */
    faults: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const firstSeed = wholeNumber('seed', values.seed ?? String(Date.now() % 1_000_000_000));
const runs = wholeNumber('runs', values.runs ?? (values.seed === undefined ? '500' : '1'));
const lanes = wholeNumber('lanes', values.lanes);
const faults = values.faults?.split(',').map(readFault);

console.log(`${runs} runs from seed ${firstSeed}`);
const startedAtMs = performance.now();
const failedSeeds: number[] = [];
let signedIn = 0;
let next = 0;
const opened = await openLanes();
try {
  await Promise.all(Array.from({ length: Math.min(lanes, runs) }, () => runLane(opened)));
} finally {
  await opened.close();
}
const minutes = (performance.now() - startedAtMs) / 60_000;
console.log(
  `${runs - failedSeeds.length} of ${runs} runs passed in ${minutes.toFixed(1)} minutes; ` +
    `${signedIn} visitors were signed in. Failed: ${failedSeeds.join(', ') || 'none'}`,
);
if (failedSeeds.length > 0) process.exitCode = 1;

async function runLane(on: Lanes): Promise<void> {
  while (next < runs) {
    const seed = firstSeed + next++;
    const plan = drawPlan(seed, faults && { faults });
    const found = await runSeed(on, plan);
    if (found.length > 0) failedSeeds.push(seed);
    if (found.length > 0 || values.verbose) {
      const load = `load ${loadNow().toFixed(1)} on ${availableParallelism()} processors`;
      console.log(`seed ${seed} (${describe(plan)}, ${load}): ${found.join('; ') || 'passed'}`);
    }
  }
}

async function runSeed(on: Lanes, plan: Plan): Promise<readonly string[]> {
  try {
    const result = await on.run(plan);
    if (typeof result === 'string') return [`not made: ${result}`];
    signedIn += result.visited.filter(({ end }) => end === 'signed in').length;
    if (values.verbose) console.log(result.logged.join('\n'));
    return result.found;
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
  }
}

function describe({ database, redisClient, confirm, clocksMs, visitors, faults: planned }: Plan) {
  const names = planned.map(
    ({ name, instance, atMs, forMs }) => `${name} of ${instance} at ${atMs} for ${forMs} ms`,
  );
  const client = database === 'redis' ? ` by ${redisClient}` : '';
  return `${clocksMs.length} on ${database}${client}, confirm ${confirm}, ${visitors.length} visitors, ${names.join(' and ')}`;
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Error(`--${name} must be a whole number; it is "${text}".`);
}

function readFault(text: string): FaultName {
  const found = faultNames.find((name) => name === text);
  if (found) return found;
  throw new Error(`--faults must be some of ${faultNames.join(', ')}; one is "${text}".`);
}
