/** Writes files into a project, and only there. */
import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { NotReady } from '../../conformance/discover.js';
import type { Texts } from './texts/index.js';

type Refusals = Texts['refusals'];

/**
 * Checks, before anything is written, that each file can be.
 * @throws NotReady if a folder on the way is a file, cannot be written, or leads out of the project
 */
export function checkFiles(folder: string, paths: readonly string[], refusals: Refusals): void {
  for (const path of paths.filter((each) => !isThere(join(folder, each)))) {
    const parent = nearestFolder(join(folder, dirname(path)));
    const real = realpathSync(parent);
    const way = relative(realpathSync(folder), real);
    if (way.startsWith('..') || isAbsolute(way)) {
      throw new NotReady(refusals.outside(path, real));
    }
    try {
      if (!lstatSync(real).isDirectory()) throw new Error(refusals.isFile);
      accessSync(real, constants.W_OK | constants.X_OK);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new NotReady(refusals.notIn(path, real, why));
    }
  }
}

/**
 * @returns false if something of this name exists, which stays as it is
 * @throws NotReady if it cannot be written after all
 */
export function writeNewFile(
  folder: string,
  path: string,
  content: string,
  refusals: Refusals,
): boolean {
  const file = join(folder, path);
  // A link that leads nowhere counts as well.
  if (isThere(file)) return false;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content, { flag: 'wx' });
  } catch (error) {
    throw new NotReady(refusals.unwritable(path, String(error)));
  }
  return true;
}

/** Whether a file is what an earlier run has written. */
export function isSame(folder: string, path: string, content: string): boolean {
  try {
    return readFileSync(join(folder, path), 'utf8') === content;
  } catch {
    return false;
  }
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Something above it is a file.
    return false;
  }
}

/** The folder itself, or the nearest one above that exists. */
function nearestFolder(path: string): string {
  return isThere(path) ? path : nearestFolder(dirname(path));
}
