/**
 * Builds the published files. `npm run build` runs this four times. The first run builds the modules, which
 * import what a page shares with its application, and contain everything else: the adapter to node:http, so that
 * pages install no server packages, and qrcode, because it is CommonJS. `--mode servers` builds those for servers once more.
 * Then `--mode single` and `--mode single-button` each build one file that a `<script>` tag can load.
 */
import { readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { copyFiles } from './tools/build/copy-files.js';
import { languagesBeside } from './tools/build/languages-beside.js';
import { minifyTemplates } from './tools/build/minify-templates.js';
import { qrcodeModules } from './tools/build/qrcode-modules.js';
import { legalComment, thirdPartyLicenses } from './tools/build/third-party-licenses.js';

/** What servers and tools import. They are built again by themselves: a server must not load a tag. */
const serverEntries = {
  protocol: 'src/protocol/index.ts',
  wechat: 'src/wechat/index.ts',
  server: 'src/server/index.ts',
  'server/node': 'src/server/node.ts',
  'server/fastify': 'src/server/fastify.ts',
  'server/redis': 'src/server/redis.ts',
  'server/postgres': 'src/server/postgres.ts',
  'server/metrics': 'src/server/metrics.ts',
  accounts: 'src/accounts/index.ts',
  'accounts/postgres': 'src/accounts/postgres/index.ts',
  'accounts/passwords': 'src/accounts/passwords.ts',
  'better-auth': 'src/better-auth/index.ts',
  simulator: 'src/simulator/index.ts',
  'cli/command': 'src/cli/command.ts',
  'conformance/store': 'src/conformance/store/index.ts',
};

/** Every file of every language, and what finds a language. */
function localeEntries(): Record<string, string> {
  const files = readdirSync('src/locales', { encoding: 'utf8', recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('terms'))
    .map((file) => `locales/${file.slice(0, -'.ts'.length)}`);
  return Object.fromEntries(files.map((file) => [file, `src/${file}.ts`]));
}

/** All entries. Built together, they give bundlers the fewest files (docs/decisions/0024-first-load.md). */
const entries = {
  ...serverEntries,
  index: 'src/index.ts',
  identities: 'src/identities.ts',
  button: 'src/button.ts',
  elements: 'src/elements/index.ts',
  client: 'src/client/index.ts',
  'backends/authing': 'src/backends/authing/index.ts',
  'backends/casdoor': 'src/backends/casdoor/index.ts',
  debug: 'src/debug/index.ts',
  mock: 'src/mock/index.ts',
  phone: 'src/phone/index.ts',
  react: 'src/react/index.ts',
  types: 'src/types/index.ts',
  ...localeEntries(),
};

/**
 * What the modules import instead of containing it. It is what `dependencies` and `peerDependencies` of
 * package.json name, and Node's own modules.
 */
const external = [
  /^lit($|\/)/,
  /^react$/,
  /^@floating-ui\/dom$/,
  /^better-auth($|\/)/,
  /^hash-wasm$/,
  /^prom-client$/,
  /^node:/,
];

/** A chunk that is imported dynamically keeps its module's path, by which tools/size.ts finds it. */
function chunkFileNames({ isDynamicEntry, facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const path = isDynamicEntry && facadeModuleId ? relative('src', facadeModuleId) : '[name]';
  return `chunks/${path.replace(/\.ts$/, '')}-[hash].js`;
}

/**
 * Puts what `index` loads first into one chunk for each set of entries that load it first. Left alone, each
 * set of files that load when needed has a chunk of its own: a page without a bundler would load thirty
 * files before the QR code, and bundlers split them again.
 */
function firstLoadGroups(): Rolldown.CodeSplittingGroup[] {
  const names = ['index', 'button', 'client', 'debug', 'mock', 'protocol'] as const;
  let modules: Map<string, Set<string>> | undefined;
  const loadedBy = (id: string, context: Rolldown.ChunkingContext): readonly string[] => {
    modules ??= new Map(names.map((name) => [name, loadedFirst(resolve(entries[name]), context)]));
    return names.filter((name) => modules?.get(name)?.has(id));
  };
  // A group takes along what its modules import, so the modules that most entries share come first.
  return names.map((_, index) => ({
    priority: index + 1,
    name(id, context) {
      const by = loadedBy(id, context);
      return by.includes('index') && by.length === index + 1 ? by.join('-') : null;
    },
  }));
}

/** The modules of src/ that an entry imports, and what these import. */
function loadedFirst(entry: string, context: Rolldown.ChunkingContext): Set<string> {
  const first = new Set([entry]);
  for (const each of first) {
    for (const imported of context.getModuleInfo(each)?.importedIds ?? []) {
      // An application that uses only the tags leaves the class of this event out.
      const isLate = imported.endsWith('/success-event.ts');
      if (imported.includes('/src/') && !isLate) first.add(imported);
    }
  }
  first.delete(entry);
  return first;
}

/** By mode. */
const singles: Readonly<Record<string, { readonly entry: string; readonly file: string }>> = {
  single: { entry: 'src/index.ts', file: 'wechat-mp-login.min.js' },
  'single-button': { entry: 'src/button.ts', file: 'wechat-mp-login-button.min.js' },
};

/**
 * Leaves code of other packages out of the source maps: their files are not in the published package, and
 * a map that names a missing file makes bundlers warn.
 */
const ownSourceMaps: Plugin = {
  name: 'own-source-maps',
  transform(code, id) {
    return id.includes('/node_modules/') ? { code, map: { mappings: '' } } : null;
  },
};

const output = {
  // The package contains src/, so that the maps need not repeat it.
  sourcemapExcludeSources: true,
  // Docblocks are in the declarations, and all comments in src/.
  comments: { annotation: true, jsdoc: false, legal: true },
};

/** What the compiler does not write: declarations that are written by hand, and style sheets. */
const copies = [
  // They extend the types of packages that are not installed here.
  copyFiles('src/types', '.d.ts', 'types/types'),
  copyFiles('src/themes', '.d.ts', 'types/themes'),
  copyFiles('src/themes', '.css', 'themes'),
];

export default defineConfig(({ mode }) => {
  const single = singles[mode];
  const isForServers = mode === 'servers';
  return {
    plugins: [
      minifyTemplates(),
      qrcodeModules(),
      ...(single ? [languagesBeside()] : isForServers ? [] : copies),
      ownSourceMaps,
      thirdPartyLicenses(),
    ],
    publicDir: false,
    // Demo, stories and tests import the package by its name.
    resolve: { tsconfigPaths: true },
    build: {
      target: 'es2022',
      sourcemap: true,
      // The application's bundler minifies the modules. For the single files, see `output.minify`: here,
      // Vite would keep their white space.
      minify: false,
      emptyOutDir: !single && !isForServers,
      lib: single
        ? { entry: single.entry, formats: ['es'], fileName: () => single.file }
        : { entry: isForServers ? serverEntries : entries, formats: ['es'] },
      rolldownOptions: single
        ? {
            output: {
              ...output,
              codeSplitting: false,
              minify: true,
              banner: ({ moduleIds }) => legalComment(moduleIds),
            },
            checks: { bundlerTimings: false },
          }
        : {
            external,
            output: {
              ...output,
              chunkFileNames: (chunk) => (isForServers ? 'servers/' : '') + chunkFileNames(chunk),
              codeSplitting: isForServers ? true : { groups: firstLoadGroups() },
            },
            // `'use client'` stays at the top of the file where it is, and a busy machine takes long.
            checks: { moduleLevelDirective: false, bundlerTimings: false },
          },
    },
  };
});
