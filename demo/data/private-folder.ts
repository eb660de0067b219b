/**
 * Keeps the data folder to the user that runs the demo: it holds addresses, password hashes and sessions.
 * Windows has no such modes; there, the folder inherits the access rights of the folder above it.
 */
import { chmod, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What the demo itself puts into the folder. */
const ownNames = /^(accounts|accounts\.new|lock.*)$/;

/**
 * Creates the folder if it is missing. If it exists and holds nothing but the demo's own files, makes it
 * private too. A folder with other files may belong to others as well, so its mode stays.
 */
export async function createPrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const isOurs = (await readdir(folder)).every((name) => ownNames.test(name));
  if (isOurs) {
    await chmod(folder, 0o700).catch((error: unknown) => {
      // Another user owns it, such as the root of a mounted volume. The folder inside is private anyway.
      if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
    });
  }
}

/** Makes everything below the folder private. */
export async function makeContentsPrivate(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A symbolic link has no mode of its own, and may lead out of the folder.
    if (entry.isSymbolicLink()) continue;
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
  }
}
