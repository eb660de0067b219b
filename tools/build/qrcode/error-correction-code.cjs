/**
 * Stands in for qrcode/lib/core/error-correction-code.js: the columns for level Q alone, by version
 * (ISO/IEC 18004, table 9). A quarter of the QR code may be unreadable.
 */
const blocks = [
  1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34,
  35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
];
const codewordsPerBlock = [
  13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
  30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];

/** @param {number} version 1 to 40 */
exports.getBlocksCount = (version) => blocks[version - 1];

/** @param {number} version 1 to 40 */
exports.getTotalCodewordsCount = (version) => blocks[version - 1] * codewordsPerBlock[version - 1];
