/**
 * One process at a time on a data folder: two of them would ruin the database in it, which has no
 * lock of its own. A file with the process id; that of a process which is gone is taken over.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../config.js';

/** In this process; its id alone could be that of one that is gone and had the same. */
const held = new Set<string>();

/** Each turn takes away one file of a process that is gone; more than a few are not left by accident. */
const mostTries = 5;

/**
 * @returns what gives the folder back
 * @throws UsageError where another process has it
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'lock');
  for (let tries = 0; tries < mostTries; tries++) {
    if (await create(path)) {
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    }
    const owner = await readFile(path, 'utf8').catch(() => undefined);
    // Given back in this very moment.
    if (owner === undefined) continue;
    if (isAlive(owner, path)) throw inUse(folder, path, owner);
    await takeAway(path, owner);
  }
  throw inUse(folder, path, 'another one');
}

/** With its content from the start: an empty one would look like that of nobody. */
async function create(path: string): Promise<boolean> {
  const whole = `${path}.${randomUUID()}`;
  try {
    await writeFile(whole, String(process.pid));
    await link(whole, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

function isAlive(owner: string, path: string): boolean {
  const id = /^\d+$/.test(owner) ? Number(owner) : 0;
  if (id === 0) return false;
  if (id === process.pid) return held.has(path);
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // EPERM: alive, and somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

/** Of several processes that found the same dead one, only one gets hold of its file. */
async function takeAway(path: string, owner: string): Promise<void> {
  const mine = `${path}.${randomUUID()}`;
  try {
    await rename(path, mine);
    // Somebody was faster, and this is the file of a living one: it goes back.
    if ((await readFile(mine, 'utf8')) === owner) await rm(mine);
    else await rename(mine, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function inUse(folder: string, path: string, owner: string): UsageError {
  return new UsageError(
    `The data folder ${folder} is in use by process ${owner}. Stop that one, set DATA_DIR to another ` +
      `folder, or start with --memory. If no demo is running, delete ${path}.`,
  );
}
