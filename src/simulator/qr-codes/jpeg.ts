/**
 * Encodes a JPEG of large pixels, because the platform serves QR codes as JPEG. Each pixel is one
 * block of 8 × 8 in a single tone. Such a block consists of its mean alone, so the codec needs only
 * three symbols (sequential baseline, one component: https://www.w3.org/Graphics/JPEG/itu-t81.pdf).
 */

/** Width and height of one block in pixels. */
const blockPixels = 8;

/** Differences between black (-128) and white (127) need 0, 7 (the first block) or 8 bits. */
const dcCodes: Readonly<Record<number, string>> = { 0: '0', 8: '10', 7: '110' };
/** The only AC symbol: this block has nothing but its mean. */
const endOfBlock = '0';

/** Encodes `width` × `height` blocks, each black or white. */
export function encodeJpeg(
  width: number,
  height: number,
  isBlack: (x: number, y: number) => boolean,
): Uint8Array<ArrayBuffer> {
  let bits = '';
  let previous = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const mean = isBlack(x, y) ? -128 : 127;
      bits += difference(mean - previous) + endOfBlock;
      previous = mean;
    }
  }
  return new Uint8Array([
    ...[0xff, 0xd8],
    ...segment(0xe0, [...latin1('JFIF\0'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    // A mean is stored as 8 times its value; a quantization step of 8 restores it.
    ...segment(0xdb, [0, ...new Array<number>(64).fill(8)]),
    ...segment(0xc0, [8, ...u16(height * blockPixels), ...u16(width * blockPixels), 1, 1, 0x11, 0]),
    ...segment(0xc4, [0x00, 1, 1, 1, ...new Array<number>(13).fill(0), 0, 8, 7]),
    ...segment(0xc4, [0x10, 1, ...new Array<number>(15).fill(0), 0]),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...pack(bits),
    ...[0xff, 0xd9],
  ]);
}

/** The Huffman code of a difference and its bits. A negative one is stored less 1 (F.1.2.1). */
function difference(value: number): string {
  const size = value === 0 ? 0 : Math.floor(Math.log2(Math.abs(value))) + 1;
  const bits = value < 0 ? value + 2 ** size - 1 : value;
  return (dcCodes[size] ?? '') + (size === 0 ? '' : bits.toString(2).padStart(size, '0'));
}

/** Packs bits into bytes; ones fill up the last. A 0 follows each 255, which would begin a marker. */
function pack(bits: string): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = parseInt(bits.slice(at, at + 8).padEnd(8, '1'), 2);
    bytes.push(byte);
    if (byte === 0xff) bytes.push(0);
  }
  return bytes;
}

function segment(marker: number, data: readonly number[]): number[] {
  return [0xff, marker, ...u16(data.length + 2), ...data];
}

function u16(value: number): number[] {
  return [value >> 8, value & 0xff];
}

function latin1(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}
