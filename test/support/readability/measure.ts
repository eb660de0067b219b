/** Counts how many damaged pictures of QR codes the readers read. */
import type { DamageName } from './damage.js';
import type { Lab } from './lab.js';
import type { Reader } from './readers.js';
import { dresses } from './samples.js';
import type { Dress } from './samples.js';

export interface Setup {
  readonly dress: Dress;
  /** The outer size in CSS pixels. */
  readonly sizePx: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}

/** How many of the texts one reader has read after one damage. */
export interface Score {
  readonly damage: DamageName;
  readonly reader: string;
  readonly read: number;
}

export async function measure(
  lab: Lab,
  readers: readonly Reader[],
  { dress, sizePx, scale }: Setup,
  texts: readonly string[],
  damages: readonly DamageName[],
): Promise<Score[]> {
  const codes = texts.map((text) => ({ ...dresses[dress], text, sizePx }));
  const damaged = [];
  for (const picture of await lab.draw(codes, scale)) {
    damaged.push(await lab.damage(picture, damages));
  }
  const scores: Score[] = [];
  for (const reader of readers) {
    // All at once: some readers are programs that take a while to start.
    const found = await reader.read(damaged.flat());
    damages.forEach((damage, at) => {
      const isRead = texts.filter((text, index) => found[index * damages.length + at] === text);
      scores.push({ damage, reader: reader.name, read: isRead.length });
    });
  }
  return scores;
}

export const totalOf = (scores: readonly Score[]): number =>
  scores.reduce((sum, { read }) => sum + read, 0);
