/**
 * `npm run size`: what a page downloads, gzip, held against the budgets (docs/architecture.md).
 * Packs the built package as an application's bundler would: esbuild, minified, split into chunks.
 * `--built` measures dist/ as it is instead of building it first; `--json` prints the figures alone.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Metafile } from 'esbuild';

interface Row {
  readonly what: string;
  readonly bytes: number;
  readonly budgetBytes: number;
}

const kib = 1024;

/** Modules of dist/ that a page loads when it needs them, by the path that the build gives them. */
const lazy = {
  encoder: 'chunks/elements/qr/encode-qr-code-',
  prompts: 'chunks/elements/binding/start-binding-',
  bindingClient: 'chunks/client/binding/bind-',
  panel: 'chunks/elements/button/panel-',
  login: 'chunks/elements/button/register-login-',
} as const;
const languages = ['en', 'zh-hans', 'zh-hant'] as const;
const languageFile = (language: string, terms: 'login' | 'binding'): string =>
  `locales/${language}/${terms}.js`;

interface Bundle {
  /** What the entry loads at once: itself and all that it imports statically. */
  readonly first: ReadonlySet<string>;
  /** What importing this module of dist/ later adds to `first`. */
  readonly after: (module: string) => ReadonlySet<string>;
  /** Gzip size of these files together, each compressed by itself. */
  readonly bytes: (files: Iterable<string>) => number;
}

/** @throws Error where the entry, or a module asked for later, is not in the build */
async function bundle(entry: string, external: string[] = []): Promise<Bundle> {
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
  const { outputs } = metafile;
  const sizes = new Map(
    Object.keys(outputs).map((path) => {
      const file = outputFiles.find((each) => each.path.endsWith(path));
      return [path, gzipSync(file?.contents ?? '', { level: 9 }).length] as const;
    }),
  );
  const outputOf = (module: string): string => {
    const found = Object.keys(outputs).find((path) =>
      outputs[path]?.entryPoint?.startsWith(`dist/${module}`),
    );
    if (found === undefined) throw new Error(`size: dist/${module} was not found in the build`);
    return found;
  };
  const first = loadedWith(outputOf(entry.replace(/^dist\//, '')), outputs);
  return {
    first,
    after: (module) =>
      new Set([...loadedWith(outputOf(module), outputs)].filter((path) => !first.has(path))),
    bytes: (files) => [...files].reduce((total, path) => total + (sizes.get(path) ?? 0), 0),
  };
}

/** The file and what it imports statically, from one to the next. */
function loadedWith(path: string, outputs: Metafile['outputs']): Set<string> {
  const loaded = new Set([path]);
  for (const each of loaded) {
    for (const { path: next, kind } of outputs[each]?.imports ?? []) {
      if (kind === 'import-statement' && outputs[next]) loaded.add(next);
    }
  }
  return loaded;
}

async function page(): Promise<Row[]> {
  const { first, after, bytes } = await bundle('dist/index.js');
  const largest = (terms: 'login' | 'binding'): number =>
    Math.max(...languages.map((language) => bytes(after(languageFile(language, terms)))));
  const encoder = bytes(after(lazy.encoder));
  const prompts = bytes(new Set([...after(lazy.prompts), ...after(lazy.bindingClient)]));
  return [
    { what: 'page: first script', bytes: bytes(first), budgetBytes: 20 * kib },
    { what: 'page: encoder', bytes: encoder, budgetBytes: 6 * kib },
    { what: 'page: one language (the largest)', bytes: largest('login'), budgetBytes: 2 * kib },
    {
      what: 'page: all to show the QR code and sign in',
      bytes: bytes(first) + encoder + largest('login'),
      budgetBytes: 24 * kib,
    },
    {
      what: 'prompts: one language (the largest)',
      bytes: largest('binding'),
      budgetBytes: 2 * kib,
    },
    {
      what: 'prompts for new visitors, when needed',
      bytes: prompts + largest('binding'),
      budgetBytes: 12 * kib,
    },
  ];
}

/** @throws Error where the button loads the login or floating-ui before it is pressed */
async function button(): Promise<Row[]> {
  const { first, after, bytes } = await bundle('dist/button.js');
  const panel = after(lazy.panel);
  if (after(lazy.login).size === 0) throw new Error('size: the button loads the login at once');
  return [
    { what: 'button: first script', bytes: bytes(first), budgetBytes: 10 * kib },
    { what: 'button: panel, when needed', bytes: bytes(panel), budgetBytes: 9 * kib },
  ];
}

async function entryAlone(entry: string, ...external: string[]): Promise<number> {
  const { first, bytes } = await bundle(entry, external);
  return bytes(first);
}

function singleFile(name: string): number {
  return gzipSync(readFileSync(`dist/${name}.min.js`), { level: 9 }).length;
}

async function others(): Promise<Row[]> {
  return [
    { what: './client alone', bytes: await entryAlone('dist/client.js'), budgetBytes: 8 * kib },
    {
      what: './debug, without lit',
      bytes: await entryAlone('dist/debug.js', 'lit'),
      budgetBytes: 4 * kib,
    },
    { what: './mock', bytes: await entryAlone('dist/mock.js'), budgetBytes: 5 * kib },
    {
      what: 'single file, two languages',
      bytes: singleFile('wechat-mp-login'),
      budgetBytes: 40 * kib,
    },
    {
      what: 'single file with the button',
      bytes: singleFile('wechat-mp-login-button'),
      budgetBytes: 50 * kib,
    },
  ];
}

if (!process.argv.includes('--built')) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
if (!existsSync('dist/index.js')) throw new Error('size: there is no dist/; run npm run build');
const rows = [...(await page()), ...(await button()), ...(await others())];
if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else {
  for (const { what, bytes, budgetBytes } of rows) {
    const mark = bytes > budgetBytes ? '  OVER' : '';
    const size = (bytes / kib).toFixed(2).padStart(7);
    console.log(`${what.padEnd(42)}${size} KiB of ${budgetBytes / kib}${mark}`);
  }
}
const over = rows.filter(({ bytes, budgetBytes }) => bytes > budgetBytes);
if (over.length > 0) {
  console.error(`Over the budget: ${over.map(({ what }) => what).join('; ')}`);
  process.exit(1);
}
