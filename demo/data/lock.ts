/**
 * Lets only one process at a time use a data folder. The embedded database has no lock of its own, and
 * two processes would ruin it. The lock is a file that holds the process id. If that process no longer
 * exists, the next one takes the lock over.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../config.js';

/** The locks of this process. An id in a file is not enough: a dead process may have had our id. */
const lockedHere = new Set<string>();

/** Each attempt removes the lock of one dead process, and there are hardly ever several. */
const maxAttempts = 5;

/**
 * @returns a function that unlocks the folder
 * @throws UsageError if another process uses the folder
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (await tryCreate(path)) {
      lockedHere.add(path);
      return async () => {
        lockedHere.delete(path);
        await rm(path, { force: true });
      };
    }
    const owner = await readFile(path, 'utf8').catch(() => undefined);
    // Another process has just unlocked it.
    if (owner === undefined) continue;
    if (isAlive(owner, path)) throw inUseError(folder, path, owner);
    await removeStale(path, owner);
  }
  throw inUseError(folder, path, 'another process');
}

/** Creates the file with its content in one step: an empty file would look like a stale lock. */
async function tryCreate(path: string): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await writeFile(temporary, String(process.pid));
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

function isAlive(owner: string, path: string): boolean {
  const id = /^\d+$/.test(owner) ? Number(owner) : 0;
  if (id === 0) return false;
  if (id === process.pid) return lockedHere.has(path);
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // EPERM means that the process is alive but belongs to another user.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Renames the file first, so that only one of several processes removes the lock of a dead one. */
async function removeStale(path: string, owner: string): Promise<void> {
  const mine = `${path}.${randomUUID()}`;
  try {
    await rename(path, mine);
    // Another process may have been faster. Then this is the lock of a living process: put it back.
    if ((await readFile(mine, 'utf8')) === owner) await rm(mine);
    else await rename(mine, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function inUseError(folder: string, path: string, owner: string): UsageError {
  const user = /^\d+$/.test(owner) ? `process ${owner}` : owner;
  return new UsageError(
    `The data folder ${folder} is in use by ${user}. Stop that process, set DATA_DIR to another ` +
      `folder, or start with --memory. If no demo is running, delete ${path}.`,
  );
}
