/** Draws codewords as a square of modules: ISO/IEC 18004:2015, 6.3 and 7.7 to 7.10. */
import { applyMask, getBestMask } from 'qrcode/lib/core/mask-pattern.js';
import { codewordsFor } from './codewords.js';
import { createModules, type Modules } from './modules.js';
import { versionFor, type Version } from './version.js';

/** Level Q in the format information (table 12). */
const levelBits = 3;

/**
 * @param text at most 1663 bytes
 * @throws RangeError if it is longer
 */
export function symbolFor(text: string): Modules {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const modules = createModules(version.size);
  drawFinderPatterns(modules);
  drawTimingPatterns(modules);
  drawAlignmentPatterns(modules, version);
  drawVersion(modules, version);
  // Reserves the modules of the format information. The mask that it names is chosen at the end.
  drawFormat(modules, 0);
  drawCodewords(modules, codewordsFor(bytes, version));
  const mask = getBestMask(modules, (each) => drawFormat(modules, each));
  applyMask(mask, modules);
  drawFormat(modules, mask);
  return modules;
}

/** Squares within squares, each ring of one colour; `radius` is that of the outermost ring. */
function drawRings(
  modules: Modules,
  centerRow: number,
  centerColumn: number,
  radius: number,
  isDark: (ring: number) => boolean,
): void {
  for (let row = -radius; row <= radius; row++) {
    for (let column = -radius; column <= radius; column++) {
      const [y, x] = [centerRow + row, centerColumn + column];
      const isInside = y >= 0 && x >= 0 && y < modules.size && x < modules.size;
      const ring = Math.max(Math.abs(row), Math.abs(column));
      if (isInside) modules.set(y, x, isDark(ring), true);
    }
  }
}

/** Three corners, each with a light border around it. */
function drawFinderPatterns(modules: Modules): void {
  const far = modules.size - 4;
  for (const [row, column] of [
    [3, 3],
    [3, far],
    [far, 3],
  ] as const) {
    drawRings(modules, row, column, 4, (ring) => ring !== 2 && ring !== 4);
  }
}

function drawTimingPatterns(modules: Modules): void {
  for (let at = 8; at < modules.size - 8; at++) {
    modules.set(at, 6, at % 2 === 0, true);
    modules.set(6, at, at % 2 === 0, true);
  }
}

function drawAlignmentPatterns(modules: Modules, { number, size }: Version): void {
  const centers = alignmentCenters(number, size);
  const [first, last] = [centers[0], centers.at(-1)];
  for (const row of centers) {
    for (const column of centers) {
      const isAtFinder =
        (row === first && (column === first || column === last)) ||
        (row === last && column === first);
      if (!isAtFinder) drawRings(modules, row, column, 2, (ring) => ring !== 1);
    }
  }
}

/** The rows of the centers, and also their columns (annex E): evenly spaced from the far side, and one at 6. */
function alignmentCenters(version: number, size: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const even = Math.ceil((size - 13) / (2 * count - 2)) * 2;
  // Version 32 is an exception in the standard's table.
  const step = version === 32 ? 26 : even;
  const fromFar = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step);
  return [6, ...fromFar.reverse()];
}

/** Versions from 7 on carry their number twice (annex D). */
function drawVersion(modules: Modules, { number, size }: Version): void {
  if (number < 7) return;
  const bits = withRemainder(number, 12, 0x1f25);
  for (let at = 0; at < 18; at++) {
    const [short, long] = [Math.floor(at / 3), size - 11 + (at % 3)];
    modules.set(short, long, isSet(bits, at), true);
    modules.set(long, short, isSet(bits, at), true);
  }
}

/** The level and the mask, twice (annex C). */
function drawFormat(modules: Modules, mask: number): void {
  const { size } = modules;
  const bits = withRemainder((levelBits << 3) | mask, 10, 0x537) ^ 0x5412;
  for (let at = 0; at < 15; at++) {
    // Both copies leave out the timing patterns.
    const row = at < 6 ? at : at < 8 ? at + 1 : size - 15 + at;
    const column = at < 8 ? size - 1 - at : at === 8 ? 7 : 14 - at;
    modules.set(row, 8, isSet(bits, at), true);
    modules.set(8, column, isSet(bits, at), true);
  }
  modules.set(size - 8, 8, true, true);
}

/** Appends the remainder of dividing by a generator polynomial, as a BCH code does. */
function withRemainder(data: number, digits: number, generator: number): number {
  let rest = data << digits;
  for (let at = 31 - Math.clz32(rest); at >= digits; at = 31 - Math.clz32(rest)) {
    rest ^= generator << (at - digits);
  }
  return (data << digits) | rest;
}

const isSet = (bits: number, at: number): boolean => ((bits >> at) & 1) === 1;

/** Up and down in columns two modules wide, from the right; the vertical timing pattern is left out. */
function drawCodewords(modules: Modules, codewords: readonly number[]): void {
  const { size } = modules;
  let bit = 0;
  let isUpwards = true;
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step++) {
      const row = isUpwards ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (modules.isReserved(row, column)) continue;
        const codeword = codewords[bit >> 3] ?? 0;
        modules.set(row, column, isSet(codeword, 7 - (bit & 7)));
        bit++;
      }
    }
    isUpwards = !isUpwards;
  }
}
