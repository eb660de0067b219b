/** Installs packages with the package manager of the project. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readManifest } from './manifest.js';
import { texts } from './texts/index.js';

type Manager = 'npm' | 'pnpm' | 'yarn' | 'bun';

const lockFiles: readonly (readonly [name: string, manager: Manager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
];

const adds: Readonly<Record<Manager, readonly string[]>> = {
  npm: ['npm', 'install'],
  pnpm: ['pnpm', 'add'],
  yarn: ['yarn', 'add'],
  bun: ['bun', 'add'],
};

const isManager = (name: string): name is Manager => Object.hasOwn(adds, name);

/** The folder, and those above it up to the root of its repository or workspace. */
export function foldersUpToRoot(folder: string): readonly string[] {
  const found = [folder];
  for (let at = folder; ; at = dirname(at)) {
    if (['.git', 'pnpm-workspace.yaml'].some((name) => existsSync(join(at, name)))) return found;
    // Without a root, nothing above belongs to the project.
    if (dirname(at) === at) return [folder];
    found.push(dirname(at));
  }
}

function namedIn(folder: string): Manager | undefined {
  try {
    const [name = ''] = readManifest(folder, texts.en.refusals).packageManager?.split('@') ?? [];
    return isManager(name) ? name : undefined;
  } catch {
    // That of a folder above may be broken, which is no reason to stop here, and nobody reads why.
    return undefined;
  }
}

/** By the nearest `packageManager` of a package.json or lock file; npm without one. */
function managerOf(folder: string): Manager {
  for (const each of foldersUpToRoot(folder)) {
    const named = namedIn(each);
    if (named) return named;
    const lockFile = lockFiles.find(([name]) => existsSync(join(each, name)));
    if (lockFile) return lockFile[1];
  }
  return 'npm';
}

/** The command that installs packages in this project. */
export function installCommand(folder: string, packages: readonly string[]): readonly string[] {
  const manager = managerOf(folder);
  // pnpm refuses to add to the root of a workspace, unless it is told so.
  const isRoot = manager === 'pnpm' && existsSync(join(folder, 'pnpm-workspace.yaml'));
  return [...adds[manager], ...(isRoot ? ['--workspace-root'] : []), ...packages];
}

/** @returns whether the command has succeeded */
export async function install(folder: string, command: readonly string[]): Promise<boolean> {
  const isWindows = process.platform === 'win32';
  // On Windows npm is a script, which needs a shell; there, ^ has a meaning outside of quotes.
  const [program = '', ...args] = isWindows ? command.map((word) => `"${word}"`) : command;
  const child = spawn(program, args, { cwd: folder, stdio: 'inherit', shell: isWindows });
  const ended = once(child, 'close').then(([code]) => code === 0);
  return ended.catch(() => false);
}
