/** Runs a program of the project, and ends it with whatever it has started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from '../../free-port.js';
import type { Environment } from '../../terminal.js';
import type { Texts } from '../texts/index.js';
import type { Program } from './programs.js';

export interface Running {
  readonly port: number;
  /** Rejects when the program ends by itself. */
  readonly ended: Promise<never>;
  /** Resolves when the program accepts connections; rejects if it ends, or has not begun to in time. */
  untilUp(): Promise<void>;
  stop(): void;
}

/** Frameworks compile before they listen, and a first time can take a minute. */
const startTimeoutMs = 180_000;
/** As long as the servers of frameworks take to end requests under way. */
const endTimeoutMs = 5000;

/**
 * @param environment more variables than this process has
 * @param timeoutMs how long the program may take until it listens
 * @param graceMs how long it may take to end, before it is killed
 */
export async function runProgram(
  { command, portOption }: Program,
  folder: string,
  environment: Environment,
  failures: Texts['failures'],
  timeoutMs = startTimeoutMs,
  graceMs = endTimeoutMs,
): Promise<Running> {
  const port = await freePort();
  const words = portOption === undefined ? command : [...command, portOption, String(port)];
  const isWindows = process.platform === 'win32';
  const [program = '', ...args] = isWindows ? words.map((word) => `"${word}"`) : words;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment, PORT: String(port), PATH: pathWithBins(folder) },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: isWindows,
    // A group of its own, so that what the program starts ends with it.
    detached: !isWindows,
  });
  const name = command.join(' ');
  const stop = (): void => endGroup(child, graceMs);
  process.once('exit', stop);
  const ended = new Promise<never>((_, reject) => {
    const fail = (message: string): void => reject(new Error(message));
    child.once('error', ({ message }) => fail(failures.notStarted(name, message)));
    child.once('exit', (code, signal) => fail(failures.ended(name, signal ?? String(code))));
  });
  const running = new AbortController();
  ended.catch(() => running.abort());
  const untilUp = async (): Promise<void> => {
    if (await Promise.race([ended, accepts(port, timeoutMs, running.signal)])) return;
    throw new Error(failures.silent(name, port, timeoutMs / 1000));
  };
  return { port, ended, stop, untilUp };
}

/** Programs of the project's packages are found as in a script of package.json. */
function pathWithBins(folder: string): string {
  const above = dirname(folder);
  const bins = join(folder, 'node_modules/.bin');
  const rest = above === folder ? (process.env['PATH'] ?? '') : pathWithBins(above);
  return `${bins}${delimiter}${rest}`;
}

const retryMs = 50;

/** @returns whether something accepts connections at this port before the time is over */
async function accepts(port: number, timeoutMs: number, running: AbortSignal): Promise<boolean> {
  const connects = (): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect({ port, host: 'localhost' });
      const settle = (isUp: boolean) => (): void => {
        socket.destroy();
        resolve(isUp);
      };
      socket.once('connect', settle(true)).once('error', settle(false));
    });
  const endsAtMs = performance.now() + timeoutMs;
  while (!(await connects())) {
    if (running.aborted || performance.now() > endsAtMs) return false;
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
  return true;
}

function endGroup(child: ChildProcess, graceMs: number): void {
  if (!isRunning(child)) return;
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  child.once('exit', () => clearTimeout(timer));
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null;

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has just ended, and this process has yet to hear of it.
  }
}
