/** The fields of the editor: one for each custom property of the manifest, in groups. */
import { tags } from '../../docs/manifest.js';
import { kindOf } from '../../docs/token-kinds.js';
import type { Token, TokenKind } from '../../docs/token-kinds.js';

export const groups = ['colours', 'shape', 'code', 'type', 'button'] as const;
export type Group = (typeof groups)[number];

export interface Field {
  readonly name: string;
  readonly kind: TokenKind;
  readonly group: Group;
  readonly description: string;
  /** Without one, the value comes from another property or from the tag's mode. */
  readonly default: string | undefined;
  /** Whether light and dark may have different values. */
  readonly hasSchemes: boolean;
}

function groupOf({ name }: Token, kind: TokenKind): Group {
  if (name.startsWith('--wechat-mp-button-')) return 'button';
  if (/-(code|logo)-/.test(name)) return 'code';
  if (kind === 'font') return 'type';
  return kind === 'colour' ? 'colours' : 'shape';
}

/** The first tag that describes a property counts; the login comes first. */
const described = new Map<string, Token>();
for (const { cssProperties = [] } of [...tags].sort(
  (one, other) =>
    Number(other.tagName === 'wechat-mp-login') - Number(one.tagName === 'wechat-mp-login'),
)) {
  for (const token of cssProperties) {
    if (!described.has(token.name)) described.set(token.name, token);
  }
}

export const fields: readonly Field[] = [...described.values()].map((token) => {
  const kind = kindOf(token);
  const group = groupOf(token, kind);
  return {
    name: token.name,
    kind,
    group,
    description: token.description ?? '',
    default: token.default,
    // The QR code's tile is the same in both.
    hasSchemes: kind === 'colour' && group !== 'code',
  };
});
