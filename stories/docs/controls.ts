/** Sets on a tag what its controls say: every property that the manifest knows, and every custom one. */
import type { DirectiveResult } from 'lit/directive.js';
import { ref } from 'lit/directives/ref.js';
import { settable, tagNamed } from './manifest.js';

/** Of the controls, by the names of properties and custom properties; others are passed over. */
export type Controlled = Readonly<Record<string, unknown>>;

/** What was set before, to be taken back: what is not in a control is the tag's own affair. */
const touched = new WeakMap<Element, ReadonlySet<string>>();

function set(element: HTMLElement, name: string, value: unknown): void {
  if (!name.startsWith('--')) (element as unknown as Record<string, unknown>)[name] = value;
  else if (typeof value === 'string') element.style.setProperty(name, value);
  else element.style.removeProperty(name);
}

/**
 * In a template, in the place of attributes.
 * @param scene what the story itself sets; a control that says something has the last word
 */
export function controls(args: object, scene: object = {}): DirectiveResult {
  return ref((element) => {
    const tag = element && tagNamed(element.localName);
    if (!tag || !(element instanceof HTMLElement)) return;
    const said = Object.entries(args).filter(([, value]) => value !== undefined && value !== '');
    const wanted: Controlled = { ...scene, ...Object.fromEntries(said) };
    const known = [...settable(tag), ...(tag.cssProperties ?? [])]
      .map(({ name }) => name)
      .filter((name) => wanted[name] !== undefined);
    for (const name of touched.get(element) ?? []) {
      if (!known.includes(name)) set(element, name, undefined);
    }
    for (const name of known) set(element, name, wanted[name]);
    touched.set(element, new Set(known));
  });
}
