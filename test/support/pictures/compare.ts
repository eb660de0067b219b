/**
 * Compares two pictures of a card. Machines draw letters a little differently (hinting, antialiasing),
 * so both pictures are halved in size first, with each pixel the mean of sixteen. Then the differing
 * pixels are counted where they are densest. tolerance.test.ts tries the limits with real pictures.
 */
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** Colours that differ less count as equal. Black and white differ by 1, other hinting by less than 0.1. */
const threshold = 0.08;
/** The side of the square in which differences are counted, in halved pixels: 16 px of the card. */
const windowSize = 8;
/** How many of its 64 pixels may differ. Other hinting reaches 5, a button moved by 3 px reaches 27. */
const allowed = 12;

export interface Verdict {
  readonly same: boolean;
  /** Describes the difference. */
  readonly description: string;
  /** The differences in red, at half the size; absent if the sizes differ. */
  readonly difference?: PNG;
}

/** Halves a picture: each pixel is the mean of four pixels and their neighbours. */
function soften({ width, height, data }: PNG): PNG {
  const small = new PNG({ width: width >> 1, height: height >> 1 });
  const inside = (at: number, size: number): number => Math.min(Math.max(at, 0), size - 1);
  let to = 0;
  for (let y = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++) {
      const sums = [0, 0, 0];
      for (let row = 2 * y - 1; row < 2 * y + 3; row++) {
        for (let column = 2 * x - 1; column < 2 * x + 3; column++) {
          const at = (inside(row, height) * width + inside(column, width)) * 4;
          for (let channel = 0; channel < 3; channel++) sums[channel]! += data[at + channel]!;
        }
      }
      for (const sum of sums) small.data[to++] = sum >> 4;
      small.data[to++] = 255;
    }
  }
  return small;
}

export function compare(expected: PNG, actual: PNG): Verdict {
  const size = ({ width, height }: PNG): string => `${width} × ${height} px`;
  if (size(expected) !== size(actual)) {
    return { same: false, description: `is ${size(actual)}, was ${size(expected)}` };
  }
  if (expected.data.equals(actual.data)) return { same: true, description: 'is the same' };
  const [before, after] = [soften(expected), soften(actual)];
  const { width, height } = before;
  const difference = new PNG({ width, height });
  const most = pixelmatch(before.data, after.data, difference.data, width, height, {
    threshold,
    windowSize,
    includeAA: true,
  });
  const part = Math.round((most / windowSize ** 2) * 100);
  return {
    same: most <= allowed,
    description: `differs in ${part} % of a square of 16 px`,
    difference,
  };
}
