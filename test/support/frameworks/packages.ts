/** Packages of a folder in test/frameworks, which has a lock file of its own. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A second file of the same folder, in the same process, must not replace what the first has begun to load. */
const installed = new Set<string>();

/**
 * Installs what the folder's lock file names, and beside it the package: the packed file that the
 * variable PACKAGE names, or what is built. A second call in the same process does nothing.
 * @throws Error if the package is not built
 */
export function installPackages(folder: string): void {
  if (installed.has(folder)) return;
  const packed = process.env['PACKAGE'];
  if (!packed && !existsSync('dist/types/types/index.d.ts')) {
    throw new Error('There is no dist/ with declarations in it. Run `npm run build` first.');
  }
  installLocked(folder);
  installed.add(folder);
  const target = join(folder, 'node_modules', 'wechat-mp-login');
  rmSync(target, { recursive: true, force: true });
  if (packed) {
    mkdirSync(target);
    execFileSync('tar', ['-xf', packed, '-C', target, '--strip-components=1']);
    return;
  }
  for (const name of ['package.json', 'dist']) {
    cpSync(name, join(target, name), { recursive: true });
  }
}

/** Installs what the folder's lock file names, if it is not installed. */
export function installLocked(folder: string): void {
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const mark = join(folder, 'node_modules', '.installed-lock.json');
  if (!existsSync(mark) || readFileSync(mark, 'utf8') !== lock) {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: true,
    });
    writeFileSync(mark, lock);
  }
}
