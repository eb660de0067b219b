/** The tags as the custom elements manifest describes them, for tables, controls and the page of tokens. */
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
  /** The name of its attribute, if it has one. */
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

/** Type checks run before the manifest is built, so its type is unknown. */
const asManifest = (json: unknown): Manifest => json as Manifest;

export const tags = asManifest(manifest)
  .modules.flatMap(({ declarations = [] }) => declarations)
  .filter((declaration): declaration is Tag => declaration.tagName !== undefined);

export function tagNamed(name: string): Tag | undefined {
  return tags.find(({ tagName }) => tagName === name);
}

/** The properties that a page may set. */
export function settableMembers(tag: Tag): Member[] {
  return tag.members.filter(
    ({ kind, readonly, static: ofClass }) => kind === 'field' && !readonly && !ofClass,
  );
}

/** Docblocks give defaults as "`scan` unless set." */
export function defaultOf({ default: given, description = '' }: Described): string | undefined {
  return given ?? /`([^`]+)`,? \(?unless set/.exec(description)?.[1];
}
