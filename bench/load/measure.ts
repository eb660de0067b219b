/** The parts of a load run: who waits, what that costs by itself, and logins at a rate. */
import { measureCpu } from '../processes/cpu.js';
import { cpuMsOfTree } from '../processes/system.js';
import { together } from './cast.js';
import { pause } from './client/patience.js';
import type { Site } from './site.js';
import type { Outcome } from './tally.js';

/** What a part of the run took, beside what happened in it. */
export interface Measured {
  readonly outcome: Outcome;
  readonly elapsedMs: number;
  /** CPU time of all processes of that name together. */
  readonly cpuMs: Readonly<Record<string, number>>;
  /** How often Redis ran each command; empty without Redis. */
  readonly commands: Readonly<Record<string, number>>;
}

export interface Pace {
  readonly rate: number;
  readonly seconds: number;
  /** When the last instance is killed, in seconds after the start. */
  readonly killAt?: number | undefined;
}

export const loginsAt = ({ rate, seconds }: Pace, clients: number): number =>
  Math.ceil((rate * seconds) / clients) * clients;

/** Visitors come until so many wait. */
export function hold({ cast: { clients } }: Site, waiting: number): Promise<Outcome> {
  const each = Math.ceil(waiting / clients.length);
  return together(clients, (client) => client.ask('hold', each));
}

/** Nobody scans for a while. */
export const idle = (site: Site, seconds: number): Promise<Measured> =>
  measure(site, site.instances.children, async () => {
    await pause(seconds * 1000);
    return together([], () => Promise.reject(new Error('no client')));
  });

export async function logins(site: Site, pace: Pace): Promise<Measured> {
  const { cast, instances } = site;
  const { clients } = cast;
  const victim = pace.killAt === undefined ? undefined : instances.children.at(-1);
  const each = {
    perSecond: pace.rate / clients.length,
    count: loginsAt(pace, clients.length) / clients.length,
  };
  const killed = pause((pace.killAt ?? 0) * 1000).then(() => victim?.kill());
  const survivors = instances.children.filter((child) => child !== victim);
  const measured = await measure(site, survivors, () =>
    together(clients, (client) => client.ask('loginsAtRate', each)),
  );
  await killed;
  return measured;
}

async function measure(
  { cast, application, database, nginx }: Site,
  instances: Site['instances']['children'],
  run: () => Promise<Outcome>,
): Promise<Measured> {
  const asked = {
    ...Object.fromEntries(instances.map((child, index) => [`instance ${index + 1}`, [child]])),
    ...{ clients: cast.clients, accounts: [application], WeChat: [cast.platform] },
  };
  const pids = {
    ...(database && { [database.store.type]: database.pid }),
    ...(nginx && { nginx: nginx.pid }),
  };
  const readOutside = async (): Promise<Record<string, number>> => {
    const readings = Object.entries(pids).map(
      async ([name, pid]) => [name, await cpuMsOfTree(pid)] as const,
    );
    return Object.fromEntries(await Promise.all(readings));
  };
  const [outsideBefore, commandsBefore] = [await readOutside(), database?.commands?.() ?? {}];
  const { result, elapsedMs, cpuMs } = await measureCpu(asked, run);
  const [outside, commands] = [await readOutside(), database?.commands?.() ?? {}];
  return {
    ...{ outcome: result, elapsedMs },
    cpuMs: { ...cpuMs, ...difference(outside, outsideBefore) },
    commands: onlyRun(difference(commands, commandsBefore)),
  };
}

/** A process that did nothing is at 0, and still in the list. */
export function difference(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(after).map(([name, count]) => [name, count - (before[name] ?? 0)]),
  );
}

const onlyRun = (commands: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(commands).filter(([, calls]) => calls > 0));
