/** Draws a QR code as a PNG: large enough for an album, which makes pictures smaller. */
import type { QrCode } from '../../qr/encode-qr-code.js';

/** With the quiet zone. */
const leastPx = 640;
const quietUnits = 4;

/**
 * @returns the picture as a data: URL; null if this browser draws none, or changes what is drawn so that
 * pages cannot recognize it
 */
export function drawPicture({ units, path }: QrCode): string | null {
  const modulePx = Math.ceil(leastPx / units);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = units * modulePx;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(modulePx, modulePx);
  context.translate(quietUnits, quietUnits);
  context.fillStyle = '#000';
  context.fill(new Path2D(path));
  const inModule = (module: number): number => Math.floor((quietUnits + module + 0.5) * modulePx);
  const redAt = (module: number): number | undefined =>
    context.getImageData(inModule(module), inModule(module), 1, 1).data[0];
  // The quiet zone, then three rings of a finder pattern: white, black, white, black.
  const isTrue = [-1, 0, 1, 2].every((module, index) => {
    const red = redAt(module) ?? -1;
    return index % 2 ? red < 64 : red > 191;
  });
  const url = canvas.toDataURL('image/png');
  return isTrue && url.startsWith('data:image/png') ? url : null;
}
