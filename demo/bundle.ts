/** Builds the page's scripts and styles in memory when the server starts: no stale files, nothing to clean. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { minifyTemplates } from '../tools/build/minify-templates.js';

export interface Asset {
  readonly body: string | Uint8Array;
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

let bundle: Promise<ReadonlyMap<string, Asset>> | undefined;

/** Builds the page once in a process. @returns the files by their path below `/assets/` */
export function bundlePage(): Promise<ReadonlyMap<string, Asset>> {
  bundle ??= buildPage();
  return bundle;
}

async function buildPage(): Promise<ReadonlyMap<string, Asset>> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    root: fileURLToPath(new URL('.', import.meta.url)),
    // Chunks name other chunks by their full path.
    base: '/assets/',
    plugins: [minifyTemplates()],
    resolve: { tsconfigPaths: true },
    build: {
      write: false,
      target: 'es2022',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        // The database starts at the same time, which would make every plugin look slow.
        checks: { bundlerTimings: false },
        input: {
          page: fileURLToPath(new URL('page/main.ts', import.meta.url)),
          settings: fileURLToPath(new URL('page/settings.ts', import.meta.url)),
          phone: fileURLToPath(new URL('page/phone.ts', import.meta.url)),
        },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.map((file) => [
      file.fileName,
      {
        body: file.type === 'chunk' ? file.code : file.source,
        type: types[file.fileName.split('.').pop() ?? ''] ?? 'application/octet-stream',
      },
    ]),
  );
}
