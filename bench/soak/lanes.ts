/** Runs side by side, each lane on databases of its own. */
import { bundleProcesses } from '../processes/bundle.js';
import { startProcess } from '../processes/parent.js';
import type { DatabaseName } from '../load/servers/databases.js';
import type { Platform } from '../load/servers/platform.js';
import { runOnce, type RunOptions, type RunResult } from './one-run.js';
import type { Plan } from './plan.js';
import { startDatabase, type CrashableDatabase } from './servers/database.js';

export interface Lanes {
  /** Resolves with why the run was left out, if this machine lacks its database. */
  run(
    plan: Plan,
    options?: Pick<RunOptions, 'mutant' | 'storeMutant' | 'losesAnswers' | 'patienceMs'>,
  ): Promise<RunResult | string>;
  close(): Promise<void>;
}

export async function openLanes(): Promise<Lanes> {
  const bundles = await bundleProcesses();
  const platform = await startProcess<Platform>(bundles.files.platform, {});
  /** Those that no run uses at the moment. */
  const free: Record<DatabaseName, CrashableDatabase[]> = { redis: [], postgres: [] };
  return {
    async run(plan, options = {}) {
      const database = free[plan.database].pop() ?? (await startDatabase(plan.database));
      if (typeof database === 'string') return database;
      try {
        const { url: platformUrl } = platform.started;
        const instanceFile = bundles.files.soakInstance;
        return await runOnce(plan, { database, platformUrl, instanceFile, ...options });
      } finally {
        free[plan.database].push(database);
      }
    },
    async close() {
      await Promise.all(
        Object.values(free)
          .flat()
          .map((database) => database.close()),
      );
      await platform.stop();
      await bundles.remove();
    },
  };
}
