/** Installs packages with the package manager of the project. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** By its lock file; npm without one. */
const managers: readonly (readonly [lockFile: string, command: readonly [string, string]])[] = [
  ['pnpm-lock.yaml', ['pnpm', 'add']],
  ['yarn.lock', ['yarn', 'add']],
  ['bun.lock', ['bun', 'add']],
  ['bun.lockb', ['bun', 'add']],
];

/** The command that installs packages in this project. */
export function installCommand(folder: string, packages: readonly string[]): readonly string[] {
  const found = managers.find(([lockFile]) => existsSync(join(folder, lockFile)));
  return [...(found?.[1] ?? ['npm', 'install']), ...packages];
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
