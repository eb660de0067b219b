/** The picture of a code that showqrcode serves. */
import { create } from 'qrcode/lib/core/qrcode.js';
import { encodeJpeg } from './jpeg.js';

/** In modules, on each side; fewer, and some readers do not find the code. */
const quietZone = 4;

/** JPEG, 8 pixels a module: 328 x 328 for the platform's urls. */
export function drawCode(url: string): Uint8Array<ArrayBuffer> {
  const { modules } = create([{ data: url, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
  const inside = (at: number): boolean => at >= 0 && at < modules.size;
  const size = modules.size + 2 * quietZone;
  return encodeJpeg(size, size, (x, y) => {
    const [column, row] = [x - quietZone, y - quietZone];
    return inside(column) && inside(row) && modules.get(row, column) !== 0;
  });
}
