/**
 * `npm run release:check`: refuses to publish a version before its owner, its addresses and its changelog
 * are in place, and checks the package as it would be published. `npm publish` runs it first.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { problemsOf, type Release } from './rules.js';

const linesOf = (...args: string[]): string[] =>
  execFileSync('git', args, { encoding: 'utf8' }).split('\n').filter(Boolean);

const ownersFiles = [
  'SECURITY.md',
  'SECURITY.zh-CN.md',
  ...readdirSync('.github', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yml'))
    .map((path) => `.github/${path}`),
];

const problems = problemsOf({
  manifest: JSON.parse(readFileSync('package.json', 'utf8')) as Release['manifest'],
  changelog: readFileSync('CHANGELOG.md', 'utf8'),
  license: readFileSync('LICENSE', 'utf8'),
  ownersFiles: Object.fromEntries(ownersFiles.map((path) => [path, readFileSync(path, 'utf8')])),
  tags: linesOf('tag', '--list'),
  changedFiles: linesOf('status', '--porcelain').map((line) => line.slice(3)),
});
for (const problem of problems) console.error(`- ${problem}`);
if (problems.length > 0) process.exitCode = 1;
else {
  // Also checks that every link of the README and of the other documents leads into the package.
  for (const script of ['build', 'package:check']) {
    execFileSync('npm', ['run', '--silent', script], { stdio: 'inherit', shell: true });
  }
  console.log('Ready to publish.');
}
