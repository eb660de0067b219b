/**
 * Replaces six whole modules of qrcode, in our builds, by ones that know bytes and level Q alone:
 * the only call that we make is `create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' })`,
 * and its result stays the same for all 40 versions (test/tools/build/qrcode-byte-mode.test.ts).
 * docs/decisions/0001-qrcode-bytes-only.md says why.
 */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Modules of qrcode/lib/core with a replacement in `qrcode/` beside this file. */
const replaced = [
  'segments',
  'mode',
  'version',
  'error-correction-code',
  'error-correction-level',
  'utils',
];

export function qrcodeByteMode(): Plugin {
  return {
    name: 'qrcode-byte-mode',
    enforce: 'pre',
    load(id) {
      const name = /qrcode\/lib\/core\/([\w-]+)\.js(?:$|\?)/.exec(id)?.[1];
      if (name === undefined || !replaced.includes(name)) return null;
      return readFileSync(new URL(`./qrcode/${name}.cjs`, import.meta.url), 'utf8');
    },
  };
}
