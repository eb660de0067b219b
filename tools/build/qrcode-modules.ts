/**
 * Turns the files of `qrcode` that the encoder uses from CommonJS into ES modules, so that bundlers leave
 * out the functions that nobody calls.
 */
import type { Plugin } from 'vite';

const file = /\/qrcode\/lib\/core\/(?:mask-pattern|polynomial|galois-field)\.js$/;

export function qrcodeModules(): Plugin {
  return {
    name: 'qrcode-modules',
    enforce: 'pre',
    transform(code, id) {
      if (!file.test(id)) return null;
      const names = [...code.matchAll(/^exports\.(\w+) = /gm)].map(([, name]) => name);
      const out = code
        .replace(/^const (\w+) = require\('([^']+)'\)/gm, "import * as $1 from '$2.js'")
        .replace(/^exports\.(\w+) = function (?:\1 )?\(/gm, 'export function $1 (')
        .replace(/^exports\.(\w+) = /gm, 'export const $1 = ')
        .replace(/\bexports\./g, '');
      // Another version of the package may be written in another way.
      if (names.length === 0 || /\b(?:exports\.|require\()/.test(out)) {
        throw new Error(`qrcode-modules: ${id} is not written as expected.`);
      }
      return { code: out, map: null };
    },
  };
}
