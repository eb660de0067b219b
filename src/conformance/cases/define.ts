/** Completes cases that share a level and a source. */
import type { Case, Level } from '../case.js';

/** Cases of one level; each may name another source. */
export function casesOf(
  level: Level,
  source: string,
  given: readonly (Omit<Case, 'level' | 'source'> & { readonly source?: string })[],
): readonly Case[] {
  return given.map((each) => ({ level, source, ...each }));
}
