/** One run: instances on one database, visitors who come within seconds, and faults among them. */
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { runFaults } from './faults.js';
import { judge, type SeenVisitor } from './oracle.js';
import { startPatience } from './patience.js';
import type { Plan } from './plan.js';
import type { CrashableDatabase } from './servers/database.js';
import { startHost, type Mutant } from './servers/host.js';
import { publicUrl, startInstances } from './servers/instances.js';
import { startProxy } from './servers/proxy.js';
import type { StoreMutant } from './servers/wrong-store.js';
import { createBalancer, type Balancer } from './visitors/balancer.js';
import { visit, type Site, type Visited } from './visitors/visitor.js';
import { createPhones } from './visitors/wechat.js';

export interface RunOptions {
  readonly database: CrashableDatabase;
  readonly platformUrl: string;
  /** The bundle of the instance. */
  readonly instanceFile: string;
  /** What is wrong with the application on purpose. */
  readonly mutant?: Mutant;
  /** What is wrong with the store of each instance on purpose. */
  readonly storeMutant?: StoreMutant;
  /** Whether the application opens each session and its first answer about it is lost. */
  readonly losesAnswers?: boolean;
  /** How long after the last fault somebody waits at most, on an idle machine. Default: 60 000 ms. */
  readonly patienceMs?: number;
}

export interface RunResult {
  /** What may not have happened. */
  readonly found: readonly string[];
  readonly visited: readonly Visited[];
  readonly logged: readonly string[];
}

export async function runOnce(plan: Plan, options: RunOptions): Promise<RunResult> {
  const { database, mutant, losesAnswers, patienceMs = 60_000 } = options;
  await database.empty();
  const host = await startHost({ mutant, losesAnswers });
  const proxies = await Promise.all(plan.clocksMs.map(() => startProxy(database.address)));
  const balancer = createBalancer(publicUrl);
  const instances = await startInstances(plan, options, { host, proxies, balancer });
  const over = new AbortController();
  // Every visitor listens, and each pause of theirs.
  setMaxListeners(0, over.signal);
  try {
    const callbackUrl = new URL(instances.callbackPath, publicUrl).href;
    const send = balancer.fetchFrom();
    const phones = await createPhones(callbackUrl, send);
    const site: Site = { publicUrl, callbackUrl, phones, send, over: over.signal };
    const faults = runFaults(plan.faults, {
      proxies,
      endInstance: (index, how) => instances.end(index, how),
      crashDatabase: () => database.crash(),
      startDatabase: () => database.start(),
    });
    const visits = Promise.all(
      plan.visitors.map(async (visitor) => {
        await pause(visitor.arrivesAtMs);
        return visit(visitor, site);
      }),
    );
    await faults;
    const visited = await withPatience(visits, over, patienceMs);
    const fresh = await visitEach(plan, site, balancer, patienceMs);
    const afterwards = [
      ...(await instances.problems(patienceMs)),
      ...(await database.leftForEver()).map((key) => `${key} is kept for ever`),
    ];
    const visitors = await Promise.all([...visited, ...fresh].map(seen));
    const { accounts, sessions } = host;
    const found = judge({ visitors, accounts, sessions, afterwards });
    return { found, visited, logged: await instances.logged() };
  } finally {
    over.abort();
    await instances.stop();
    for (const proxy of proxies) proxy.close();
    host.close();
  }

  async function seen(visitor: Visited): Promise<SeenVisitor> {
    return { ...visitor, account: await host.whoIs(visitor.cookies) };
  }
}

async function withPatience<T>(
  result: Promise<T>,
  over: AbortController,
  patienceMs: number,
): Promise<T> {
  const patience = startPatience(patienceMs);
  patience.signal.addEventListener('abort', () => over.abort(), { once: true });
  try {
    return await result;
  } finally {
    patience.end();
  }
}

/** Somebody new at every instance, which has to serve them alone. */
async function visitEach(
  { clocksMs, visitors }: Plan,
  site: Site,
  balancer: Balancer,
  patienceMs: number,
): Promise<readonly Visited[]> {
  const over = new AbortController();
  const visits = clocksMs.map(async (_, index) => {
    const number = visitors.length + index;
    const send = balancer.fetchFrom(index);
    const phones = await createPhones(site.callbackUrl, send);
    const planned = { number, person: number, kind: 'scans', isShared: false } as const;
    return visit(
      { ...planned, scansAfterMs: 0, transport: 'auto' },
      { ...site, phones, send, over: over.signal },
    );
  });
  return withPatience(Promise.all(visits), over, patienceMs);
}
