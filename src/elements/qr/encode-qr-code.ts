/** Draws a QR code as one SVG path. */
import { symbolFor } from './encoder/symbol.js';

export interface QrCode {
  /** Modules along one side, without the quiet zone. */
  readonly size: number;
  /** The same with the quiet zone, which ISO/IEC 18004 requires to be four modules wide. */
  readonly units: number;
  /** The width of a tile from which cameras read the QR code, in CSS pixels. */
  readonly leastTilePx: number;
  /** SVG path with one subpath for each run of dark modules; a module is one unit wide. */
  readonly path: string;
}

/**
 * Cameras need this many CSS pixels for each module, however fine the screen's pixels are
 * (docs/readability.md).
 */
const leastModulePx = 2.75;

/**
 * @param text at most 1663 bytes
 * @throws RangeError if it is longer
 */
export function encodeQrCode(text: string): QrCode {
  // Level Q restores a quarter of the QR code, lost to glare or dirt. WeChat's addresses have 45
  // bytes, for which it needs 33 modules.
  const modules = symbolFor(text);
  const { size } = modules;
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let start = 0, end = 0; start < size; start = end + 1) {
      for (end = start; end < size && modules.get(row, end); end++);
      if (end > start) path += `M${start} ${row}h${end - start}v1H${start}z`;
    }
  }
  const units = size + 8;
  return { size, units, leastTilePx: Math.ceil((units * leastModulePx * 225) / 213), path };
}
