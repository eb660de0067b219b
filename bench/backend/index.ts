/** The back-end half of `npm run bench`: every server and every client is a process of its own. */
import { startCast, type Instances } from '../load/cast.js';
import {
  databaseNames,
  startDatabase,
  type Database,
  type DatabaseName,
} from '../load/servers/databases.js';
import type { StoreSettings } from '../load/servers/stores.js';
import type { MeasureOptions, Measurement } from '../report/measurement.js';
import { throughputRows, twoInstancesRows } from './rows/throughput.js';
import { waitingRows } from './rows/waiting.js';
import { compareThroughput } from './throughput.js';
import { measureWaiting } from './waiting.js';

const full = {
  throughput: { rounds: 7, loginsPerRound: 500, lanes: 16 },
  waiting: { rounds: 3, pushesPerSecond: 40, pushesPerRound: 160, loginsPerRound: 500, lanes: 16 },
  levels: { memory: [10, 1000, 10_000], redis: [10, 1000], postgres: [10, 1000] },
};
const quick: typeof full = {
  throughput: { rounds: 2, loginsPerRound: 50, lanes: 8 },
  waiting: { rounds: 1, pushesPerSecond: 20, pushesPerRound: 20, loginsPerRound: 50, lanes: 8 },
  levels: { memory: [10, 100], redis: [10, 50], postgres: [10, 50] },
};

type StoreName = StoreSettings['type'];

const titles: Readonly<Record<StoreName, string>> = {
  memory: 'memory',
  redis: 'Redis',
  postgres: 'PostgreSQL',
};

/** How many times the logins of the bare router; none is set for PostgreSQL. */
const goals: Readonly<Partial<Record<StoreName, number>>> = { memory: 0.5, redis: 0.25 };

/** The servers that this machine has, and why it lacks the others. */
interface Stores {
  readonly found: readonly StoreSettings[];
  readonly missing: Readonly<Partial<Record<DatabaseName, string>>>;
  close(): Promise<void>;
}

export async function measureBackend(options: MeasureOptions): Promise<Measurement[]> {
  const sizes = options.isQuick ? quick : full;
  const stores = await openStores(options);
  try {
    const rows = await measureThroughput(stores, sizes.throughput, options);
    for (const store of stores.found) {
      const levels = sizes.levels[store.type];
      const settings = { ...sizes.waiting, levels, tell: options.tell };
      rows.push(...(await measureOneAmongWaiting(store, settings)));
    }
    return rows;
  } finally {
    await stores.close();
  }
}

async function openStores({ tell, addVersion }: MeasureOptions): Promise<Stores> {
  const found: StoreSettings[] = [{ type: 'memory' }];
  const missing: Partial<Record<DatabaseName, string>> = {};
  const open: Database[] = [];
  for (const name of databaseNames) {
    const database = await startDatabase(name);
    if (typeof database === 'string') {
      tell(database);
      missing[name] = database;
      continue;
    }
    addVersion(titles[name], database.version);
    found.push(database.store);
    open.push(database);
  }
  const close = async (): Promise<void> => {
    await Promise.all(open.map((database) => database.close()));
  };
  return { found, missing, close };
}

const twoInstances = 'two instances on one Redis';

async function measureThroughput(
  { found, missing }: Stores,
  sizes: typeof full.throughput,
  { tell }: MeasureOptions,
): Promise<Measurement[]> {
  tell('logins a second');
  const cast = await startCast({ clients: 2, connections: 64 });
  try {
    const ours: Record<string, Instances> = {};
    for (const store of found) {
      ours[store.type] = await cast.start([0], { store, limits: 'none' });
      if (store.type !== 'redis') continue;
      ours[twoInstances] = await cast.start([0, 0], { store, limits: 'none' });
    }
    const figures = await compareThroughput(cast, ours, sizes);
    const measured = found.flatMap(({ type }) =>
      throughputRows(figures, type, titles[type], goals[type]),
    );
    const hasRedis = found.some(({ type }) => type === 'redis');
    const two = hasRedis ? twoInstancesRows(figures, 'redis', twoInstances) : [];
    return [...measured, ...two, ...Object.entries(missing).map(missingRow)];
  } finally {
    await cast.close();
  }
}

/** Says in the table that a server is missing, rather than leave its rows out. */
function missingRow([name, why]: [string, string]): Measurement {
  return {
    name: `logins a second, ${name}`,
    unit: 'logins/s',
    ours: { name: 'wechat-mp-login', value: NaN },
    peers: [],
    note: `Not measured: ${why}.`,
  };
}

async function measureOneAmongWaiting(
  store: StoreSettings,
  sizes: Parameters<typeof measureWaiting>[2],
): Promise<Measurement[]> {
  sizes.tell(`${titles[store.type]}:`);
  const cast = await startCast({ clients: 2, connections: 64 });
  try {
    const ours = await cast.start([0], { store, limits: 'default' });
    return waitingRows(await measureWaiting(cast, ours, sizes), titles[store.type]);
  } finally {
    await cast.close();
  }
}
