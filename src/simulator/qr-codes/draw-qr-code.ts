/** Draws the picture of a QR code that showqrcode serves. */
import { create } from 'qrcode/lib/core/qrcode.js';
import { encodeJpeg } from './jpeg.js';

/** In modules, on each side. With fewer, some readers do not find the QR code. */
const quietZone = 4;

/** JPEG, 8 pixels a module: 328 × 328 for the platform's URLs. */
export function drawQrCode(url: string): Uint8Array<ArrayBuffer> {
  const { modules } = create([{ data: url, mode: 'byte' }], { errorCorrectionLevel: 'Q' });
  const inside = (at: number): boolean => at >= 0 && at < modules.size;
  const size = modules.size + 2 * quietZone;
  return encodeJpeg(size, size, (x, y) => {
    const [column, row] = [x - quietZone, y - quietZone];
    return inside(column) && inside(row) && modules.get(row, column) !== 0;
  });
}
