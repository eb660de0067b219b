/**
 * `npm run load` signs visitors in at a given rate while others wait, and prints what happened:
 *
 *     npm run load -- --store redis --instances 2 --waiting 5000 --rate 200 --seconds 60
 *
 * With `--ports 3001,3002 --proxy 127.0.0.1:8080`, the instances listen on these ports, and visitors go to
 * a proxy of yours before them. `--kill-at 30` ends the last instance after 30 s, as `kill -9` does. Other
 * options are in options.ts. The exit status is 1 unless everybody was signed in, as themselves.
 */
import { measureCpu, sayLoad, type Spent } from '../processes/cpu.js';
import { startCast, together, type Cast, type Instances } from './cast.js';
import { pause } from './client/patience.js';
import type { Target } from './client/target.js';
import { readOptions, type LoadOptions } from './options.js';
import { percentile } from './percentiles.js';
import { startDatabase } from './servers/databases.js';
import { sumOutcomes, type Outcome } from './tally.js';

const options = readOptions(process.argv.slice(2));
const database = options.store === 'memory' ? undefined : await startDatabase(options.store);
if (typeof database === 'string') {
  console.error(database);
  process.exit(1);
}
const cast = await startCast({ clients: options.clients, connections: 64 });
try {
  const store = database?.store ?? ({ type: 'memory' } as const);
  const instances = await cast.start(options.ports, { store, limits: options.limits });
  const spent = await runLoad(cast, instances, options);
  const expected = loginsOfEachClient(options) * options.clients;
  if (options.isJson) console.log(JSON.stringify(spent));
  else console.log(describe(spent, expected, options));
  const { signedIn, failed } = spent.result;
  if (signedIn !== expected || Object.keys(failed).length > 0) process.exitCode = 1;
} finally {
  await cast.close();
  await database?.close();
}

function loginsOfEachClient({ rate, seconds, clients }: LoadOptions): number {
  return Math.ceil((rate * seconds) / clients);
}

async function runLoad(
  { clients, platform }: Cast,
  { children, target }: Instances,
  given: LoadOptions,
): Promise<Spent<Outcome>> {
  const { proxy, patience, waiting, rate, killAt } = given;
  const aimed: Target = {
    ...{ ...target, patienceMs: patience * 1000 },
    // Each instance keeps its sessions in memory.
    usesSessions: children.length === 1,
    ...(proxy && { servers: [proxy] }),
  };
  await Promise.all(clients.map((client) => client.ask('aim', aimed)));
  const each = Math.ceil(waiting / clients.length);
  const held = await together(clients, (client) => client.ask('hold', each));
  console.error(`${each * clients.length} visitors wait`);
  const victim = killAt === undefined ? undefined : children.at(-1);
  if (victim) void pause((killAt ?? 0) * 1000).then(() => victim.kill());
  const survivors = children.filter((child) => child !== victim);
  const processes = { 'back end': survivors, clients, WeChat: [platform] };
  const pace = { perSecond: rate / clients.length, count: loginsOfEachClient(given) };
  const spent = await measureCpu(processes, () =>
    together(clients, (client) => client.ask('loginsAtRate', pace)),
  );
  const { elapsedMs } = spent.result;
  return { ...spent, result: { ...sumOutcomes([held, spent.result]), elapsedMs } };
}

function describe(spent: Spent<Outcome>, expected: number, { rate }: LoadOptions): string {
  const { signedIn, failed, retried, latenciesMs, elapsedMs } = spent.result;
  const counts = (of: Outcome['failed']): string =>
    Object.entries(of)
      .map(([name, count]) => `\n  ${count} × ${name}`)
      .join('') || ' none';
  const times = Object.entries(latenciesMs).map(([what, ms]) => {
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => percentile(ms, share).toFixed(1));
    return `${what}: p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`;
  });
  return [
    `${signedIn} of ${expected} were signed in, each as the person who had scanned.`,
    `${((signedIn / elapsedMs) * 1000).toFixed(1)} logins a second; ${rate} were asked for.`,
    ...times,
    `failed:${counts(failed)}`,
    `tried again:${counts(retried)}`,
    `Busy: ${sayLoad([spent])}.`,
  ].join('\n');
}
