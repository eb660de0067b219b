/** What goes wrong in a run. Each fault begins, lasts, and ends; after all have ended, everything is healthy. */
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultName, PlannedFault } from './plan.js';
import type { StoreProxy, Weather } from './servers/proxy.js';

/** What the faults act on. */
export interface Stage {
  readonly proxies: readonly StoreProxy[];
  /** Ends the instance, as `kill -9` does, or lets it end by itself, and starts it again when told. */
  endInstance(index: number, how: 'kill' | 'close'): Promise<() => Promise<void>>;
  crashDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
}

/** Begins the fault, and returns the function that ends it. */
type Begin = (stage: Stage, instance: number) => Promise<() => Promise<void>>;

/** Longer than the store may take (src/server/attempts/store/store.ts). */
const tooLateMs = 6000;
const latencyMs = 2000;

const weather =
  (type: Exclude<Weather['type'], 'slow'>): Begin =>
  (stage, instance) =>
    change(stage, instance, { type });

function change({ proxies }: Stage, instance: number, next: Weather): Promise<() => Promise<void>> {
  proxies[instance]?.change(next);
  return Promise.resolve(() => {
    proxies[instance]?.change({ type: 'fair' });
    return Promise.resolve();
  });
}

const faults: Readonly<Record<FaultName, Begin>> = {
  'kill-instance': (stage, instance) => stage.endInstance(instance, 'kill'),
  'close-instance': (stage, instance) => stage.endInstance(instance, 'close'),
  async 'kill-database'(stage) {
    await stage.crashDatabase();
    return () => stage.startDatabase();
  },
  cut: weather('cut'),
  stall: weather('stall'),
  blackhole: weather('blackhole'),
  deaf: weather('deaf'),
  latency: (stage, instance) =>
    change(stage, instance, { type: 'slow', thereMs: 0, backMs: latencyMs }),
  'late-replies': (stage, instance) =>
    change(stage, instance, { type: 'slow', thereMs: 0, backMs: tooLateMs }),
  // The instance has started with it.
  clock: () => Promise.resolve(() => Promise.resolve()),
};

/** Two of the same cannot overlap. */
export async function runFaults(planned: readonly PlannedFault[], stage: Stage): Promise<void> {
  let before: Promise<void> = Promise.resolve();
  const all = planned.map(async ({ name, instance, atMs, forMs }, index) => {
    const isRepeated = planned.slice(0, index).some((other) => other.name === name);
    const earlier = before;
    const run = async (): Promise<void> => {
      await pause(atMs);
      if (isRepeated) await earlier;
      const end = await faults[name](stage, instance);
      await pause(forMs);
      await end();
    };
    const running = run();
    before = Promise.all([before, running]).then(() => undefined);
    return running;
  });
  await Promise.all(all);
}
