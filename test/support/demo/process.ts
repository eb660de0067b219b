/** Starts the demo in a process of its own, as `npm start -- --memory` does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const directly = [process.execPath, '--import', 'tsx', 'demo/server.ts', '--memory'];

/** @param command starts it in another way */
export function startProcess(
  test: TestContext,
  env: Readonly<Record<string, string>>,
  [program = '', ...args]: readonly string[] = directly,
) {
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  test.after(() => child.kill('SIGKILL'));
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.err += text));
  const ended = once(child, 'close').then(([code]: unknown[]) => code);
  /** Waits until the output matches, or the process has ended. */
  const until = async (pattern: RegExp): Promise<void> => {
    const over = ended.then(() => 'over');
    while (!pattern.test(output.out)) {
      if ((await Promise.race([once(child.stdout, 'data'), over])) === 'over') break;
    }
  };
  return { child, output, ended, until };
}
