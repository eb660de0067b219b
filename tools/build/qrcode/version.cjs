/** Stands in for qrcode/lib/core/version.js: the smallest version for one segment of bytes. */
const ECCode = require('./error-correction-code');
const Mode = require('./mode');
const Utils = require('./utils');

/** The generator polynomial of the version information (ISO/IEC 18004, annex D). */
const generator = 0x1f25;
const generatorDigits = Utils.getBCHDigit(generator);
const modeIndicatorBits = 4;

/** The caller names no version. */
exports.from = () => undefined;

/** @param {readonly [{ getBitsLength(): number }]} segments */
exports.getBestVersionForData = ([segment]) => {
  for (let version = 1; version <= 40; version++) {
    const codewords =
      Utils.getSymbolTotalCodewords(version) - ECCode.getTotalCodewordsCount(version);
    const header = modeIndicatorBits + Mode.getCharCountIndicator(Mode.BYTE, version);
    if (header + segment.getBitsLength() <= codewords * 8) return version;
  }
  return undefined;
};

/** @param {number} version 7 to 40 */
exports.getEncodedBits = (version) => {
  let rest = version << 12;
  while (Utils.getBCHDigit(rest) >= generatorDigits) {
    rest ^= generator << (Utils.getBCHDigit(rest) - generatorDigits);
  }
  return (version << 12) | rest;
};
