/** The embedded PostgreSQL database (https://pglite.dev) that holds the shop's accounts and sessions. */
import { access, chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { schema, type Query, type Row } from 'wechat-mp-login/accounts/postgres';
import { UsageError } from '../config.js';
import { lockFolder } from './lock.js';
import { createPrivateFolder, makeContentsPrivate } from './private-folder.js';

export interface Database {
  readonly query: Query;
  /** Writes everything to disk and unlocks the folder. */
  close(): Promise<void>;
}

/**
 * @param dataDir undefined: in memory, lost when the process ends
 * @throws UsageError if the folder is in use or cannot be read; the message says what to do
 */
export async function openDatabase(dataDir: string | undefined): Promise<Database> {
  if (dataDir === undefined) return withSchema(await PGlite.create());
  const folder = resolve(dataDir);
  const unlock = await createPrivateFolder(folder)
    .then(() => lockFolder(folder))
    .catch((error: unknown) => {
      throw error instanceof UsageError ? error : folderError(folder, error);
    });
  try {
    const database = await withSchema(await openFolder(join(folder, 'accounts')));
    const close = async (): Promise<void> => {
      try {
        await database.close();
      } finally {
        await unlock();
      }
    };
    return { ...database, close };
  } catch (error) {
    await unlock();
    throw folderError(folder, error);
  }
}

async function withSchema(postgres: PGlite): Promise<Database> {
  await postgres.exec(schema);
  return {
    query: (text, values) => postgres.query<Row>(text, [...values]),
    close: () => postgres.close(),
  };
}

/**
 * Creates a new database in a temporary folder and moves it into place as a whole. If the first start
 * is interrupted, no half-made database is left behind.
 */
async function openFolder(path: string): Promise<PGlite> {
  const files = await readdir(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!files) {
    const temporary = `${path}.new`;
    await rm(temporary, { recursive: true, force: true });
    await mkdir(temporary, { mode: 0o700 });
    await (await PGlite.create(temporary)).close();
    await rename(temporary, path);
  }
  // Without this file PGlite would treat the folder as new and overwrite what is there.
  await access(join(path, 'PG_VERSION'));
  await chmod(path, 0o700);
  const postgres = await PGlite.create(path);
  createPrivateFiles(postgres);
  await makeContentsPrivate(path);
  return postgres;
}

interface EmscriptenFiles {
  chmod(file: unknown, mode: number, ...rest: readonly unknown[]): unknown;
}

/** By default, PGlite lets every user read and write the files that it creates, whatever the umask is. */
function createPrivateFiles({ Module }: PGlite): void {
  // PGlite takes this type from a package of types that is not installed.
  const files = Module.FS as EmscriptenFiles;
  const setMode = files.chmod.bind(files);
  files.chmod = (file, mode, ...rest) => setMode(file, mode & 0o700, ...rest);
}

function folderError(folder: string, cause: unknown): UsageError {
  return new UsageError(
    `The data folder ${folder} cannot be opened. Delete it to start afresh, set DATA_DIR to another ` +
      'folder that this user may write to, or start with --memory.',
    { cause },
  );
}
