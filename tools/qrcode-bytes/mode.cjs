/** Stands in for qrcode's `mode.js`: of its modes, bytes alone (ISO/IEC 18004, table 3). */
exports.BYTE = { bit: 4 };
exports.MIXED = {};
exports.getCharCountIndicator = (_mode, version) => (version < 10 ? 8 : 16);
