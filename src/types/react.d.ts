/**
 * `wechat-mp-login/types/react`: the tags in JSX, for React 19 and 18.
 *
 * React 18 passes neither objects nor event handlers to a custom element, so its types offer only
 * attributes. The components of `wechat-mp-login/react` take everything in both versions.
 */
import type * as React from 'react';
import type { AttributesOf, ElementOf, HandlersOf, SettingsOf, TagName } from './index.js';

/** Only React 19 has `use`. */
type IsReact19 = typeof React extends { use: unknown } ? true : false;

type Own<T extends TagName> = IsReact19 extends true
  ? SettingsOf<T> & HandlersOf<T, 'on'>
  : AttributesOf<T>;

type Html<T extends TagName> = React.DetailedHTMLProps<
  React.HTMLAttributes<ElementOf<T>>,
  ElementOf<T>
>;

type Intrinsic = {
  [T in TagName]: Omit<Html<T>, keyof Own<T>> & Own<T> & { class?: string | undefined };
};

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
