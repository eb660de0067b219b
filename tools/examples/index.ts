/**
 * `npm run examples`: packs the package, installs it into a fresh folder for each project of
 * test/frameworks/pages, type-checks and builds the project, and signs a new visitor in through its
 * page, in a real browser. `npm run examples -- vue nuxt` runs these two, `-- --quick` those that are
 * quick enough for CI, `-- --built` packs the existing dist/. Prints one line for each page, what went
 * wrong, and a line of counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { launch } from '../../test/support/e2e/page/browser.js';
import { frontEnds, type Visit } from './front-ends.js';
import { filesIn, freePort, passTo, startOrigin } from './origin.js';
import { createProject, pack, type Project } from './project.js';
import { signIn } from './sign-in.js';

const counts = { passed: 0, failed: 0 };

function report(name: string, startedAtMs: number, wrong: readonly string[]): void {
  counts[wrong.length === 0 ? 'passed' : 'failed']++;
  const seconds = Math.round((Date.now() - startedAtMs) / 1000);
  console.log(`${name}: ${wrong.length === 0 ? 'signed in' : 'failed'} (${seconds} s)`);
  for (const line of wrong) console.log(`  ${line.replaceAll('\n', '\n  ')}`);
}

/** Serves the project as the visit wants it, and signs a visitor in. */
async function makeVisit(browser: Browser, project: Project, visit: Visit): Promise<string[]> {
  const { serve, path = '/' } = visit;
  if ('script' in serve && serve.script === 'dev') {
    const port = await freePort();
    const pageOrigin = `http://localhost:${port}`;
    const origin = await startOrigin(pageOrigin);
    try {
      const env = { BACKEND: `http://localhost:${origin.port}` };
      await project.serve(port, env, 'npm', 'run', 'dev', '--', '--port', `${port}`);
      return await signIn(browser, pageOrigin + path, origin, visit);
    } finally {
      await origin.stop();
    }
  }
  const origin = await startOrigin();
  try {
    if ('folder' in serve) origin.page = filesIn(join(project.folder, serve.folder));
    else {
      const port = await freePort();
      const backend = `http://localhost:${origin.port}`;
      await project.serve(port, { PORT: `${port}`, BACKEND: backend }, 'npm', 'run', 'start');
      origin.page = passTo(port);
    }
    return await signIn(browser, `http://localhost:${origin.port}${path}`, origin, visit);
  } finally {
    await origin.stop();
  }
}

const nameOf = (name: string, { serve, path }: Visit): string =>
  `${name} ${path ?? ('folder' in serve ? serve.folder : serve.script)}`;

async function runFrontEnd(browser: Browser, tarball: string, name: string): Promise<void> {
  const { visits } = frontEnds[name] ?? { visits: [] };
  let startedAtMs = Date.now();
  const project = createProject(join('test/frameworks/pages', name));
  try {
    await project.run('npm', 'install', '--no-audit', '--no-fund', tarball);
    for (const script of ['check', 'build']) {
      if (project.scripts.includes(script)) await project.run('npm', 'run', script);
    }
    for (const visit of visits) {
      report(nameOf(name, visit), startedAtMs, await makeVisit(browser, project, visit));
      startedAtMs = Date.now();
    }
  } catch (error) {
    report(name, startedAtMs, [error instanceof Error ? error.message : String(error)]);
  } finally {
    await project.remove();
  }
}

function chosen(args: readonly string[]): string[] {
  const names = args.filter((arg) => !arg.startsWith('--'));
  const unknown = names.find((name) => !(name in frontEnds));
  if (unknown) {
    throw new Error(`"${unknown}" is none of ${Object.keys(frontEnds).join(', ')}.`);
  }
  if (names.length > 0) return names;
  const isQuick = args.includes('--quick');
  return Object.keys(frontEnds).filter((name) => !isQuick || frontEnds[name]?.isQuick);
}

const args = process.argv.slice(2);
const names = chosen(args);
const packed = mkdtempSync(join(tmpdir(), 'packed-'));
const browser = await launch();
try {
  const tarball = pack(packed, args.includes('--built'));
  for (const name of names) await runFrontEnd(browser, tarball, name);
} finally {
  await browser.close();
  rmSync(packed, { recursive: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;
