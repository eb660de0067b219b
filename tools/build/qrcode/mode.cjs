/** Stands in for qrcode/lib/core/mode.js: byte mode alone (ISO/IEC 18004, tables 2 and 3). */
exports.BYTE = { bit: 4 };

/**
 * @param {unknown} _mode
 * @param {number} version 1 to 40
 */
exports.getCharCountIndicator = (_mode, version) => (version < 10 ? 8 : 16);
