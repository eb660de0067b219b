/** Stands in for qrcode/lib/core/error-correction-level.js: level Q alone (ISO/IEC 18004, table 12). */
exports.Q = { bit: 3 };

/** Whatever level the caller names, it is Q. */
exports.from = () => exports.Q;
