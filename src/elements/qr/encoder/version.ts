/** The sizes of QR codes at error correction level Q: ISO/IEC 18004:2015, tables 1, 3 and 9. */

/** Codewords of a QR code, for data and for error correction together; version 1 first. */
const codewords = [
  26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655, 733, 815, 901, 991, 1085,
  1156, 1258, 1364, 1474, 1588, 1706, 1828, 1921, 2051, 2185, 2323, 2465, 2611, 2761, 2876, 3034,
  3196, 3362, 3532, 3706,
];
/** Blocks that the codewords are split into. */
const blocks = [
  1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34,
  35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68,
];
/** Codewords of a block that are for error correction. */
const errorCodewords = [
  13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30,
  30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30,
];

export interface Version {
  /** 1 to 40. */
  readonly number: number;
  /** Modules along one side. */
  readonly size: number;
  readonly blocks: number;
  readonly errorCodewordsPerBlock: number;
  readonly dataCodewords: number;
  /** Bytes of the field that says how many bytes follow. */
  readonly countBytes: 1 | 2;
}

/**
 * Returns the smallest version that holds this many bytes.
 * @throws RangeError for more than 1663 bytes
 */
export function versionFor(byteLength: number): Version {
  for (let number = 1; number <= 40; number++) {
    const version = versionOf(number);
    // The mode and the end of the data take half a byte each.
    if (1 + version.countBytes + byteLength <= version.dataCodewords) return version;
  }
  throw new RangeError(`${byteLength} bytes are too many for a QR code`);
}

function versionOf(number: number): Version {
  const of = (table: readonly number[]): number => table[number - 1] ?? 0;
  const errorCodewordsPerBlock = of(errorCodewords);
  return {
    number,
    size: 17 + 4 * number,
    blocks: of(blocks),
    errorCodewordsPerBlock,
    dataCodewords: of(codewords) - of(blocks) * errorCodewordsPerBlock,
    countBytes: number < 10 ? 1 : 2,
  };
}
