/** Are the types wrong? Asked for every entry, in every way in which an ES module is resolved. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const folder = 'tools/package/types-wrong';
const command = join(folder, 'node_modules/@arethetypeswrong/cli/dist/index.js');

function run(program: string, args: readonly string[], shell = false): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', shell });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
  return stdout;
}

/**
 * Runs are-the-types-wrong over a packed package.
 *
 * Two ways to resolve are left out. The package has no CommonJS, so `require` gets what Node.js gives it
 * for any ES module. And `node10`, which is from before `exports`, finds no entry of any package that
 * relies on them; TypeScript 6 gives it up.
 *
 * @param entries the entries without patterns, such as `types/react`
 * @throws Error with its table, if a type is wrong
 */
export function checkTypesResolve(tarball: string, entries: readonly string[]): void {
  run('npm', ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'], true);
  const options = [
    '--profile',
    'esm-only',
    '--no-color',
    '--no-emoji',
    '--format',
    'table-flipped',
  ];
  const table = run(process.execPath, [command, tarball, ...options, '--entrypoints', ...entries]);
  // It passes over what it does not know.
  const missing = entries.filter((entry) => !table.includes(`/${entry}"`) && entry !== '.');
  if (missing.length > 0) throw new Error(`Not checked: ${missing.join(', ')}\n${table}`);
}
