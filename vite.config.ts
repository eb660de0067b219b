/**
 * Builds what is published. `npm run build` runs this three times: the modules (lit, hono and
 * floating-ui stay imports, qrcode goes in, as it is CommonJS), and, with `--mode single` and
 * `--mode single-button`, one file each for a `<script>` tag.
 */
import { transform } from 'esbuild';
import { defineConfig, type Plugin } from 'vite';
import { languagesBeside } from './tools/languages-beside.js';
import { minifyTemplates } from './tools/minify-templates.js';
import { qrcodeBytesOnly } from './tools/qrcode-bytes.js';

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
  'server/postgres': 'src/server/postgres.ts',
  'server/passwords': 'src/server/passwords.ts',
  debug: 'src/debug/index.ts',
  mock: 'src/mock/index.ts',
  simulator: 'src/simulator/index.ts',
  'locales/en': 'src/locales/en.ts',
  'locales/zh-hans': 'src/locales/zh-hans.ts',
  'locales/zh-hant': 'src/locales/zh-hant.ts',
  'locales/binding/en': 'src/locales/binding/en.ts',
  'locales/binding/zh-hans': 'src/locales/binding/zh-hans.ts',
  'locales/binding/zh-hant': 'src/locales/binding/zh-hant.ts',
  'locales/identities/en': 'src/locales/identities/en.ts',
  'locales/identities/zh-hans': 'src/locales/identities/zh-hans.ts',
  'locales/identities/zh-hant': 'src/locales/identities/zh-hant.ts',
};

/** Mode → the one file, and what goes into it. */
const singles: Readonly<Record<string, { readonly entry: string; readonly file: string }>> = {
  single: { entry: 'src/index.ts', file: 'wechat-mp-login.min.js' },
  'single-button': { entry: 'src/button.ts', file: 'wechat-mp-login-button.min.js' },
};

/** Vite leaves white space in a library's modules, for other bundlers; nobody bundles the single file. */
const withoutSpace: Plugin = {
  name: 'without-space',
  async generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      const { code } = await transform(chunk.code, {
        minify: true,
        format: 'esm',
        target: 'es2022',
        // Modules are UTF-8 wherever they come from: no word needs to be escaped.
        charset: 'utf8',
      });
      chunk.code = code;
    }
  },
};

export default defineConfig(({ mode }) => {
  const single = singles[mode];
  return {
    plugins: [
      qrcodeBytesOnly(),
      minifyTemplates(),
      ...(single ? [languagesBeside(), withoutSpace] : []),
    ],
    publicDir: false,
    build: {
      target: 'es2022',
      // Whoever bundles us minifies; the single file is read by nobody.
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
            output: { chunkFileNames: 'chunks/[name]-[hash].js' },
          },
    },
  };
});
