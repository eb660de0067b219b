/** The instances of one run: they start, end and start again, each on the port that it had. */
import { setTimeout as pause } from 'node:timers/promises';
import { startProcess, type Child } from '../../processes/parent.js';
import type { RunOptions } from '../one-run.js';
import { startPatience } from '../patience.js';
import type { Plan } from '../plan.js';
import type { Balancer } from '../visitors/balancer.js';
import type { Host } from './host.js';
import type { SoakInstance } from './instance.js';
import type { StoreProxy } from './proxy.js';

export const publicUrl = 'http://localhost:3000/wechat-login';

interface Around {
  readonly host: Host;
  readonly proxies: readonly StoreProxy[];
  readonly balancer: Balancer;
}

export async function startInstances(
  { clocksMs, confirm, redisClient }: Plan,
  { database, platformUrl, instanceFile, storeMutant }: RunOptions,
  { host, proxies, balancer }: Around,
) {
  const children: (Child<SoakInstance> | undefined)[] = [];
  const ports: number[] = [];

  async function start(index: number): Promise<Child<SoakInstance>> {
    const proxy = proxies[index];
    if (!proxy) throw new Error(`There is no proxy ${index}.`);
    const child = await startProcess<SoakInstance>(instanceFile, {
      ...{ publicUrl, platformUrl, hostUrl: host.url, confirm },
      store: database.store(proxy.port, redisClient),
      clockMs: clocksMs[index] ?? 0,
      ...(storeMutant && { storeMutant }),
      port: ports[index] ?? 0,
    });
    children[index] = child;
    ports[index] = child.started.port;
    balancer.set(index, child.started.port);
    return child;
  }

  const all = await Promise.all(clocksMs.map((_, index) => start(index)));
  const running = (): readonly Child<SoakInstance>[] =>
    children.filter((child) => child !== undefined);
  return {
    callbackPath: all[0]?.started.callbackPath ?? '',
    async end(index: number, how: 'kill' | 'close'): Promise<() => Promise<void>> {
      const child = children[index];
      if (!child) return () => Promise.resolve();
      children[index] = undefined;
      if (how === 'close') await child.ask('close');
      await child.kill();
      return async () => void (await start(index));
    },
    /** Waits until nothing hangs any more. */
    async problems(patienceMs: number): Promise<readonly string[]> {
      const patience = startPatience(patienceMs);
      const of = async (child: Child<SoakInstance>, index: number): Promise<string | undefined> => {
        try {
          for (;;) {
            const waiting = await child.ask('waiting');
            if (waiting === 0) return undefined;
            if (patience.signal.aborted) return `instance ${index} holds ${waiting} streams`;
            await pause(100);
          }
        } catch (error) {
          return `instance ${index}: ${String(error)}`;
        }
      };
      const each = await Promise.all(running().map(of));
      patience.end();
      return each.filter((problem) => problem !== undefined);
    },
    async logged(): Promise<readonly string[]> {
      const each = await Promise.all(
        running().map((child, index) =>
          child.ask('logged').then(
            (lines) => lines.map((line) => `${index} ${line}`),
            () => [],
          ),
        ),
      );
      return each.flat();
    },
    async stop(): Promise<void> {
      await Promise.all(running().map((child) => child.stop()));
    },
  };
}
