/** Logins a second and the CPU time of each, beside as many requests to a server that does nothing. */
import { startProcess, type Child } from '../processes/parent.js';
import { measureCpu, sayLoad, type Spent } from '../processes/cpu.js';
import type { Cast, Instances } from '../load/cast.js';
import { requireAll, type Outcome } from '../load/tally.js';
import type { BareRouter } from './bare/router.js';

export interface ThroughputOptions {
  readonly rounds: number;
  readonly loginsPerRound: number;
  readonly lanes: number;
}

/** One side of the comparison: it does the requests of so many logins. */
interface Contender {
  readonly spent: Spent<Outcome>[];
  readonly run: (logins: number) => Promise<Spent<Outcome>>;
}

export interface Throughput {
  readonly loginsPerSecond: readonly number[];
  readonly cpuMsPerLogin: readonly number[];
  /** Who was how busy. */
  readonly load: string;
}

/**
 * @param ours the instances of the backend, by name: all take turns with the yardsticks
 * @returns the figures of each contender, by name
 */
export async function compareThroughput(
  cast: Cast,
  ours: Readonly<Record<string, Instances>>,
  options: ThroughputOptions,
): Promise<ReadonlyMap<string, Throughput>> {
  const { rounds, loginsPerRound } = options;
  const contenders = new Map<string, Contender>();
  for (const [name, instances] of Object.entries(ours)) {
    contenders.set(name, loginsTo(cast, instances, options));
  }
  const settings = { platformUrl: cast.platform.started.url };
  const router = await cast.add(startProcess<BareRouter>(cast.files.bareRouter, settings));
  contenders.set(bareRouter, requestsTo(cast, router, '/empty', options));
  contenders.set(askingRouter, requestsTo(cast, router, '/asking', options));
  // Once before, so that compilation is not measured.
  for (const { run } of contenders.values()) await run(loginsPerRound * 4);
  for (let round = 0; round < rounds; round++) {
    // They take turns, so that whatever else the machine does hits all alike.
    for (const { run, spent } of contenders.values()) spent.push(await run(loginsPerRound));
  }
  return new Map(
    [...contenders].map(([name, { spent }]) => [name, summarize(spent, loginsPerRound)]),
  );
}

export const bareRouter = 'the bare router, 3 requests each';
export const askingRouter = 'the bare router that asks WeChat twice';

function loginsTo(
  { clients, platform }: Cast,
  { children, target }: Instances,
  { lanes }: ThroughputOptions,
): Contender {
  const processes = { 'back end': children, client: clients, WeChat: [platform] };
  return {
    spent: [],
    async run(logins) {
      const [client] = clients;
      if (!client) throw new Error('There must be a client.');
      await client.ask('aim', target);
      const spent = await measureCpu(processes, () =>
        client.ask('loginsInLanes', { count: logins, lanes }),
      );
      requireAll(spent.result, logins, 'logins');
      return spent;
    },
  };
}

function requestsTo(
  { clients, platform }: Cast,
  router: Child<BareRouter>,
  path: string,
  { lanes }: ThroughputOptions,
): Contender {
  const processes = { 'back end': [router], client: clients, WeChat: [platform] };
  return {
    spent: [],
    async run(logins) {
      const [client] = clients;
      if (!client) throw new Error('There must be a client.');
      const spent = await measureCpu(processes, () =>
        client.ask('bareRequests', { server: router.started, path, logins, lanes }),
      );
      requireAll(spent.result, logins, path);
      return spent;
    },
  };
}

function summarize(spent: readonly Spent<Outcome>[], logins: number): Throughput {
  return {
    loginsPerSecond: spent.map(({ result }) => (logins / result.elapsedMs) * 1000),
    cpuMsPerLogin: spent.map(({ cpuMs }) => (cpuMs['back end'] ?? NaN) / logins),
    load: sayLoad(spent),
  };
}
