/** Runs Node and returns its output. */
import { spawn } from 'node:child_process';

export interface Finished {
  readonly output: string;
  readonly ok: boolean;
}

/** @param timeoutMs the time after which the process is killed and counts as failed */
export function runNode(
  args: readonly string[],
  timeoutMs: number,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    const timer = setTimeout(() => {
      output += `\nnot ok - the process took more than ${timeoutMs / 1000} s and was killed\n`;
      child.kill('SIGKILL');
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ output, ok: code === 0 });
    });
  });
}
