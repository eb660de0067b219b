/** Stands in for qrcode/lib/core/utils.js: without Shift JIS, which kanji mode alone needs. */

/** Codewords of a symbol by version, data and error correction together (ISO/IEC 18004, table 1). */
const codewords = [
  26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901, 991, 1085,
  1156, 1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465, 2611, 2761, 2876, 3034,
  3196, 3362, 3532, 3706,
];

/** @param {number} version 1 to 40 */
exports.getSymbolTotalCodewords = (version) => codewords[version - 1];

/** Modules along one side. @param {number} version 1 to 40 */
exports.getSymbolSize = (version) => version * 4 + 17;

/** The number of binary digits. @param {number} data a positive 32-bit integer, or 0 */
exports.getBCHDigit = (data) => 32 - Math.clz32(data);
