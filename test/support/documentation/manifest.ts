/** The attributes, parts, properties, states and slots of the tags, from the custom elements manifest. */
import { cli } from '@custom-elements-manifest/analyzer/cli.js';
import { root } from './documents.js';

interface Named {
  readonly name: string;
}
interface Member extends Named {
  readonly kind?: 'field' | 'method';
  readonly readonly?: boolean;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}
export interface Tag {
  readonly tagName?: string;
  readonly attributes?: readonly Member[];
  readonly members?: readonly Member[];
  readonly events?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly slots?: readonly Named[];
}
export interface Manifest {
  readonly modules: readonly {
    readonly path: string;
    readonly declarations?: readonly Tag[];
    readonly exports?: readonly { readonly kind: string; readonly name: string }[];
  }[];
}

export interface TagNames {
  readonly attributes: readonly string[];
  readonly parts: readonly string[];
  readonly properties: readonly string[];
  readonly states: readonly string[];
  readonly slots: readonly string[];
}

const names = (list: readonly Named[] = []): string[] => list.map(({ name }) => name);

/** The manifest as `npm run manifest` writes it. */
export async function readManifest(): Promise<Manifest> {
  return (await cli({
    argv: ['analyze', '--config', 'custom-elements-manifest.config.js', '--quiet'],
    cwd: root,
    noWrite: true,
  })) as Manifest;
}

/** By tag name. */
export async function readTags(): Promise<ReadonlyMap<string, TagNames>> {
  const manifest = await readManifest();
  const tags = manifest.modules.flatMap(({ declarations = [] }) => declarations);
  return new Map(
    tags.flatMap((tag) => {
      if (tag.tagName === undefined) return [];
      const slots = names(tag.slots);
      const described: TagNames = {
        attributes: names(tag.attributes),
        parts: names(tag.cssParts),
        properties: names(tag.cssProperties),
        // A tag with a slot for each state has a custom state for each, too.
        states: [...names(tag.cssStates), ...slots],
        slots,
      };
      return [[tag.tagName, described]];
    }),
  );
}
