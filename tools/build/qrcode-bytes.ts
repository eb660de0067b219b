/**
 * Leaves out of qrcode, in our builds, what a code of ours never uses: digits, letters and kanji in
 * modes of their own, and every error correction but Q (docs/decisions/0001). What
 * `create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' })` gives is the same to the module.
 */
import { createRequire } from 'node:module';
import { transform } from 'esbuild';
import type { Plugin } from 'vite';

const require = createRequire(import.meta.url);

interface CorrectionTables {
  readonly getBlocksCount: (version: number, level: unknown) => number;
  readonly getTotalCodewordsCount: (version: number, level: unknown) => number;
}

const versions = Array.from({ length: 40 }, (_, index) => index + 1);

/** The columns for level Q of the package's own tables (ISO/IEC 18004, table 9). */
function correctionForQ(): string {
  const tables = require('qrcode/lib/core/error-correction-code') as CorrectionTables;
  const { Q } = require('qrcode/lib/core/error-correction-level') as { readonly Q: unknown };
  const blocks = versions.map((version) => tables.getBlocksCount(version, Q));
  const each = versions.map((version, index) => {
    return tables.getTotalCodewordsCount(version, Q) / (blocks[index] ?? 1);
  });
  return `
const read = (table, version) => table.charCodeAt(version - 1) - 32;
export const getBlocksCount = (version) => read(${asText(blocks)}, version);
export const getTotalCodewordsCount = (version) =>
  getBlocksCount(version) * read(${asText(each)}, version);`;
}

/** Small numbers, a character each: half of what a list of them takes. */
function asText(numbers: readonly number[]): string {
  return JSON.stringify(String.fromCharCode(...numbers.map((number) => number + 32)));
}

/** Without what knows of Shift JIS. What is left for codewords (ISO/IEC 18004, table 1) is counted. */
const sizes = `
export const getSymbolTotalCodewords = (version) => {
  const along = Math.floor(version / 7) + 2;
  const patterns = version > 1 && (25 * along - 10) * along - 55 + (version > 6 && 36);
  return ((16 * version + 128) * version + 64 - patterns) >> 3;
};
export const getSymbolSize = (version) => version * 4 + 17;
export const getBCHDigit = (data) => 32 - Math.clz32(data);`;

/** The smallest version for so many bytes; versions from 7 on carry their number (annex D). */
const versionForBytes = `
import { getBCHDigit, getSymbolTotalCodewords } from './utils.js';
import { getTotalCodewordsCount } from './error-correction-code.js';
export const getEncodedBits = (version) => {
  let rest = version << 12;
  for (let over; (over = getBCHDigit(rest) - 13) >= 0; ) rest ^= 0x1f25 << over;
  return (version << 12) | rest;
};
export const getBestVersionForData = ([segment]) => {
  for (let version = 1; version < 41; version++) {
    const free = getSymbolTotalCodewords(version) - getTotalCodewordsCount(version);
    if (free - segment.getLength() > (version < 10 ? 1 : 2)) return version;
  }
};`;

/** Module of qrcode/lib/core → what stands in for it. */
const replacements: Readonly<Record<string, () => string>> = {
  segments: () => `
import ByteData from './byte-data.js';
export const fromArray = (segments) => segments.map(({ data }) => new ByteData(data));`,
  'byte-data': () => `
export default class {
  mode = { bit: 4 };
  constructor(data) {
    this.data = new TextEncoder().encode(data);
  }
  getLength() {
    return this.data.length;
  }
  write(buffer) {
    for (const byte of this.data) buffer.put(byte, 8);
  }
}`,
  mode: () => `
export const getCharCountIndicator = (mode, version) => (version < 10 ? 8 : 16);`,
  'error-correction-level': () => `
export const Q = { bit: 3 };`,
  'error-correction-code': correctionForQ,
  utils: () => sizes,
  version: () => versionForBytes,
};

/** `mode` of `…/qrcode/lib/core/mode.js`; empty for any other file. */
function moduleOf(id: string): string {
  return /qrcode\/lib\/core\/([\w-]+)\.js(?:$|\?)/.exec(id)?.[1] ?? '';
}

/**
 * Names of properties by which these modules know each other, and nobody else them. Each has its short
 * one from the start: modules are transformed at once, and have to agree.
 */
const internalNames = [
  ...['N1', 'N2', 'N3', 'N4', 'degree', 'genPoly', 'getLength', 'getLengthInBits'],
  ...['initialize', 'isReserved', 'putBit', 'reservedBit'],
];
const mangleProps = new RegExp(`^(${internalNames.join('|')})$`);
const letters = 'abcdefghijklmnopqrstuvwxyz';
const mangleCache = Object.fromEntries(
  internalNames.map((name, index) => [name, letters[index] ?? `$${index}`]),
);

/** As modules of the language: then a bundler joins them, and drops what nobody calls. */
function asEsModule(code: string): string {
  return code
    .replace(/^const (\w+) = require\('(.*)'\)\.(\w+)/gm, "import { $3 as $1 } from '$2.js'")
    .replace(/^const (\w+) = require\('(.*)'\)/gm, (_, name: string, path: string) =>
      /bit-|byte-|encoder/.test(path)
        ? `import ${name} from '${path}.js'`
        : `import * as ${name} from '${path}.js'`,
    )
    .replace(/^module\.exports = /gm, 'export default ')
    .replace(/^exports\.\w+ = function (?=\w)/gm, 'export function ')
    .replace(/^exports\.(\w+) = /gm, 'export const $1 = ')
    .replace(/\bexports\./g, '');
}

/** Of qrcode.js: only what a list of segments comes to, at level Q, in the version and mask that fit best. */
function onlyOurCall(code: string): string {
  return code
    .replace(
      / {2}if \(Array\.isArray\(data\)\) \{[^]*?\n {2}\}\n(?=\n {2}\/\/ Get the min)/,
      () => {
        return '  segments = Segments.fromArray(data)\n';
      },
    )
    .replace(/ {2}if \(!bestVersion\)[^]*?(?=\n {2}const dataBits)/, () => {
      return '  if (!bestVersion) throw Error()\n  version = bestVersion\n';
    })
    .replace('if (isNaN(maskPattern)) {', '{')
    .replace(/exports\.create = [^]*/, () => {
      return 'exports.create = function create (data) {\n  return createSymbol(data, 0, ECLevel.Q)\n}\n';
    });
}

export function qrcodeBytesOnly(): Plugin {
  return {
    name: 'qrcode-bytes-only',
    enforce: 'pre',
    load(id) {
      return replacements[moduleOf(id)]?.() ?? null;
    },
    async transform(code, id) {
      if (moduleOf(id) === '') return null;
      // What these errors say is for callers who give a version or a mask; ours gives neither.
      const quiet = code.replace(/new Error\((?:[^()]|\([^()]*\))*\)/g, 'Error()');
      const ours =
        moduleOf(id) === 'qrcode'
          ? onlyOurCall(quiet)
          : // Nobody reads what the buffer of bits has taken.
            quiet.replace(/ {2}get: function \(index\) \{[^]*?\n {2}\},\n/, '');
      const result = await transform(asEsModule(ours), { mangleProps, mangleCache });
      return { code: result.code, map: null };
    },
  };
}
