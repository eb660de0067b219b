/**
 * `npm run size`: what a page loads, gzip, held against the budget (docs/architecture.md, "Budgets").
 * Measures the built package as an application's bundler would pack it: esbuild, minified, split.
 * `--json` prints figures alone.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

interface Row {
  readonly what: string;
  readonly bytes: number;
  readonly budget: number;
}

const kib = 1024;

function gzipped(contents: Uint8Array | string): number {
  return gzipSync(contents, { level: 9 }).length;
}

type Outputs = Metafile['outputs'];

/** The files that load with `path`, itself included, without those that it imports only when needed. */
function loadedWith(path: string, outputs: Outputs): Set<string> {
  const loaded = new Set([path]);
  for (const each of loaded) {
    for (const { path: next, kind } of outputs[each]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[next]) loaded.add(next);
    }
  }
  return loaded;
}

async function bundle(entry: string, external: string[] = []) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    external,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
    outdir: 'out',
    legalComments: 'none',
  });
  const sizes = new Map(
    Object.keys(metafile.outputs).map((path) => {
      const file = outputFiles.find((each) => each.path.endsWith(path));
      return [path, gzipped(file?.contents ?? '')] as const;
    }),
  );
  return { outputs: metafile.outputs, sizes };
}

const sum = (paths: Iterable<string>, sizes: ReadonlyMap<string, number>): number =>
  [...paths].reduce((total, path) => total + (sizes.get(path) ?? 0), 0);

async function page(): Promise<Row[]> {
  const { outputs, sizes } = await bundle('dist/index.js');
  const find = (input: RegExp): string[] =>
    Object.keys(outputs).filter((path) =>
      Object.keys(outputs[path]?.inputs ?? {}).some((name) => input.test(name)),
    );
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === 'dist/index.js');
  const first = loadedWith(entry ?? '', outputs);
  const later = (paths: readonly string[]): Set<string> =>
    new Set(
      paths.flatMap((path) => [...loadedWith(path, outputs)]).filter((path) => !first.has(path)),
    );
  const languages = find(/dist\/(chunks|locales)\/(en|zh-han[st])\b/);
  const largest = Math.max(0, ...languages.map((path) => sum(later([path]), sizes)));
  const encoder = sum(later(find(/dist\/chunks\/(code-path|qrcode)/)), sizes);
  const prompts = later(find(/dist\/chunks\/(binding|wechat-mp-binding)-/));
  const spoken = find(/dist\/locales\/binding\//).map((path) => sizes.get(path) ?? 0);
  const inPrompts = Math.max(0, ...spoken);
  if (!entry || encoder === 0 || largest === 0 || prompts.size === 0 || inPrompts === 0) {
    throw new Error('size: a part of the page was not found in the build');
  }
  return [
    { what: 'page: first script', bytes: sum(first, sizes), budget: 20 * kib },
    { what: 'page: encoder', bytes: encoder, budget: 20 * kib },
    { what: 'page: one language (the larger)', bytes: largest, budget: 2 * kib },
    {
      what: 'page: all to show the code and sign in',
      bytes: sum(first, sizes) + encoder + largest,
      budget: 21.5 * kib,
    },
    { what: 'prompts: one language (the larger)', bytes: inPrompts, budget: 2 * kib },
    {
      what: 'prompts for who is new, when needed',
      bytes: sum(prompts, sizes) + inPrompts,
      budget: 12 * kib,
    },
  ];
}

async function button(): Promise<Row[]> {
  const { outputs, sizes } = await bundle('dist/button.js');
  const madeOf = (path: string): string[] => Object.keys(outputs[path]?.inputs ?? {});
  const entry = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === 'dist/button.js');
  const panel = Object.keys(outputs).find((path) =>
    madeOf(path).some((name) => /dist\/chunks\/button-panel-/.test(name)),
  );
  const first = loadedWith(entry ?? '', outputs);
  const isHeavy = [...first]
    .flatMap(madeOf)
    .some((name) => /floating-ui|mp-qr-|chunks\/login-/.test(name));
  if (!entry || !panel || isHeavy) {
    throw new Error('size: the button and what it loads later were not found apart in the build');
  }
  const later = [...loadedWith(panel, outputs)].filter((path) => !first.has(path));
  return [
    { what: 'button: first script', bytes: sum(first, sizes), budget: 9.5 * kib },
    { what: 'button: panel, when needed', bytes: sum(later, sizes), budget: 9 * kib },
  ];
}

async function entryAlone(entry: string, ...external: string[]): Promise<number> {
  const { sizes, outputs } = await bundle(entry, external);
  const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint) ?? '';
  return sum(loadedWith(first, outputs), sizes);
}

async function alone(): Promise<Row[]> {
  return [
    { what: './client alone', bytes: await entryAlone('dist/client.js'), budget: 6 * kib },
    {
      what: './debug, without lit',
      bytes: await entryAlone('dist/debug.js', 'lit'),
      budget: 4 * kib,
    },
    { what: './mock', bytes: await entryAlone('dist/mock.js'), budget: 4 * kib },
    {
      what: 'single file, two languages',
      bytes: gzipped(readFileSync('dist/wechat-mp-login.min.js')),
      budget: 36 * kib,
    },
    {
      what: 'single file with the button',
      bytes: gzipped(readFileSync('dist/wechat-mp-login-button.min.js')),
      budget: 46 * kib,
    },
  ];
}

/** Builds the package first; `--built` takes dist/ as it is. */
function buildPackage(): void {
  if (process.argv.includes('--built') && readdirSync('dist').length > 0) return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

buildPackage();
const rows = [...(await page()), ...(await button()), ...(await alone())];
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else {
  for (const { what, bytes, budget } of rows) {
    const mark = bytes > budget ? '  OVER' : '';
    console.log(
      `${what.padEnd(42)}${(bytes / kib).toFixed(2).padStart(7)} KiB of ${budget / kib}${mark}`,
    );
  }
}
const over = rows.filter(({ bytes, budget }) => bytes > budget);
if (over.length > 0) {
  console.error(`Over the budget: ${over.map(({ what }) => what).join('; ')}`);
  process.exit(1);
}
