/** The backend of examples/python, in a process of its own. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FixtureSettings } from '../../../src/conformance/fixture.js';
import { startProgram, type RunningProgram } from './program.js';

export const howToGetIt =
  'no Python with cryptography here: apt-get install python3 python3-cryptography';

/** Debian's Python knows Debian's packages; another `python3` in the PATH may not. */
export function findPython(): string | undefined {
  return ['python3', '/usr/bin/python3'].find(
    (program) => spawnSync(program, ['-c', 'import cryptography']).status === 0,
  );
}

const backend = fileURLToPath(new URL('../../../examples/python/backend.py', import.meta.url));

export function startPython(
  python: string,
  settings: Omit<FixtureSettings, 'wechatUrl'>,
): Promise<RunningProgram> {
  return startProgram({ command: python, args: () => [backend] }, settings);
}
