/** What kind of value a custom property takes. The names follow one rule, so a new property has a kind at once. */
import type { Tag } from './manifest.js';

export type Token = NonNullable<Tag['cssProperties']>[number];

export type TokenKind = 'font' | 'shadow' | 'corner' | 'space' | 'share' | 'length' | 'colour';

export function kindOf({ name }: Token): TokenKind {
  if (name.endsWith('font')) return 'font';
  if (name.endsWith('shadow')) return 'shadow';
  if (name.endsWith('radius')) return 'corner';
  if (name.endsWith('padding')) return 'space';
  if (name.endsWith('logo-size')) return 'share';
  return /(width|size)$/.test(name) ? 'length' : 'colour';
}
