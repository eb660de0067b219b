/** Builds the three pages as an application builds its pages, with Vite, from the package in dist/. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export const pageNames = ['ours', 'authing', 'poll'] as const;
export type PageName = (typeof pageNames)[number];

/** A file as it travels: compressed with gzip. */
export interface BuiltFile {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @returns the files by path */
export async function buildPages(): Promise<ReadonlyMap<string, BuiltFile>> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: here('pages'),
    resolve: {
      alias: [
        { find: /^wechat-mp-login$/, replacement: here('../../../dist/index.js') },
        { find: /^wechat-mp-login\/(.*)$/, replacement: here('../../../dist/$1.js') },
        { find: 'authing-js-sdk', replacement: here('../../peers/node_modules/authing-js-sdk') },
      ],
    },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      // authing-js-sdk is larger than the limit of this warning.
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: pageNames.map((name) => here(`pages/${name}.html`)) },
    },
  });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.map((file) => {
      const isPage = file.fileName.endsWith('.html');
      const headers = {
        'Content-Type': `${isPage ? 'text/html' : 'text/javascript'}; charset=utf-8`,
        'Content-Encoding': 'gzip',
        'Cache-Control': isPage ? 'no-cache' : 'max-age=31536000, immutable',
      };
      const body = gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 });
      return [`/${file.fileName}`, { body, headers }];
    }),
  );
}
