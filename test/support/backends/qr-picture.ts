/** A PNG of a QR code, as backends that draw it themselves send it. */
import { PNG } from 'pngjs';
import { symbolFor } from '../../../src/elements/qr/encoder/symbol.js';

const quietZone = 4;
const modulePx = 6;

export function qrPicture(text: string): Buffer {
  const modules = symbolFor(text);
  const side = (modules.size + 2 * quietZone) * modulePx;
  const png = new PNG({ width: side, height: side });
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const row = Math.floor(y / modulePx) - quietZone;
      const column = Math.floor(x / modulePx) - quietZone;
      const isInside = Math.min(row, column) >= 0 && Math.max(row, column) < modules.size;
      const at = (y * side + x) * 4;
      png.data.fill(isInside && modules.get(row, column) ? 0 : 255, at, at + 3);
      png.data[at + 3] = 255;
    }
  }
  return PNG.sync.write(png);
}
