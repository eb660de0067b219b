/** Reads a QR code from the pixels of a card, more strictly than cameras do. */
import jsqr from 'jsqr';
import type { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';

/** The width of the quiet zone in modules (ISO/IEC 18004, https://www.iso.org/standard/83389.html). */
const quietModules = 4;
/** The minimum luminance of a light pixel, 0 to 255. */
const minPaper = 225;

/**
 * @returns the text of the QR code
 * @throws Error if one of two readers fails, or if the quiet zone is not light
 */
export function readCode({ data, width, height }: PNG): string {
  const pixels = new Uint8ClampedArray(data);
  // Some readers accept inverted QR codes, but not all.
  const found = jsqr(pixels, width, height, { inversionAttempts: 'dontInvert' });
  if (!found) throw new Error('jsqr reads no QR code');
  const other = decodeQR({ data: pixels, width, height });
  if (other !== found.data) throw new Error(`jsqr reads ${found.data}, qr reads ${other}`);

  const { topLeftCorner, bottomRightCorner } = found.location;
  const modules = found.version * 4 + 17;
  const modulePx = (bottomRightCorner.x - topLeftCorner.x) / modules;
  const luminance = (column: number, row: number): number => {
    const x = Math.floor(topLeftCorner.x + column * modulePx);
    const y = Math.floor(topLeftCorner.y + row * modulePx);
    const [red = 0, green = 0, blue = 0] = pixels.subarray((y * width + x) * 4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (let along = 0.5; along < modules; along += 0.5) {
    for (let out = 0.5; out < quietModules; out += 0.5) {
      const around = [
        luminance(along, -out),
        luminance(along, modules + out),
        luminance(-out, along),
        luminance(modules + out, along),
      ];
      if (Math.min(...around) < minPaper) throw new Error(`its quiet zone ends at ${out} modules`);
    }
  }
  return found.data;
}
