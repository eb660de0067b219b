/**
 * Stands in for qrcode/lib/core/segments.js: every segment is bytes. The package weighs digits,
 * letters and kanji against each other; a WeChat address always comes out as bytes.
 */
const ByteData = require('./byte-data');

/** @param {readonly { readonly data: string, readonly mode: 'byte' }[]} segments */
exports.fromArray = (segments) => segments.map(({ data }) => new ByteData(data));
