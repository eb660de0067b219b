/** `doctor`, on this machine. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Terminal } from '../terminal.js';
import { doctor } from './doctor.js';

export { help } from './texts/index.js';

export function run(args: readonly string[], terminal: Terminal): Promise<number> {
  return doctor(args, {
    terminal,
    environment: process.env,
    readFile,
    fetch: (input, init) => fetch(input, init),
    now: Date.now,
    sleep: (ms) => setTimeout(ms),
  });
}

function readFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
