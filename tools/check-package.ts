/**
 * `npm run package:check`: what would be published, packed once from the dist/ that is there. The
 * exports resolve, their types do too, and package.json says nothing that is not so.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { shell: true, stdio: ['ignore', 'ignore', 'inherit'] });
}

const folder = mkdtempSync(join(tmpdir(), 'package-'));
try {
  // Without prepack, which would build once more.
  run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  const [file = ''] = readdirSync(folder);
  run('npx', 'publint', join(folder, file), '--strict', '--level', 'warning');
  run('npx', 'attw', join(folder, file), '--profile', 'esm-only', '--quiet');
} finally {
  rmSync(folder, { recursive: true });
}
