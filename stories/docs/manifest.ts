/** The tags as their docblocks describe them: what tables, controls and the page of tokens are made of. */
import manifest from '../../dist/custom-elements.json';

interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly readonly?: boolean;
  readonly static?: boolean;
  /** Its name in HTML, where it has one. */
  readonly attribute?: string;
}

export interface Tag {
  readonly tagName: string;
  readonly summary?: string;
  readonly members: readonly Member[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly Partial<Tag>[] }[];
}

/** Before it is made, its type is unknown. */
const read = (made: unknown): Manifest => made as Manifest;

export const tags = read(manifest)
  .modules.flatMap(({ declarations = [] }) => declarations)
  .filter((declaration): declaration is Tag => declaration.tagName !== undefined);

export function tagNamed(name: string): Tag | undefined {
  return tags.find(({ tagName }) => tagName === name);
}

/** What a page may set. */
export function settable(tag: Tag): Member[] {
  return tag.members.filter(
    ({ kind, readonly, static: ofClass }) => kind === 'field' && !readonly && !ofClass,
  );
}

/** "`scan` unless set." is how a docblock gives a default. */
export function defaultOf({ default: given, description = '' }: Described): string | undefined {
  return given ?? /`([^`]+)`,? \(?unless set/.exec(description)?.[1];
}
