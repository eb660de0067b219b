/** `npm run site`: builds the documentation site into `site/dist`, and checks it. `-- --dev` serves it while you write, `-- --check` checks what is built. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assemble } from './assemble/assemble.js';
import { checkSite } from './check/index.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs a program, and ends this one if it fails. */
function run(program: string, ...args: readonly string[]): void {
  const { status } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(`${root}dist/index.js`)) {
  console.error('The site shows the built tags. Run first: npm run build');
  process.exit(1);
}
const isOnlyChecked = process.argv.includes('--check');
if (!isOnlyChecked) await assemble();
if (process.argv.includes('--dev')) {
  run('site/node_modules/.bin/vitepress', 'dev', 'site');
} else {
  if (!isOnlyChecked) run('site/node_modules/.bin/vitepress', 'build', 'site');
  const faults = await checkSite();
  console.log(faults.join('\n'));
  if (faults.length > 0) process.exit(1);
}
