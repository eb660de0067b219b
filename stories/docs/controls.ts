/** Applies Storybook's controls to a tag: the properties and custom properties of the manifest. */
import type { DirectiveResult } from 'lit/directive.js';
import { ref } from 'lit/directives/ref.js';
import { settableMembers, tagNamed } from './manifest.js';

/** Values by the names of properties and custom properties. Other names are ignored. */
export type Controlled = Readonly<Record<string, unknown>>;

/** The names that were set last, to be reset when a control is cleared. */
const previouslySet = new WeakMap<Element, ReadonlySet<string>>();

function set(element: HTMLElement, name: string, value: unknown): void {
  if (!name.startsWith('--')) (element as unknown as Record<string, unknown>)[name] = value;
  else if (typeof value === 'string') element.style.setProperty(name, value);
  else element.style.removeProperty(name);
}

/**
 * Applies the controls to the tag. Use it in a template in place of attributes.
 * @param defaults the values of the story itself; controls override them
 */
export function controls(args: object, defaults: object = {}): DirectiveResult {
  return ref((element) => {
    const tag = element && tagNamed(element.localName);
    if (!tag || !(element instanceof HTMLElement)) return;
    const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== '');
    const wanted: Controlled = { ...defaults, ...Object.fromEntries(given) };
    const known = [...settableMembers(tag), ...(tag.cssProperties ?? [])]
      .map(({ name }) => name)
      .filter((name) => wanted[name] !== undefined);
    for (const name of previouslySet.get(element) ?? []) {
      if (!known.includes(name)) set(element, name, undefined);
    }
    for (const name of known) set(element, name, wanted[name]);
    previouslySet.set(element, new Set(known));
  });
}
