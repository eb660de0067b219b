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
  readonly modules: readonly {
    readonly declarations?: readonly (Partial<Tag> & { readonly name: string })[];
  }[];
}

/** `WechatMpBinding` is `wechat-mp-binding`. */
const tagOfClass = (name: string): string => name.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();

/** Type checks run before the manifest is built, so its type is unknown. */
const asManifest = (json: unknown): Manifest => json as Manifest;

export const tags = asManifest(manifest)
  .modules.flatMap(({ declarations = [] }) => declarations)
  // The class of the prompts is public without a tag.
  .map(({ name, tagName, ...rest }) => ({ ...rest, tagName: tagName ?? tagOfClass(name) }))
  .filter((declaration): declaration is Tag => declaration.members !== undefined);

export function tagNamed(name: string): Tag | undefined {
  return tags.find(({ tagName }) => tagName === name);
}

/** The properties that a page may set. */
export function settableMembers(tag: Tag): Member[] {
  return tag.members.filter(
    ({ kind, readonly, static: ofClass }) => kind === 'field' && !readonly && !ofClass,
  );
}

/** Without the quotes of a string. */
export function defaultOf({ default: given }: Described): string | undefined {
  return given?.replace(/^'(.*)'$/, '$1');
}
