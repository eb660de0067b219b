/** `wechat-mp-login/types/svelte`: the tags in Svelte's markup, with `onname={…}` and `on:name={…}`. */
import type { HTMLAttributes } from 'svelte/elements';
import type { ElementOf, HandlersOf, SettingsOf, TagName } from './index.js';

type Own<T extends TagName> = SettingsOf<T> & HandlersOf<T, 'on'> & HandlersOf<T, 'on:'>;

type Intrinsic = {
  [T in TagName]: Omit<HTMLAttributes<ElementOf<T>>, keyof Own<T>> & Own<T>;
};

declare module 'svelte/elements' {
  interface SvelteHTMLElements extends Intrinsic {}
}
