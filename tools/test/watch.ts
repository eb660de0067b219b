/** `npm run test:watch -- FILE`: runs the test file again when it, or a file that it imports, changes. */
import { spawn } from 'node:child_process';

const [file, ...more] = process.argv.slice(2);
if (file === undefined || more.length > 0) {
  console.error('Name one test file: npm run test:watch -- test/server/node.test.ts');
  process.exit(1);
}
const command = file.includes('test/elements/')
  ? ['node_modules/@web/test-runner/dist/bin.js', '--watch', '--files', file]
  : ['--watch', '--import', 'tsx', '--test-reporter=spec', file];
spawn(process.execPath, command, { stdio: 'inherit' }).once('close', (code) => {
  process.exitCode = code ?? 1;
});
