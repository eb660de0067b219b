/** `wechat-mp-login/types/preact`: the tags in Preact's JSX. */
import type { HTMLAttributes } from 'preact';
import type { ElementOf, HandlersOf, SettingsOf, TagName } from './index.js';

type Own<T extends TagName> = SettingsOf<T> & HandlersOf<T, 'on'>;

type Intrinsic = {
  [T in TagName]: Omit<HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T>;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Intrinsic {}
  }
}
