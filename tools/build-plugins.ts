/** What our builds do beyond bundling: both make the page's script smaller, neither changes what it does. */
import { transform } from 'esbuild';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Replaces qrcode's segment optimiser by the one mode that we use (tools/qrcode-bytes.cjs). */
export function qrcodeBytesOnly(): Plugin {
  return {
    name: 'qrcode-bytes-only',
    enforce: 'pre',
    resolveId(source, importer) {
      return source === './segments' && importer?.includes('qrcode/lib/core')
        ? fileURLToPath(new URL('./qrcode-bytes.cjs', import.meta.url))
        : null;
    },
  };
}

/** Minifies the CSS in css`…` literals, which no JavaScript minifier looks into. */
export function minifyCssLiterals(): Plugin {
  return {
    name: 'minify-css-literals',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.includes('/src/elements/') || !code.includes('css`')) return null;
      let out = code;
      for (const [literal, css = ''] of code.matchAll(/\bcss`([^`$\\]*)`/g)) {
        const { code: small } = await transform(css, {
          loader: 'css',
          minify: true,
          // Not lowered: what each engine needs is written out in the source.
          target: 'esnext',
        });
        out = out.replace(literal, () => `css\`${small.trim().replaceAll('\\', '\\\\')}\``);
      }
      return { code: out, map: null };
    },
  };
}
