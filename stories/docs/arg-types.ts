/**
 * Storybook's tables and controls, made from the custom elements manifest
 * (https://github.com/webcomponents/custom-elements-manifest). Every property that a page may set and
 * every custom property has a control.
 */
import type { ArgTypes, InputType } from 'storybook/internal/types';
import { defaultOf, settableMembers, tagNamed } from './manifest.js';
import type { Member, Tag } from './manifest.js';

type Described = NonNullable<Tag['slots']>[number];
type Row = readonly [key: string, type: InputType];

/** More radio buttons do not fit on one line of the panel. */
const maxInline = 3;

function controlFor(text: string): InputType {
  const parts = text.split(' | ');
  const literals = parts.flatMap((part) => /^'(.*)'$/.exec(part)?.[1] ?? []);
  if (literals.length === parts.length) {
    const type = literals.length > maxInline ? 'select' : 'inline-radio';
    return { control: { type }, options: literals };
  }
  for (const type of ['boolean', 'number'] as const) {
    if (parts.includes(type)) return { control: { type } };
  }
  return parts.includes('string') ? { control: { type: 'text' } } : { control: false };
}

function row(item: Described, category: string, more: InputType = { control: false }): InputType {
  const { name, description = '', type } = item;
  const defaultValue = defaultOf(item);
  return {
    name,
    description,
    table: {
      category,
      ...(type && { type: { summary: type.text } }),
      ...(defaultValue !== undefined && { defaultValue: { summary: defaultValue } }),
    },
    ...more,
  };
}

function ofMember(member: Member, isSettable: boolean): Row {
  const { name, attribute, kind, type } = member;
  if (kind === 'method') return [`${name}()`, row({ ...member, name: `${name}()` }, 'methods')];
  const control = isSettable ? controlFor(type?.text ?? 'string') : { control: false as const };
  return attribute === undefined
    ? [name, row(member, 'properties', control)]
    : [name, row({ ...member, name: attribute }, 'attributes', control)];
}

/** Lists of the manifest in the order of the table: key, category, and how names are shown. */
const categories = [
  ['events', 'events', (name: string) => name],
  ['slots', 'slots', (name: string) => name || '(without a name)'],
  ['cssParts', 'parts', (name: string) => `::part(${name})`],
  ['cssStates', 'states', (name: string) => `:state(${name})`],
] as const;

export function argTypesOf(component: string): ArgTypes | null {
  const tag = tagNamed(component);
  if (!tag) return null;
  const settable = settableMembers(tag);
  const members = tag.members.map((member) => ofMember(member, settable.includes(member)));
  const properties = (tag.cssProperties ?? []).map((property): Row => {
    const isColour = property.description?.startsWith('Colour');
    const control = { control: { type: isColour ? ('color' as const) : ('text' as const) } };
    return [property.name, row(property, 'custom properties', control)];
  });
  // A part and an attribute may share a name, so keys carry the category.
  const others = categories.flatMap(([list, category, displayName]) =>
    (tag[list] ?? []).map((item): Row => {
      const name = displayName(item.name);
      return [`${category}: ${name}`, row({ ...item, name }, category)];
    }),
  );
  const kinds = ['attributes', 'properties', 'custom properties', 'methods'];
  const place = ([, { table }]: Row): number => kinds.indexOf(table?.category ?? '');
  const rows = [...members, ...properties].sort((one, other) => place(one) - place(other));
  return Object.fromEntries([...rows, ...others]);
}

export function descriptionOf(component: string): string {
  return tagNamed(component)?.summary ?? '';
}
