/**
 * Builds the published files. `npm run build` runs this three times. The first run builds the modules,
 * which keep their dependencies as imports, except for qrcode: it is CommonJS, so it is bundled. Then
 * `--mode single` and `--mode single-button` each build one file that a `<script>` tag can load.
 */
import { transform } from 'esbuild';
import { relative } from 'node:path';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { languagesBeside } from './tools/build/languages-beside.js';
import { minifyTemplates } from './tools/build/minify-templates.js';

const entries = {
  index: 'src/index.ts',
  identities: 'src/identities.ts',
  button: 'src/button.ts',
  elements: 'src/elements/index.ts',
  client: 'src/client/index.ts',
  protocol: 'src/protocol/index.ts',
  wechat: 'src/wechat/index.ts',
  server: 'src/server/index.ts',
  'server/node': 'src/server/node.ts',
  accounts: 'src/accounts/index.ts',
  'accounts/postgres': 'src/accounts/postgres/index.ts',
  'accounts/passwords': 'src/accounts/passwords.ts',
  debug: 'src/debug/index.ts',
  mock: 'src/mock/index.ts',
  simulator: 'src/simulator/index.ts',
  phone: 'src/phone/index.ts',
  'locales/en/login': 'src/locales/en/login.ts',
  'locales/en/binding': 'src/locales/en/binding.ts',
  'locales/en/identities': 'src/locales/en/identities.ts',
  'locales/zh-hans/login': 'src/locales/zh-hans/login.ts',
  'locales/zh-hans/binding': 'src/locales/zh-hans/binding.ts',
  'locales/zh-hans/identities': 'src/locales/zh-hans/identities.ts',
  'locales/zh-hant/login': 'src/locales/zh-hant/login.ts',
  'locales/zh-hant/binding': 'src/locales/zh-hant/binding.ts',
  'locales/zh-hant/identities': 'src/locales/zh-hant/identities.ts',
};

/** A chunk that is imported dynamically keeps its module's path, by which tools/size.ts finds it. */
function chunkFileNames({ isDynamicEntry, facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const path = isDynamicEntry && facadeModuleId ? relative('src', facadeModuleId) : '[name]';
  return `chunks/${path.replace(/\.ts$/, '')}-[hash].js`;
}

/** By mode. */
const singles: Readonly<Record<string, { readonly entry: string; readonly file: string }>> = {
  single: { entry: 'src/index.ts', file: 'wechat-mp-login.min.js' },
  'single-button': { entry: 'src/button.ts', file: 'wechat-mp-login-button.min.js' },
};

/** Minifies the single files once more, because Vite keeps white space in library builds. */
const minifyWhitespace: Plugin = {
  name: 'minify-whitespace',
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const { code } = await transform(chunk.code, {
        minify: true,
        format: 'esm',
        target: 'es2022',
        // Module scripts are always UTF-8, so nothing has to be escaped.
        charset: 'utf8',
      });
      chunk.code = code;
    }
  },
};

export default defineConfig(({ mode }) => {
  const single = singles[mode];
  return {
    plugins: [minifyTemplates(), ...(single ? [languagesBeside(), minifyWhitespace] : [])],
    publicDir: false,
    // Demo, stories and tests import the package by its name.
    resolve: { tsconfigPaths: true },
    build: {
      target: 'es2022',
      // The application's bundler minifies the modules.
      minify: Boolean(single),
      emptyOutDir: !single,
      lib: single
        ? { entry: single.entry, formats: ['es'], fileName: () => single.file }
        : { entry: entries, formats: ['es'] },
      rolldownOptions: single
        ? { output: { codeSplitting: false } }
        : {
            external: [
              /^lit($|\/)/,
              /^hono($|\/)/,
              /^@hono\//,
              /^@floating-ui\//,
              /^hash-wasm$/,
              /^node:/,
            ],
            output: { chunkFileNames },
          },
    },
  };
});
