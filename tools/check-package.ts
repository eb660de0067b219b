/**
 * `npm run package:check`: packs the existing dist/ as it would be published, then checks that
 * package.json is right and that its exports and their types resolve.
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
  // Skip prepack, which would build again.
  run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder);
  const [file = ''] = readdirSync(folder);
  run('npx', 'publint', join(folder, file), '--strict', '--level', 'warning');
  run('npx', 'attw', join(folder, file), '--profile', 'esm-only', '--quiet');
} finally {
  rmSync(folder, { recursive: true });
}
