/**
 * `npm run package:check`: packs the existing dist/ as it would be published, installs it in a fresh
 * project outside the repository, and tries what an application does with it.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { entriesOf } from './api/declarations.js';
import { differencesOf, readReport, reportFolder, reportOf } from './api/report.js';
import { createFreshProject, type FreshProject } from './fresh-project.js';
import { deadLinks } from './links.js';
import { checkTypesResolve } from './types-wrong.js';

/** The packages that a page needs. Everything else is bundled, or a peer that the application chooses. */
const pagePackages = ['@floating-ui/dom', 'lit'];
const maxUnpackedBytes = 11 * 1024 * 1024;

/** Entries that import a framework: test/frameworks checks them, with the framework installed. */
const isForFramework = (entry: string): boolean => /^\.\/(react$|better-auth$|types\/)/.test(entry);
const isForServer = (entry: string): boolean => /^\.\/(server|accounts)/.test(entry);
const isForNode = (entry: string): boolean => /^\.\/server\//.test(entry);
const isSingleFile = (entry: string): boolean => entry.endsWith('.min.js');
const isStyleSheet = (entry: string): boolean => entry.endsWith('.css');

const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

function assertNone(mistakes: readonly string[]): void {
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
}

/** package.json is right: publint's rules. */
async function checkManifest({ packageFolder }: FreshProject): Promise<void> {
  const { messages, pkg } = await publint({
    pkgDir: packageFolder,
    pack: false,
    strict: true,
    level: 'warning',
  });
  assertNone(messages.map((message) => formatMessage(message, pkg) ?? message.code));
}

function checkDependencies({ manifest: { dependencies } }: FreshProject): void {
  const others = Object.keys(dependencies).filter((name) => !pagePackages.includes(name));
  assertNone(
    others.map((name) => `${name} is in "dependencies", so every page would install it: bundle it`),
  );
}

function checkSize({ packageFolder }: FreshProject): void {
  const bytes = filesOf(packageFolder)
    .map((file) => statSync(join(packageFolder, file)).size)
    .reduce((total, size) => total + size, 0);
  if (bytes > maxUnpackedBytes) {
    throw new Error(`The package unpacks to ${bytes} bytes, more than ${maxUnpackedBytes}.`);
  }
}

/** The documents: every link leads to a file of the package. */
function checkLinks({ packageFolder, manifest }: FreshProject): void {
  const documents = filesOf(packageFolder).filter((file) => file.endsWith('.md'));
  // Pictures that package.json leaves out are too large. Package registries show those of the repository.
  const leftOut = manifest.files.flatMap((file) => /^!(docs\/pictures\/.*)$/.exec(file)?.[1] ?? []);
  assertNone(
    deadLinks(
      packageFolder,
      Object.fromEntries(
        documents.map((file) => [file, readFileSync(join(packageFolder, file), 'utf8')]),
      ),
      (path) => leftOut.includes(path),
    ),
  );
}

/** Every package whose code is in dist/ has its licence in the package. */
function checkLicenses({ packageFolder }: FreshProject): void {
  const notices = readFileSync(join(packageFolder, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const code = filesOf(join(packageFolder, 'dist'))
    .filter((file) => file.endsWith('.js'))
    .map((file) => readFileSync(join(packageFolder, 'dist', file), 'utf8'));
  // The modules name the file that each part comes from; the single files list packages at the top.
  const bundled = code.flatMap((text) => [
    ...[...text.matchAll(/^\/\/ node_modules\/((?:@[^/\n]+\/)?[^/\n]+)/gm)].map(
      ([, name = '']) => name,
    ),
    ...(/^\/\*! .* Contains (.*): see /.exec(text)?.[1]?.split(', ') ?? []),
  ]);
  if (!bundled.includes('@hono/node-server') || !bundled.includes('lit')) {
    throw new Error('The names of the bundled packages are no longer in dist/.');
  }
  const missing = [...new Set(bundled)].filter((name) => !notices.includes(`\n${name} `));
  assertNone(missing.map((name) => `${name} is bundled without its licence`));
}

/** Source maps name files that the package contains. */
function checkSourceMaps({ packageFolder }: FreshProject): void {
  const files = new Set(filesOf(packageFolder).map((file) => file.replaceAll('\\', '/')));
  const maps = [...files].filter((file) => file.endsWith('.map'));
  const mistakes = maps.flatMap((map) => {
    const { sources } = JSON.parse(readFileSync(join(packageFolder, map), 'utf8')) as {
      sources: string[];
    };
    return sources
      .map((source) => join(dirname(map), source).replaceAll('\\', '/'))
      .filter((source) => !files.has(source))
      .map((source) => `${map}: there is no ${source}`);
  });
  // Small files only pass on what others export.
  const unmapped = [...files].filter(
    (file) =>
      /^dist\/.*\.js$/.test(file) &&
      statSync(join(packageFolder, file)).size > 2048 &&
      !files.has(`${file}.map`),
  );
  assertNone([...mistakes, ...unmapped.map((file) => `${file} has no source map`)]);
}

/** What editors read is in the package, and names modules of it. */
function checkEditorData({ packageFolder }: FreshProject): void {
  const { modules } = JSON.parse(
    readFileSync(join(packageFolder, 'dist/custom-elements.json'), 'utf8'),
  ) as { readonly modules: readonly { readonly path: string }[] };
  const data = ['web-types', 'vscode.html-custom-data', 'vscode.css-custom-data'];
  const wanted = [...data.map((name) => `dist/${name}.json`), ...modules.map(({ path }) => path)];
  const files = filesOf(packageFolder).map((file) => file.replaceAll('\\', '/'));
  assertNone(
    wanted.filter((file) => !files.includes(file)).map((file) => `${file} is not in the package`),
  );
}

/** The entries of "exports" as an application writes them; a pattern once for each of its files. */
function specifiersOf({ manifest, packageFolder }: FreshProject): [entry: string, name: string][] {
  const files = filesOf(packageFolder).map((file) => `./${file.replaceAll('\\', '/')}`);
  return Object.entries(manifest.exports).flatMap(([entry, target]) => {
    if (typeof target === 'string') return [];
    const [start = '', end] = target.default.split('*');
    const matches =
      end === undefined
        ? ['']
        : files
            .filter((file) => file.startsWith(start) && file.endsWith(end))
            .map((file) => file.slice(start.length, file.length - end.length));
    return matches.map((match): [string, string] => [
      entry,
      join(manifest.name, entry.replace('*', match)).replaceAll('\\', '/'),
    ]);
  });
}

/** Every entry has the types that it says it has, however it is resolved. A style sheet has none. */
function checkTypes({ tarball, packageFolder, manifest }: FreshProject): void {
  const names = entriesOf(packageFolder, manifest)
    .map(([entry]) => entry.replace(/^\.\//, ''))
    .filter((name) => !isStyleSheet(name));
  checkTypesResolve(tarball, names);
}

/** What the package offers is what docs/api says. */
function checkApi({ packageFolder }: FreshProject): void {
  assertNone(differencesOf(readReport(reportFolder), reportOf(packageFolder)));
}

/** Every entry but those for Node.js runs in a page or on an edge runtime too. */
function checkRuntimes({ manifest, packageFolder }: FreshProject): void {
  const targets = Object.entries(manifest.exports).flatMap(([entry, target]) =>
    typeof target === 'string' || isForNode(entry) || target.default.includes('*')
      ? []
      : [join(packageFolder, target.default)],
  );
  const reached = new Set(targets);
  const mistakes: string[] = [];
  for (const file of reached) {
    for (const [, source = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^;]*?["']([^"'\n]+)["'];$/gm,
    )) {
      if (source.startsWith('node:')) mistakes.push(`${file} imports ${source}`);
      if (source.startsWith('.')) reached.add(join(dirname(file), source));
    }
  }
  assertNone(mistakes);
}

/** The peer that an entry needs. */
const peers: Readonly<Record<string, string>> = {
  './accounts/passwords': 'hash-wasm',
  './server/metrics': 'prom-client',
};

/** Every entry loads in Node.js without a page, and names the peer that it misses. */
function checkImports(project: FreshProject): void {
  const lines = specifiersOf(project)
    .filter(([entry]) => !isSingleFile(entry) && !isStyleSheet(entry) && !isForFramework(entry))
    .map(([entry, name]) => {
      const peer = peers[entry];
      return peer === undefined
        ? `await import('${name}');`
        : `await assert.rejects(import('${name}'), /${peer}/);`;
    });
  const text = ["import assert from 'node:assert/strict';", ...lines].join('\n');
  writeFileSync(join(project.folder, 'imports.js'), text);
  project.run(process.execPath, 'imports.js');
  project.install(...Object.values(peers));
  const imports = Object.keys(peers).map((entry) => `import('wechat-mp-login${entry.slice(1)}')`);
  project.run(process.execPath, '-e', imports.join(';'));
}

/** The types compile by themselves, and the examples do with them. Then the examples sign somebody in. */
function checkTypesAndExamples(project: FreshProject): void {
  const { folder, run, install } = project;
  const write = (file: string, names: readonly string[]): void => {
    const lines = names.map((name, index) => `export * as entry${index} from '${name}';\n`);
    writeFileSync(join(folder, file), lines.join(''));
  };
  const all = specifiersOf(project).filter(([entry]) => !isForFramework(entry));
  const namesOf = (wanted: typeof all): string[] => wanted.map(([, name]) => name);
  write('page.ts', namesOf(all.filter(([entry]) => !isForServer(entry))));
  write('server.ts', namesOf(all.filter(([entry]) => isForServer(entry))));
  install('hono', '@hono/node-server', '@types/node');
  // Everything that "bundler" resolves in the end, "nodenext" resolves too, and it is stricter.
  for (const config of ['page', 'server', 'examples']) {
    run(process.execPath, compiler, '-p', `tsconfig.${config}.json`);
  }
  run(process.execPath, 'sign-in.js');
}

/** The command needs nothing but the package. */
function checkCommand({ manifest, packageFolder, run }: FreshProject): void {
  for (const file of Object.values(manifest.bin)) {
    const listed = run(process.execPath, join(packageFolder, file), 'check', '--list').split('\n');
    if (listed.length < 80) throw new Error(`${file} lists ${listed.length} cases, fewer than 80.`);
    run(process.execPath, 'dev.js', join(packageFolder, file));
  }
}

const checks: readonly ((project: FreshProject) => void | Promise<void>)[] = [
  checkManifest,
  checkDependencies,
  checkSize,
  checkLinks,
  checkLicenses,
  checkSourceMaps,
  checkEditorData,
  checkApi,
  checkTypes,
  checkRuntimes,
  checkCommand,
  checkImports,
  checkTypesAndExamples,
];

const project = createFreshProject();
try {
  for (const check of checks) await check(project);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  project.remove();
}
