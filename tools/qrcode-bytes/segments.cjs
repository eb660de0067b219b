/**
 * Stands in for qrcode's `segments.js` in our build. That file weighs digits, letters and kanji
 * against each other for the shortest code (1.9 KiB of gzip with its tables and its path finder);
 * an address of WeChat's is always bytes. Same result as `create([{ data, mode: 'byte' }])` there.
 */
const ByteData = require('qrcode/lib/core/byte-data');

exports.fromArray = (segments) => segments.map(({ data }) => new ByteData(data));
