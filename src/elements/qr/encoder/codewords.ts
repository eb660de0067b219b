/** From bytes to the codewords of a QR code: ISO/IEC 18004:2015, 7.4 to 7.6. */
import { generateECPolynomial, mod } from 'qrcode/lib/core/polynomial.js';
import type { Version } from './version.js';

const byteMode = 4;

/** Data and error correction, in the order in which they are placed. */
export function codewordsFor(bytes: Uint8Array, version: Version): number[] {
  const { blocks, errorCodewordsPerBlock, dataCodewords } = version;
  const data = dataFor(bytes, version);
  const generator = generateECPolynomial(errorCodewordsPerBlock);
  // The last blocks are longer by one, where the data does not divide evenly.
  const shortLength = Math.floor(dataCodewords / blocks);
  const shortBlocks = blocks - (dataCodewords % blocks);
  const dataBlocks: Uint8Array[] = [];
  for (let block = 0, start = 0; block < blocks; block++) {
    const end = start + shortLength + (block < shortBlocks ? 0 : 1);
    dataBlocks.push(data.subarray(start, end));
    start = end;
  }
  const errorBlocks = dataBlocks.map((block) => errorCodewordsFor(block, generator));
  return [...interleave(dataBlocks), ...interleave(errorBlocks)];
}

/** The remainder of dividing the data by the generator, padded with zeros in front. */
function errorCodewordsFor(block: Uint8Array, generator: Uint8Array): Uint8Array {
  const errorCodewords = new Uint8Array(generator.length - 1);
  const padded = new Uint8Array(block.length + errorCodewords.length);
  padded.set(block);
  const remainder = mod(padded, generator);
  errorCodewords.set(remainder, errorCodewords.length - remainder.length);
  return errorCodewords;
}

/** Mode, count and bytes, an end, and pad bytes up to the capacity of the version. */
function dataFor(bytes: Uint8Array, { countBytes, dataCodewords }: Version): Uint8Array {
  const count = countBytes === 1 ? [bytes.length] : [bytes.length >> 8, bytes.length & 255];
  // The mode has four bits, so everything behind it is shifted by half a byte.
  const shifted = [byteMode, ...count, ...bytes, 0];
  const data = new Uint8Array(dataCodewords);
  for (let at = 0; at < dataCodewords; at++) {
    const [high, low] = [shifted[at], shifted[at + 1]];
    const isPadding = high === undefined || low === undefined;
    const padding = (at - shifted.length) % 2 === 0 ? 0x11 : 0xec;
    data[at] = isPadding ? padding : ((high & 15) << 4) | (low >> 4);
  }
  return data;
}

/** The first codeword of each block, then the second of each, and so on. */
function interleave(blocks: readonly Uint8Array[]): number[] {
  const longest = Math.max(...blocks.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) =>
    blocks.flatMap((block) => block[at] ?? []),
  ).flat();
}
