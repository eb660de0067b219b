/** What markup, scripts and style sheets may use of each tag, from dist/custom-elements.json. */
interface Named {
  readonly name: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
  readonly deprecated?: boolean | string;
}

interface Declaration {
  readonly name: string;
  readonly tagName?: string;
  readonly attributes?: readonly Named[];
  readonly members?: readonly (Named & { readonly kind: string; readonly readonly?: boolean })[];
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssProperties?: readonly Named[];
  readonly cssStates?: readonly Named[];
}

export interface TagManifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

const lists = [
  ['attribute', 'attributes'],
  ['event', 'events'],
  ['slot', 'slots'],
  ['part', 'cssParts'],
  ['custom property', 'cssProperties'],
  ['state', 'cssStates'],
] as const;

function lineOf(kind: string, each: Named): string {
  const type = each.type ? `: ${each.type.text}` : '';
  const value = each.default === undefined ? '' : ` = ${each.default}`;
  const end = each.deprecated ? ' (deprecated)' : '';
  return `${kind} ${each.name || '(default)'}${type}${value}${end}`;
}

function sectionOf(declaration: Declaration): string {
  const lines = lists.flatMap(([kind, list]) =>
    (declaration[list] ?? []).map((each) => lineOf(kind, each)),
  );
  const members = (declaration.members ?? []).map((member) =>
    lineOf(member.kind === 'method' ? 'method' : 'property', member),
  );
  const title = declaration.tagName ? `<${declaration.tagName}>` : declaration.name;
  return `## ${title}\n\n${[...lines, ...members].map((line) => `${line}\n`).join('')}`;
}

/**
 * Reads the manifest of the tags.
 *
 * @returns one section for each tag, and one line for each attribute, property, method, event, slot,
 *   part, state and custom property, without descriptions
 */
export function reportTags({ modules }: TagManifest): string {
  return modules
    .flatMap(({ declarations }) => declarations)
    .map(sectionOf)
    .join('\n');
}
