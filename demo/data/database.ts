/** The embedded PostgreSQL with the shop's accounts and sessions: in a folder, or in memory. */
import { access, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { schema } from 'wechat-mp-login/accounts/postgres';
import type { Query, Row } from 'wechat-mp-login/accounts/postgres';
import { UsageError } from '../config.js';
import { lockFolder } from './lock.js';

export interface Database {
  readonly query: Query;
  /** Writes what is to be kept, and gives the folder back. */
  close(): Promise<void>;
}

/**
 * @param dataDir undefined: in memory, and gone with the process
 * @throws UsageError where the folder is in use or cannot be read, with the way out
 */
export async function openDatabase(dataDir: string | undefined): Promise<Database> {
  if (dataDir === undefined) return prepared(await PGlite.create());
  const folder = resolve(dataDir);
  const unlock = await lockFolder(folder).catch((error: unknown) => {
    throw error instanceof UsageError ? error : unusable(folder, error);
  });
  try {
    const database = await prepared(await openFolder(join(folder, 'accounts')));
    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    await unlock();
    throw unusable(folder, error);
  }
}

async function prepared(postgres: PGlite): Promise<Database> {
  await postgres.exec(schema);
  return {
    query: (text, values) => postgres.query<Row>(text, [...values]),
    close: () => postgres.close(),
  };
}

/**
 * Made beside its place and moved there whole: a first start that is cut short leaves nothing that
 * could be taken for a database.
 */
async function openFolder(path: string): Promise<PGlite> {
  const made = await readdir(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!made) {
    const making = `${path}.new`;
    await rm(making, { recursive: true, force: true });
    await (await PGlite.create(making)).close();
    await rename(making, path);
  }
  // Without this file PGlite would take the folder for a new one, and write over what is there.
  await access(join(path, 'PG_VERSION'));
  return PGlite.create(path);
}

function unusable(folder: string, cause: unknown): UsageError {
  return new UsageError(
    `The data folder ${folder} cannot be opened. Delete it to begin anew, set DATA_DIR to another ` +
      'folder that this user may write, or start with --memory.',
    { cause },
  );
}
