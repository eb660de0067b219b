/** Frames from the answer that brings the QR code to the QR code on the screen, and what moves meanwhile. */
import { requireReadable, visit, type Stage } from './visit/visit.js';

export interface FirstPaint {
  readonly frames: readonly number[];
  /** The largest of the rounds. */
  readonly layoutShift: number;
}

export async function measureFirstPaint(
  stage: Stage,
  name: 'ours' | 'authing',
  rounds: number,
): Promise<FirstPaint> {
  const frames: number[] = [];
  let layoutShift = 0;
  for (let round = 0; round < rounds; round++) {
    const visited = await visit(stage, name);
    try {
      await requireReadable(visited, name);
      frames.push(visited.record.frames ?? NaN);
      layoutShift = Math.max(layoutShift, visited.record.layoutShift);
    } finally {
      await visited.close();
    }
  }
  return { frames, layoutShift };
}
