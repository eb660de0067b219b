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
  const codewords = versions.map((version) => tables.getTotalCodewordsCount(version, Q));
  return `
const blocks = ${JSON.stringify(blocks)};
const codewords = ${JSON.stringify(codewords)};
exports.getBlocksCount = (version) => blocks[version - 1];
exports.getTotalCodewordsCount = (version) => codewords[version - 1];`;
}

/** Without what knows of Shift JIS (ISO/IEC 18004, table 1). */
function sizes(): string {
  const { getSymbolTotalCodewords } = require('qrcode/lib/core/utils') as {
    readonly getSymbolTotalCodewords: (version: number) => number;
  };
  return `
const codewords = ${JSON.stringify(versions.map((version) => getSymbolTotalCodewords(version)))};
exports.getSymbolTotalCodewords = (version) => codewords[version - 1];
exports.getSymbolSize = (version) => version * 4 + 17;
exports.getBCHDigit = (data) => 32 - Math.clz32(data);`;
}

/** The smallest version for so many bytes; versions from 7 on carry their number (annex D). */
function versionForBytes(): string {
  const { getEncodedBits } = require('qrcode/lib/core/version') as {
    readonly getEncodedBits: (version: number) => number;
  };
  return `
const Utils = require('./utils');
const ECCode = require('./error-correction-code');
const numbers = ${JSON.stringify(versions.slice(6).map((version) => getEncodedBits(version)))};
exports.from = () => undefined;
exports.getEncodedBits = (version) => numbers[version - 7];
exports.getBestVersionForData = ([segment]) => {
  for (let version = 1; version < 41; version++) {
    const free = Utils.getSymbolTotalCodewords(version) - ECCode.getTotalCodewordsCount(version);
    if (free - segment.getLength() > (version < 10 ? 1 : 2)) return version;
  }
};`;
}

/** Module of qrcode/lib/core → what stands in for it. */
const replacements: Readonly<Record<string, () => string>> = {
  segments: () => `
const ByteData = require('./byte-data');
exports.fromArray = (segments) => segments.map(({ data }) => new ByteData(data));`,
  mode: () => `
exports.BYTE = { bit: 4 };
exports.MIXED = {};
exports.getCharCountIndicator = (mode, version) => (version < 10 ? 8 : 16);`,
  'error-correction-level': () => `
exports.Q = { bit: 3 };
exports.from = () => exports.Q;`,
  'error-correction-code': correctionForQ,
  utils: sizes,
  version: versionForBytes,
};

/** `mode` of `…/qrcode/lib/core/mode.js`; empty for any other file. */
function moduleOf(id: string): string {
  return /qrcode\/lib\/core\/([\w-]+)\.js(?:$|\?)/.exec(id)?.[1] ?? '';
}

/**
 * Names by which these modules know each other, and nobody else them. Each has its short one from the
 * start: modules are transformed at once, and have to agree.
 */
const internalNames = [
  ...['BYTE', 'MIXED', 'Patterns', 'N1', 'N2', 'N3', 'N4'],
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((mask) => `PATTERN${mask.toString(2).padStart(3, '0')}`),
  ...['applyMask', 'degree', 'fromArray', 'genPoly', 'generateECPolynomial', 'getBCHDigit'],
  ...['getBestMask', 'getBestVersionForData', 'getBitsLength', 'getBlocksCount'],
  ...['getCharCountIndicator', 'getEncodedBits', 'getLength', 'getLengthInBits'],
  ...['getPenaltyN1', 'getPenaltyN2', 'getPenaltyN3', 'getPenaltyN4', 'getPositions'],
  ...['getRowColCoords', 'getSymbolSize', 'getSymbolTotalCodewords', 'getTotalCodewordsCount'],
  ...['initialize', 'isReserved', 'isValid', 'maskPattern', 'putBit', 'reservedBit', 'segments'],
];
const mangleProps = new RegExp(`^(${internalNames.join('|')})$`);
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const mangleCache = Object.fromEntries(
  internalNames.map((name, index) => [name, letters[index] ?? `$${index}`]),
);

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
      const result = await transform(quiet, { mangleProps, mangleCache });
      return { code: result.code, map: null };
    },
  };
}
