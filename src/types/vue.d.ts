/**
 * `wechat-mp-login/types/vue`: the tags in Vue's templates, also with `strictTemplates`.
 * https://vuejs.org/guide/extras/web-components.html#web-components-and-typescript
 */
import type { HTMLAttributes, PublicProps } from 'vue';
import type { ElementOf, EventsOf, PropertiesOf, TagName } from './index.js';

/** Vue reads `return-to` and `:return-to` as `returnTo`. */
type Component<T extends TagName> = new () => ElementOf<T> & {
  $props: Omit<HTMLAttributes, keyof PropertiesOf<T>> & PropertiesOf<T> & PublicProps;
  $emit: Emit<EventsOf<T>>;
};

type Emit<Events> = UnionToIntersection<
  { [K in keyof Events]: (name: K, event: Events[K]) => void }[keyof Events]
>;

type UnionToIntersection<Union> = (Union extends unknown ? (value: Union) => void : never) extends (
  value: infer Intersection,
) => void
  ? Intersection
  : never;

type Components = { [T in TagName]: Component<T> };

declare module 'vue' {
  interface GlobalComponents extends Components {}
  // Vue types slots of its own alone. Content for a tag has HTML's attribute.
  interface HTMLAttributes {
    slot?: string | undefined;
  }
}
