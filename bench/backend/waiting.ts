/**
 * What waiting visitors cost, and what they do to logins among them: memory of an open stream, time from
 * the push to the page, CPU time of a login; with few and with many waiting.
 */
import { together, type Cast, type Instances } from '../load/cast.js';
import { pause } from '../load/client/patience.js';
import { requireAll, sumOutcomes, type Outcome } from '../load/tally.js';
import type { MemoryInBytes } from '../processes/child.js';
import { measureCpu } from '../processes/cpu.js';
import { startProcess, type Child } from '../processes/parent.js';
import type { BareStreams } from './bare/streams.js';

export interface WaitingOptions {
  /** How many wait, from few to many. */
  readonly levels: readonly number[];
  readonly rounds: number;
  /** Pushes a second by all clients together, while their time to the page is measured. */
  readonly pushesPerSecond: number;
  readonly pushesPerRound: number;
  readonly loginsPerRound: number;
  readonly lanes: number;
  readonly tell: (progress: string) => void;
}

/** What was measured while so many waited. */
export interface Level {
  readonly waiting: number;
  /** Of each stream that was opened since the level before, in bytes. */
  readonly memory: { readonly ours: MemoryInBytes; readonly bare: MemoryInBytes };
  readonly pushes: Pushes;
  readonly cpuMsPerLogin: readonly number[];
  /** Of the backend while nothing happens, in percent of a core. */
  readonly idlePercent: number;
}

export interface Pushes {
  readonly toPageMs: Readonly<Record<Writer, readonly number[]>>;
  /** Logins that did not end as they should, because the machine is too busy for the rate for example. */
  readonly failed: Readonly<Record<string, number>>;
}

/** `asking`: the bare server that asks WeChat first, as the backend does. */
export type Writer = 'ours' | 'bare' | 'asking';

interface Context {
  readonly clients: Cast['clients'];
  readonly ours: Instances;
  readonly bare: Child<BareStreams>;
  readonly options: WaitingOptions;
}

const idleMs = 3000;

export async function measureWaiting(
  { clients, platform, files, add }: Cast,
  ours: Instances,
  options: WaitingOptions,
): Promise<readonly Level[]> {
  const settings = { platformUrl: platform.started.url };
  const bare = await add(startProcess<BareStreams>(files.bareStreams, settings));
  await Promise.all(clients.map((client) => client.ask('aim', ours.target)));
  const context: Context = { clients, ours, bare, options };
  // Once before, so that compilation is not measured, neither as time nor as memory.
  let open = clients.length;
  await hold(context, open);
  for (let round = 0; round < 3; round++) await measureLogins(context);
  await measurePushes(context);
  const levels: Level[] = [];
  for (const waiting of options.levels) {
    options.tell(`${waiting} waiting visitors`);
    const before = await memoryOf(context);
    await hold(context, waiting);
    const after = await memoryOf(context);
    const idlePercent = await measureIdle(context);
    const pushes = await measurePushes(context);
    const cpuMsPerLogin: number[] = [];
    for (let round = 0; round < options.rounds; round++) {
      cpuMsPerLogin.push(await measureLogins(context));
    }
    const each = (of: 'ours' | 'bare'): MemoryInBytes => ({
      rss: (after[of].rss - before[of].rss) / (waiting - open),
      heap: (after[of].heap - before[of].heap) / (waiting - open),
    });
    const memory = { ours: each('ours'), bare: each('bare') };
    levels.push({ waiting, memory, pushes, cpuMsPerLogin, idlePercent });
    open = waiting;
  }
  return levels;
}

/** Opens streams until so many are open, at our backend and at the bare server. */
async function hold({ clients, bare }: Context, waiting: number): Promise<void> {
  const each = Math.ceil(waiting / clients.length);
  const outcome = await together(clients, async (client) =>
    sumOutcomes([
      await client.ask('hold', each),
      await client.ask('holdBare', { server: bare.started, waiting: each }),
    ]),
  );
  requireAll(outcome, 0, `${waiting} waiting`);
}

async function memoryOf({ ours, bare }: Context) {
  const each = await Promise.all(ours.children.map((child) => child.ask('memory')));
  const sum = (pick: (of: MemoryInBytes) => number): number =>
    each.reduce((total, of) => total + pick(of), 0);
  return {
    ours: { rss: sum(({ rss }) => rss), heap: sum(({ heap }) => heap) },
    bare: await bare.ask('memory'),
  };
}

async function measureIdle({ ours }: Context): Promise<number> {
  const { cpuMs, elapsedMs } = await measureCpu({ ours: ours.children }, () => pause(idleMs));
  return (100 * (cpuMs['ours'] ?? NaN)) / elapsedMs;
}

/** The three take turns, so that whatever else the machine does hits all alike. */
async function measurePushes({ clients, bare, options }: Context): Promise<Pushes> {
  const rate = {
    perSecond: options.pushesPerSecond / clients.length,
    count: Math.ceil(options.pushesPerRound / clients.length),
  };
  const { started: server } = bare;
  const runs: Record<Writer, () => Promise<Outcome>> = {
    ours: () => together(clients, (client) => client.ask('loginsAtRate', rate)),
    bare: () => writeAt('/write'),
    asking: () => writeAt('/asking'),
  };
  const writeAt = (path: string): Promise<Outcome> =>
    together(clients, (client) => client.ask('bareWritesAtRate', { ...rate, server, path }));
  const toPageMs: Record<Writer, number[]> = { ours: [], bare: [], asking: [] };
  const failed: Record<string, number> = {};
  for (let round = 0; round < options.rounds; round++) {
    for (const writer of ['ours', 'bare', 'asking'] as const) {
      const outcome = await runs[writer]();
      toPageMs[writer].push(...(outcome.latenciesMs['push to page'] ?? []));
      for (const [name, count] of Object.entries(outcome.failed)) {
        failed[name] = (failed[name] ?? 0) + count;
      }
    }
  }
  return { toPageMs, failed };
}

async function measureLogins({ clients, ours, options }: Context): Promise<number> {
  const { loginsPerRound: count, lanes } = options;
  const [client] = clients;
  if (!client) throw new Error('There must be a client.');
  const { result, cpuMs } = await measureCpu({ ours: ours.children }, () =>
    client.ask('loginsInLanes', { count, lanes }),
  );
  requireAll(result, count, 'logins among those who wait');
  return (cpuMs['ours'] ?? NaN) / count;
}
