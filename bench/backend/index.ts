/** The back-end half of `npm run bench`: every server and every client is a process of its own. */
import { startCast, type Cast } from '../load/cast.js';
import type { MeasureOptions, Measurement } from '../report/measurement.js';
import { compareThroughput, throughputRows } from './throughput.js';
import { measureWaiting } from './waiting.js';
import { waitingRows } from './waiting-rows.js';

const full = {
  throughput: { rounds: 7, loginsPerRound: 500, lanes: 16 },
  waiting: {
    levels: [10, 1000, 10_000],
    ...{ rounds: 3, pushesPerSecond: 100, pushesPerRound: 300, loginsPerRound: 500, lanes: 16 },
  },
};
const quick: typeof full = {
  throughput: { rounds: 2, loginsPerRound: 50, lanes: 8 },
  waiting: {
    levels: [10, 200],
    ...{ rounds: 1, pushesPerSecond: 50, pushesPerRound: 50, loginsPerRound: 50, lanes: 8 },
  },
};

const goals = { memory: 0.5, redis: 0.25 } as const;

export async function measureBackend({ isQuick, tell }: MeasureOptions): Promise<Measurement[]> {
  const sizes = isQuick ? quick : full;
  const cast = await startCast({ clients: 2, connections: 64 });
  try {
    tell('logins a second, memory');
    return [
      ...(await measureThroughput(cast, sizes.throughput)),
      ...(await measureAmongWaiting(cast, { ...sizes.waiting, tell })),
    ];
  } finally {
    await cast.close();
  }
}

async function measureThroughput(
  cast: Cast,
  sizes: typeof full.throughput,
): Promise<Measurement[]> {
  const memory = await cast.start(1, { store: { type: 'memory' }, limits: 'none' });
  const figures = await compareThroughput(cast, { memory }, sizes);
  return throughputRows(figures, 'memory', 'memory', goals.memory);
}

async function measureAmongWaiting(
  cast: Cast,
  sizes: typeof full.waiting & Pick<MeasureOptions, 'tell'>,
): Promise<Measurement[]> {
  const ours = await cast.start(1, { store: { type: 'memory' }, limits: 'default' });
  return waitingRows(await measureWaiting(cast, ours, sizes), 'memory');
}
