/** A sample in a folder of its own, as a developer has it: copied, with the package installed. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Project {
  readonly folder: string;
  /** Scripts of its package.json. */
  readonly scripts: readonly string[];
  /**
   * Runs a command to its end.
   * @throws Error with the command's output if it fails or takes too long
   */
  run(program: string, ...args: string[]): Promise<void>;
  /** Starts a program that serves the project, and waits until it answers at this port. */
  serve(port: number, env: NodeJS.ProcessEnv, program: string, ...args: string[]): Promise<void>;
  /** Ends what still runs, and deletes the folder. */
  remove(): Promise<void>;
}

const timeoutMs = 600_000;
const startTimeoutMs = 60_000;
const endTimeoutMs = 10_000;

/** Packs the package as it would be published, and returns the path of the tarball. */
export function pack(folder: string, isBuilt: boolean): string {
  const args = ['pack', '--silent', '--pack-destination', folder];
  if (isBuilt) args.push('--ignore-scripts');
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [file = ''] = readdirSync(folder);
  return join(folder, file);
}

/** Ends programs and deletes folders if this process ends before its projects are removed. */
const atExit = new Set<() => void>();
process.once('exit', () => {
  for (const cleanUp of atExit) cleanUp();
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}

/** @param source the folder to copy; by default, the project starts empty */
export function createProject(source?: string): Project {
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  const isSource = (path: string): boolean => !/\/(node_modules|dist)$/.test(path);
  if (source !== undefined) cpSync(source, folder, { recursive: true, filter: isSource });
  const running = new Set<ChildProcess>();
  const start = (program: string, args: readonly string[], env = process.env): Started => {
    const child = spawn(program, args, {
      ...{ cwd: folder, env: { ...env, CI: 'true', NO_COLOR: '1' } },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that what the program starts ends with it.
      detached: true,
    });
    const started = { child, output: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (started.output += text));
    }
    running.add(child);
    child.once('close', () => running.delete(child));
    return started;
  };
  const cleanUp = (): void => {
    // A program may have started others, in groups of their own, and ends them.
    for (const child of running) endGroup(child, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  atExit.add(cleanUp);
  return {
    folder,
    scripts: scriptsOf(folder),
    async run(program, ...args) {
      const started = start(program, args);
      const timer = setTimeout(() => {
        started.output += `\nIt took more than ${timeoutMs / 1000} s.`;
        endGroup(started.child);
      }, timeoutMs);
      const [exitCode] = (await once(started.child, 'close')) as [number | null];
      clearTimeout(timer);
      if (exitCode !== 0) throw new Error(`${[program, ...args].join(' ')}\n${started.output}`);
    },
    async serve(port, env, program, ...args) {
      const started = start(program, args, { ...process.env, ...env });
      await untilUp(port, started);
    },
    async remove() {
      const ends = [...running].map(async (child) => {
        const timer = setTimeout(endGroup, endTimeoutMs, child);
        await once(child, 'close');
        clearTimeout(timer);
      });
      for (const child of running) endGroup(child, 'SIGTERM');
      await Promise.all(ends);
      cleanUp();
      atExit.delete(cleanUp);
    },
  };
}

interface Started {
  readonly child: ChildProcess;
  output: string;
}

/** @throws Error if the program has ended, or takes too long */
async function untilUp(port: number, started: Started): Promise<void> {
  const isUp = (): Promise<boolean> =>
    fetch(`http://localhost:${port}/`, { signal: AbortSignal.timeout(5000) }).then(
      () => true,
      () => false,
    );
  for (const endMs = Date.now() + startTimeoutMs; !(await isUp());) {
    if (started.child.exitCode !== null || Date.now() > endMs) {
      throw new Error(`Nothing answers at port ${port}.\n${started.output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (pid !== undefined) process.kill(-pid, signal);
}

/** The scripts of the package.json in this folder, which init may have written. */
export function scriptsOf(folder: string): string[] {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return [];
  const { scripts = {} } = JSON.parse(readFileSync(path, 'utf8')) as { scripts?: object };
  return Object.keys(scripts);
}
