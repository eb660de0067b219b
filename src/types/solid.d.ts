/** `wechat-mp-login/types/solid`: the tags in Solid's JSX, with its prefixes `attr:`, `prop:` and `on:`. */
import type { JSX } from 'solid-js';
import type {
  AttributesOf,
  ElementOf,
  HandlersOf,
  PropertiesOf,
  SettingsOf,
  TagName,
} from './index.js';

type Prefixed<Names, Prefix extends string> = {
  [K in keyof Names as `${Prefix}${K & string}`]?: Names[K];
};

type Own<T extends TagName> = SettingsOf<T> &
  Prefixed<AttributesOf<T>, 'attr:'> &
  Prefixed<PropertiesOf<T>, 'prop:'> &
  HandlersOf<T, 'on:'>;

type Intrinsic = {
  [T in TagName]: Omit<JSX.HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T>;
};

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
