/**
 * `npm run size`: compares what a page downloads, compressed with gzip, with the budgets
 * (docs/architecture.md). Bundles the built package with Vite, as an application would
 * (docs/decisions/0014-size.md). `--built` measures the existing dist/ instead of building it first.
 * `--json` prints only the figures.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';

interface Row {
  readonly what: string;
  readonly bytes: number;
  readonly budgetBytes: number;
}

const kib = 1024;

/** Modules that a page loads only when it needs them: the beginnings of their paths in dist/. */
const lazy = {
  watching: 'chunks/client/run/watching/watching-',
  afterCreate: 'chunks/client/http/after-create-',
  afterQrCode: 'chunks/elements/login/after-qr-code/card-after-qr-code-',
  prompts: 'chunks/elements/login/later-',
  chat: 'chunks/elements/login/confirm/chat-',

  authingBinding: 'chunks/backends/authing/binding-',
  panel: 'chunks/elements/button/panel-',
  login: 'chunks/elements/login/register-login-',
} as const;
const languages = ['en', 'zh-hans', 'zh-hant'] as const;
/** These languages load after a file that finds them. */
const moreLanguages = readdirSync('src/locales', { withFileTypes: true })
  .filter((each) => each.isDirectory() && each.name !== 'terms')
  .map(({ name }) => name)
  .filter((name) => !languages.some((language) => language === name));
const termsFiles = ['login', 'after-qr-code', 'binding', 'step-up', 'doors', 'identities'] as const;
const languageFile = (language: string, terms: (typeof termsFiles)[number]): string =>
  `locales/${language}/${terms}.js`;

interface Bundle {
  /** Gzip size of the first load; each file is compressed by itself. */
  readonly firstBytes: number;
  /** Gzip size that loading these modules of dist/ adds. */
  readonly bytesAfter: (...modules: readonly string[]) => number;
}

/**
 * Bundles an application of one line.
 *
 * @param line imports the files to measure from dist/
 * @returns `bytesAfter` throws an Error if a module is not in the build
 */
async function bundle(line: string, external: (string | RegExp)[] = []): Promise<Bundle> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [application(line), withoutPreloading],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: applicationId, external },
    },
  });
  const [output] = [result].flat();
  if (!output || !('output' in output)) throw new Error('size: the build has no output.');
  const chunks = output.output.filter((each) => each.type === 'chunk');
  const loadedWith = (start: (typeof chunks)[number]): Set<(typeof chunks)[number]> => {
    const loaded = new Set([start]);
    for (const { imports } of loaded) {
      for (const chunk of chunks) if (imports.includes(chunk.fileName)) loaded.add(chunk);
    }
    return loaded;
  };
  const find = (what: string, is: (chunk: (typeof chunks)[number]) => boolean) => {
    const found = chunks.find(is);
    if (!found) throw new Error(`size: ${what} is not in the build.`);
    return found;
  };
  const bytes = (files: Iterable<(typeof chunks)[number]>): number =>
    // A bundler that has the files of the tag leaves out their addresses.
    [...files].reduce(
      (total, { code }) =>
        total + gzipped(code.replace(/from"[^"]*\/chunks\/index-[^"]*"/g, 'from""')),
      0,
    );
  const first = loadedWith(find('the entry', ({ isEntry }) => isEntry));
  return {
    firstBytes: bytes(first),
    bytesAfter: (...modules) => {
      const later = modules.flatMap((module) => {
        const path = resolve('dist', module);
        return [
          ...loadedWith(
            find(path, ({ facadeModuleId }) => facadeModuleId?.startsWith(path) ?? false),
          ),
        ];
      });
      return bytes(new Set(later.filter((chunk) => !first.has(chunk))));
    },
  };
}

const applicationId = 'virtual:application';

function application(line: string): Plugin {
  return {
    name: 'application',
    resolveId: (id) => (id === applicationId ? id : null),
    load: (id) => (id === applicationId ? line.replaceAll("'dist/", `'${resolve('dist')}/`) : null),
  };
}

/**
 * Vite's helper for preloading is part of the application: it has one as soon as it loads anything of its
 * own when needed, and other bundlers have none. `modulePreload: false` makes it do nothing, but keeps it.
 */
const withoutPreloading: Plugin = {
  name: 'without-preloading',
  enforce: 'pre',
  load: (id) =>
    id.includes('vite/preload-helper') ? 'export const __vitePreload = (load) => load();' : null,
};

const gzipped = (contents: string | Uint8Array): number => gzipSync(contents, { level: 9 }).length;

async function page(): Promise<Row[]> {
  const { firstBytes, bytesAfter } = await bundle("import 'dist/index.js';");
  const largestIn = (
    of: readonly string[],
    terms: (typeof termsFiles)[number],
    ...modules: readonly string[]
  ): number =>
    Math.max(...of.map((language) => bytesAfter(languageFile(language, terms), ...modules)));
  const largest = (terms: (typeof termsFiles)[number]): number => largestIn(languages, terms);
  const all = [...languages, ...moreLanguages];
  const untilQrCode = firstBytes + largest('login');
  const prompts = bytesAfter(lazy.prompts);
  return [
    { what: 'page: first script', bytes: firstBytes, budgetBytes: 23.5 * kib },
    { what: 'page: one language (the largest)', bytes: largest('login'), budgetBytes: 1 * kib },
    {
      what: 'page: until the QR code is on the screen',
      bytes: untilQrCode,
      budgetBytes: 24 * kib,
    },
    {
      what: 'page: another language, and what finds it',
      bytes: largestIn(moreLanguages, 'login', 'locales/more-languages.js'),
      budgetBytes: 2 * kib,
    },
    {
      what: 'any file of a language (the largest)',
      // Of English and Chinese, an application without the list of accounts leaves its texts out.
      bytes: Math.max(
        ...termsFiles.map((terms) =>
          largestIn(terms === 'identities' ? moreLanguages : all, terms),
        ),
      ),
      budgetBytes: 2 * kib,
    },
    {
      what: 'page: everything to sign in by QR code',
      bytes: untilQrCode + bytesAfter(lazy.watching, lazy.afterCreate, lazy.afterQrCode),
      budgetBytes: 32 * kib,
    },
    {
      what: 'chat to confirm in, when needed',
      bytes: bytesAfter(lazy.chat),
      budgetBytes: 2.5 * kib,
    },
    {
      what: 'prompts: one language (the largest)',
      bytes: largest('binding'),
      budgetBytes: 2.5 * kib,
    },
    {
      what: 'prompts for new visitors, when needed',
      bytes: prompts + largest('binding'),
      budgetBytes: 13.25 * kib,
    },
  ];
}

/** @throws Error if the button loads the login before it is pressed */
async function button(): Promise<Row[]> {
  const { firstBytes, bytesAfter } = await bundle("import 'dist/button.js';");
  if (bytesAfter(lazy.login) === 0)
    throw new Error('size: the button loads the login at once. It should import it when pressed.');
  return [
    { what: 'button: first script', bytes: firstBytes, budgetBytes: 10.75 * kib },
    {
      what: 'button: panel and login, when pressed',
      bytes: bytesAfter(lazy.panel, lazy.login),
      budgetBytes: 25.75 * kib,
    },
  ];
}

/** Measures everything that the entry exports. */
async function entryAlone(entry: string, ...external: string[]): Promise<number> {
  const line = `import * as all from '${entry}'; globalThis.all = all;`;
  return (await bundle(line, external)).firstBytes;
}

/** What an adapter adds to a page that has the tag: before the prompts, and for them. */
async function adapters(): Promise<Row[]> {
  // The page has what the tag loads first. Bundled with it, most of the figure would depend on how a bundler
  // cuts the files of the tag anew.
  const beside = async (name: 'authing' | 'casdoor') => {
    const line = `import { ${name}Backend } from 'dist/backends/${name}.js'; globalThis.create = ${name}Backend;`;
    return bundle(line, [/\/chunks\/index-/]);
  };
  const [authing, casdoor] = [await beside('authing'), await beside('casdoor')];
  return [
    {
      what: './backends/authing, beside the tag',
      bytes: authing.firstBytes,
      budgetBytes: 3 * kib,
    },
    {
      what: './backends/authing: prompts, when needed',
      bytes: authing.bytesAfter(lazy.authingBinding),
      budgetBytes: 3 * kib,
    },
    {
      what: './backends/casdoor, beside the tag',
      bytes: casdoor.firstBytes,
      budgetBytes: 3 * kib,
    },
  ];
}

function singleFile(name: string): number {
  return gzipped(readFileSync(`dist/${name}.min.js`));
}

async function others(): Promise<Row[]> {
  return [
    { what: './client alone', bytes: await entryAlone('dist/client.js'), budgetBytes: 9.5 * kib },
    {
      what: './debug, without lit',
      bytes: await entryAlone('dist/debug.js', 'lit'),
      budgetBytes: 4 * kib,
    },
    { what: './mock', bytes: await entryAlone('dist/mock.js'), budgetBytes: 5 * kib },
    {
      what: 'single file, two languages',
      bytes: singleFile('wechat-mp-login'),
      budgetBytes: 59 * kib,
    },
    {
      what: 'single file with the button',
      bytes: singleFile('wechat-mp-login-button'),
      budgetBytes: 69 * kib,
    },
  ];
}

if (!process.argv.includes('--built')) {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
if (!existsSync('dist/index.js'))
  throw new Error('size: there is no dist/. Run `npm run build`, or leave out `--built`.');
const rows = [...(await page()), ...(await button()), ...(await adapters()), ...(await others())];
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
