/**
 * `npm run examples`: packs the package, and signs a new visitor in, in a real browser, through
 *
 * - each project of test/frameworks/pages, in a fresh folder where the package is installed and the
 *   project type-checked and built;
 * - each start of a newcomer: install, init and dev, for each framework that init knows;
 * - each program of examples/ and README for a framework of a server, in a fresh folder;
 * - without arguments also each mount of test/frameworks, without a browser (CI runs those as a suite).
 *
 * `npm run examples -- vue nuxt` runs these two, `-- --quick` those that are quick enough for CI, and
 * `-- --built` packs the existing dist/. `npm run release:dry` runs the starts (`--starts`). Prints one line for each page, what went wrong, and counts.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/cli/free-port.js';
import { launch } from '../../test/support/e2e/page/browser.js';
import { frameworks, programsFor, writeProgram } from './first-logins.js';
import { frontEnds, type Visit } from './front-ends.js';
import { filesIn, passTo, startOrigin } from './origin.js';
import { createProject, pack, scriptsOf, type Project } from './project.js';
import { signIn, signInAndBeGreeted, signInByPhone, visitPage } from './sign-in.js';
import { starts } from './starts.js';

const args = process.argv.slice(2);
const names = chosen();
const packed = mkdtempSync(join(tmpdir(), 'packed-'));
const browser = await launch();
const counts = { passed: 0, failed: 0 };
try {
  const tarball = pack(packed, args.includes('--built'));
  // Two at a time: installing waits for the disk, and builds have more than one thread.
  const work = async (): Promise<void> => {
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      if (name in frontEnds) await runFrontEnd(tarball, name);
      else await (name in starts ? runStart(tarball, name) : runFirstLogins(tarball, name));
    }
  };
  await Promise.all([work(), work()]);
  if (args.every((arg) => arg === '--built')) runMounts(tarball);
} finally {
  await browser.close();
  rmSync(packed, { recursive: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 ? 1 : 0;

function chosen(): string[] {
  const all = [frameworks, starts, frontEnds].flatMap((each) => Object.keys(each));
  if (args.includes('--starts')) return Object.keys(starts);
  const named = args.filter((arg) => !arg.startsWith('--'));
  const unknown = named.find((name) => !all.includes(name));
  if (unknown) throw new Error(`"${unknown}" is none of ${all.join(', ')}.`);
  if (named.length > 0) return named;
  return args.includes('--quick')
    ? all.filter((name) => (frontEnds[name] ?? starts[name])?.isQuick !== false)
    : all;
}

async function runFrontEnd(tarball: string, name: string): Promise<void> {
  const { visits } = frontEnds[name] ?? { visits: [] };
  await inProject(name, join('test/frameworks/pages', name), async (project, report) => {
    await project.run('npm', 'install', '--no-audit', '--no-fund', tarball);
    for (const script of ['check', 'build']) {
      if (project.scripts.includes(script)) await project.run('npm', 'run', script);
    }
    for (const visit of visits) {
      const { serve, path } = visit;
      const what = path ?? ('folder' in serve ? serve.folder : serve.script);
      report(`${name} ${what}`, await makeVisit(project, visit));
    }
  });
}

/** Serves the project as the visit wants it, and signs a visitor in. */
async function makeVisit(project: Project, visit: Visit): Promise<string[]> {
  const { serve, path = '/' } = visit;
  // In development, the page's server passes requests on to the backend; else it is the other way round.
  const devPort = 'script' in serve && serve.script === 'dev' ? await freePort() : undefined;
  const origin = await startOrigin(devPort);
  try {
    const env = { BACKEND: `http://localhost:${origin.port}` };
    if (devPort !== undefined) {
      await project.serve(devPort, env, 'npm', 'run', 'dev', '--', '--port', `${devPort}`);
    } else if ('folder' in serve) {
      origin.page = filesIn(join(project.folder, serve.folder));
    } else {
      const port = await freePort();
      await project.serve(port, { ...env, PORT: `${port}` }, 'npm', 'run', 'start');
      origin.page = passTo(port);
    }
    const url = `http://localhost:${devPort ?? origin.port}${path}`;
    return await visitPage(browser, url, (page) => signIn(page, origin, visit), visit.console);
  } finally {
    await origin.stop();
  }
}

async function runFirstLogins(tarball: string, name: string): Promise<void> {
  await inProject(name, undefined, async (project, report) => {
    const packages = frameworks[name] ?? [];
    await project.run('npm', 'install', '--no-audit', '--no-fund', tarball, ...packages);
    for (const program of programsFor(name)) {
      const [port, simulator] = [await freePort(), await freePort()];
      writeProgram(program, project.folder, port, simulator);
      await project.serve(port, {}, 'node', 'server.mjs');
      const url = `http://localhost:${port}/`;
      report(program.name, await visitPage(browser, url, signInByPhone));
    }
  });
}

/** The commands that a newcomer types, with the path of the tarball in place of the package's name. */
async function runStart(tarball: string, name: string): Promise<void> {
  const { source, framework, path = '/', console } = starts[name] ?? {};
  const folder = source && join('test/frameworks/pages', source);
  await inProject(name, folder, async (project, report) => {
    const named = framework ? ['--framework', framework] : [];
    await project.run('npm', 'install', '--no-audit', '--no-fund', tarball);
    await project.run('npx', 'wechat-mp-login', 'init', '--yes', '--lang', 'en', ...named);
    const port = await freePort();
    const dev = ['wechat-mp-login', 'dev', '--port', `${port}`, '--lang', 'en'];
    await project.serve(port, {}, 'npx', ...dev);
    const url = `http://localhost:${port}${path}`;
    report(name, await visitPage(browser, url, signInAndBeGreeted, console));
    for (const script of ['check', 'build']) {
      if (scriptsOf(project.folder).includes(script)) await project.run('npm', 'run', script);
    }
  });
}

/** The suite prints its own failures and counts. */
function runMounts(tarball: string): void {
  const env = { ...process.env, PACKAGE: tarball };
  const { status } = spawnSync('npm', ['test', '--silent', '--', 'frameworks'], {
    env,
    stdio: 'inherit',
  });
  counts[status === 0 ? 'passed' : 'failed']++;
}

type Report = (name: string, wrong: readonly string[]) => void;

/** @param source the folder to start from; by default, an empty one */
async function inProject(
  name: string,
  source: string | undefined,
  act: (project: Project, report: Report) => Promise<void>,
): Promise<void> {
  let startedAtMs = Date.now();
  const report: Report = (what, wrong) => {
    counts[wrong.length === 0 ? 'passed' : 'failed']++;
    const seconds = Math.round((Date.now() - startedAtMs) / 1000);
    console.log(`${what}: ${wrong.length === 0 ? 'signed in' : 'failed'} (${seconds} s)`);
    for (const line of wrong) console.log(`  ${line.replaceAll('\n', '\n  ')}`);
    startedAtMs = Date.now();
  };
  const project = createProject(source);
  try {
    await act(project, report);
  } catch (error) {
    report(name, [error instanceof Error ? error.message : String(error)]);
  } finally {
    await project.remove();
  }
}
