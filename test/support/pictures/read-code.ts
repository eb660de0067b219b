/** Reads a code from the pixels of a card as a camera gets them, and is stricter than cameras are. */
import jsqr from 'jsqr';
import type { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';

/** Modules that are to be light on every side (ISO/IEC 18004). */
const quietModules = 4;
/** Luminance, 0 to 255, from which on a pixel counts as paper. */
const paper = 225;

/**
 * What the code says.
 * @throws Error that says why a reader might fail, where one does or where its quiet zone is not quiet
 */
export function readCode({ data, width, height }: PNG): string {
  const pixels = new Uint8ClampedArray(data);
  // Inverted codes, which some readers accept, are not read by all.
  const found = jsqr(pixels, width, height, { inversionAttempts: 'dontInvert' });
  if (!found) throw new Error('jsqr reads no code');
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
      if (Math.min(...around) < paper) throw new Error(`its quiet zone ends at ${out} modules`);
    }
  }
  return found.data;
}
