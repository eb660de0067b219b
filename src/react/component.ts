/** Makes a React component of a tag. */
import {
  createElement,
  forwardRef,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react';
import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type { PropertyDeclarations } from 'lit';
import type { ElementOf, EventsOf, PropertiesOf, TagName } from '../types/index.js';

/** The event that each prop listens to: all events of the tag, under the last word of their names. */
type EventNames<T extends TagName> = {
  readonly [K in keyof EventsOf<T> as `on${Capitalize<LastWord<K & string>>}`]: K & string;
};
type LastWord<Name extends string> = Name extends `${string}-${infer Rest}` ? LastWord<Rest> : Name;

type Handlers<T extends TagName> = {
  [K in keyof EventsOf<T> as `on${Capitalize<LastWord<K & string>>}`]?:
    ((event: EventsOf<T>[K]) => void) | undefined;
};

/** The element's properties, a handler for each of its events, and what React knows for every element. */
export type TagProps<T extends TagName> = PropertiesOf<T> &
  Handlers<T> &
  Omit<HTMLAttributes<ElementOf<T>>, keyof PropertiesOf<T> | keyof Handlers<T>>;

interface ComponentOptions<T extends TagName> {
  readonly tagName: T;
  readonly elementClass: { readonly properties: PropertyDeclarations };
  /** Registers the tag. */
  readonly register: () => void;
  readonly events: EventNames<T>;
}

/** In a browser, before anything is painted. On a server, React 18 would warn of a layout effect. */
const useCommit = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * The tag is registered only after its first commit, so that an element that a server rendered starts
 * with all of its properties, and no event is lost before somebody listens.
 */
export function componentOf<T extends TagName>({
  tagName,
  elementClass,
  register,
  events,
}: ComponentOptions<T>): ForwardRefExoticComponent<TagProps<T> & RefAttributes<ElementOf<T>>> {
  const component = forwardRef<ElementOf<T>, Readonly<Record<string, unknown>>>((props, ref) => {
    const own = useRef<HTMLElement | null>(null);
    const before = useRef<Readonly<Record<string, unknown>>>({});
    const { attributes, objects } = sorted(props, elementClass.properties, events);

    useCommit(() => {
      const element = own.current;
      if (!element) return undefined;
      // A property that is gone leaves nothing behind. To set one twice would start another attempt.
      for (const name of Object.keys(before.current)) {
        if (!(name in objects || name in attributes)) Object.assign(element, { [name]: undefined });
      }
      Object.assign(element, objects);
      before.current = objects;
      const listening = new AbortController();
      for (const [prop, type] of Object.entries<string>(events)) {
        // The types allow nothing but a handler.
        const handler = props[prop] as ((event: Event) => void) | undefined;
        if (handler) element.addEventListener(type, handler, { signal: listening.signal });
      }
      register();
      return () => listening.abort();
    });
    // After the effect above, so that the page gets an element that has its methods.
    useImperativeHandle(ref, () => own.current as ElementOf<T>, []);

    return createElement(tagName, { ...attributes, ref: own });
  });
  component.displayName = tagName;
  return component as ForwardRefExoticComponent<TagProps<T> & RefAttributes<ElementOf<T>>>;
}

/** Tells props that React can write, on a server too, from objects, which only a property can carry. */
function sorted(
  props: Readonly<Record<string, unknown>>,
  declarations: PropertyDeclarations,
  events: object,
): { attributes: Record<string, unknown>; objects: Record<string, unknown> } {
  const attributes: Record<string, unknown> = {};
  const objects: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(props)) {
    const declaration = declarations[name];
    if (value === undefined || Object.hasOwn(events, name)) continue;
    // React writes `aria-…` as words, but on custom elements React 19 does not.
    if (name.startsWith('aria-') && typeof value === 'boolean') attributes[name] = String(value);
    // Everything else, React 18 writes as words.
    else if (value === false) continue;
    // React 18 writes `className` as it is on a custom element.
    else if (!declaration) attributes[name === 'className' ? 'class' : name] = value;
    else if (isObject(value) || declaration.attribute === false) objects[name] = value;
    else attributes[String(declaration.attribute ?? name)] = value;
  }
  return { attributes, objects };
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' || typeof value === 'function';
