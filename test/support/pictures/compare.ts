/**
 * Whether two pictures of a card show the same. Letters are drawn a little differently on every
 * machine (hinting, antialiasing), so both are taken at half their size first, each pixel the mean of
 * sixteen; then what differs is counted where most of it stands together. What passes and what does
 * not is tried with real pictures in tolerance.test.ts.
 */
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

/** From where on two colours differ: 1 is black and white. Another hinting stays below 0.1. */
const threshold = 0.08;
/** Side of the square in which differences are counted, in softened pixels: 16 px of the card. */
const windowSize = 8;
/** As many of its 64 may differ: another hinting reaches 5, a button moved by 3 px 27. */
const allowed = 12;

export interface Verdict {
  readonly same: boolean;
  /** What differs, in words. */
  readonly says: string;
  /** Both softened, with what differs in red, at half the size; none where the sizes differ. */
  readonly difference?: PNG;
}

/** Half as wide and as high: the mean of the four pixels in place of one, and of those around them. */
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
    return { same: false, says: `is ${size(actual)}, was ${size(expected)}` };
  }
  if (expected.data.equals(actual.data)) return { same: true, says: 'is the same' };
  const [before, after] = [soften(expected), soften(actual)];
  const { width, height } = before;
  const difference = new PNG({ width, height });
  const most = pixelmatch(before.data, after.data, difference.data, width, height, {
    threshold,
    windowSize,
    includeAA: true,
  });
  const part = Math.round((most / windowSize ** 2) * 100);
  return { same: most <= allowed, says: `differs in ${part} % of a place of 16 px`, difference };
}
