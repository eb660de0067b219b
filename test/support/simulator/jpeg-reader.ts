/**
 * Reads a baseline greyscale JPEG. It follows the standard (https://www.w3.org/Graphics/JPEG/itu-t81.pdf),
 * not our encoder: tables are read from the file. It reads only blocks that consist of their mean.
 */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8ClampedArray;
}

/** Huffman code as text → symbol. */
type Table = ReadonlyMap<string, number>;

export function readGreyJpeg(file: Uint8Array): GreyImage {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const quantities = new Map<number, readonly number[]>();
  const tables = new Map<number, Table>();
  let size: { width: number; height: number; quantity: number } | undefined;
  if (view.getUint16(0) !== 0xffd8) throw new Error('no start of image');
  if (view.getUint16(file.length - 2) !== 0xffd9) throw new Error('no end of image');
  for (let at = 2; at < file.length;) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const data = file.subarray(at + 4, at + 2 + length);
    if (marker === 0xffdb) quantities.set(data[0] ?? 0, [...data.subarray(1)]);
    if (marker === 0xffc4) tables.set(data[0] ?? 0, readTable(data));
    if (marker === 0xffc0) {
      if (data[0] !== 8 || data[5] !== 1) throw new Error('not 8 bits of grey');
      size = {
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        quantity: data[8] ?? 0,
      };
    }
    at += 2 + length;
    if (marker !== 0xffda) continue;
    const quantity = quantities.get(size?.quantity ?? -1);
    const [dc, ac] = [tables.get((data[2] ?? 0) >> 4), tables.get(0x10 | ((data[2] ?? 0) & 15))];
    if (!size || !quantity || !dc || !ac) throw new Error('a table is missing');
    return readScan(size, quantity, dc, ac, bitsOf(file.subarray(at, -2)));
  }
  throw new Error('no scan');
}

function readTable(data: Uint8Array): Table {
  const table = new Map<string, number>();
  let code = 0;
  let at = 17;
  for (let length = 1; length <= 16; length++) {
    for (let count = data[length] ?? 0; count > 0; count--) {
      const text = code.toString(2).padStart(length, '0');
      if (!text.includes('0')) throw new Error('a code that consists of ones');
      table.set(text, data[at++] ?? 0);
      code++;
    }
    code <<= 1;
  }
  if (at !== data.length) throw new Error('a table whose length is not the one that it declares');
  return table;
}

function bitsOf(scan: Uint8Array): Iterator<string> {
  let text = '';
  for (let at = 0; at < scan.length; at++) {
    const byte = scan[at] ?? 0;
    text += byte.toString(2).padStart(8, '0');
    if (byte === 0xff && scan[++at] !== 0) throw new Error('a marker inside the scan');
  }
  return text[Symbol.iterator]();
}

function readScan(
  { width, height }: { width: number; height: number },
  quantity: readonly number[],
  dc: Table,
  ac: Table,
  bits: Iterator<string>,
): GreyImage {
  const bit = (): string => {
    const next = bits.next();
    if (next.done) throw new Error('the scan ends too early');
    return next.value;
  };
  const symbol = (table: Table): number => {
    for (let code = bit(); ; code += bit()) {
      const found = table.get(code);
      if (found !== undefined) return found;
      if (code.length === 16) throw new Error('a code that is in no table');
    }
  };
  const value = (length: number): number => {
    if (length === 0) return 0;
    const text = Array.from({ length }, bit).join('');
    return parseInt(text, 2) - (text.startsWith('0') ? 2 ** length - 1 : 0);
  };

  const pixels = new Uint8ClampedArray(width * height);
  let mean = 0;
  for (let top = 0; top < height; top += 8) {
    for (let left = 0; left < width; left += 8) {
      mean += value(symbol(dc));
      // Only blocks without AC coefficients are supported.
      if (symbol(ac) !== 0) throw new Error('a block with detail');
      // The inverse transform of a mean alone is an eighth of it in each pixel.
      const level = Math.round((mean * (quantity[0] ?? 0)) / 8) + 128;
      for (let y = top; y < Math.min(top + 8, height); y++) {
        pixels.fill(level, y * width + left, y * width + Math.min(left + 8, width));
      }
    }
  }
  return { width, height, pixels };
}
