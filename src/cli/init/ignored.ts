/** Whether git ignores the environment file, which has the keys of the account. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpToRoot } from './install.js';

/** What `.gitignore` gets where there is none. */
export const ignoreFile = 'node_modules\n.env\n';

/** The lines that people write for it. Patterns that say it in another way are not recognized. */
const usualLines = /^(\*\*\/)?(\.env\*?|\*\.env)$/;

/** By the files of the project alone: git may not be installed, and the repository be made later. */
export function ignoresEnvironment(folder: string): boolean {
  return foldersUpToRoot(folder).some((each) => {
    const file = join(each, '.gitignore');
    if (!existsSync(file)) return false;
    const lines = readFileSync(file, 'utf8').split(/\r?\n/);
    // With a slash in front, a line is about its own folder alone.
    return lines.some((line) =>
      usualLines.test(each === folder ? line.trim().replace(/^\//, '') : line.trim()),
    );
  });
}
