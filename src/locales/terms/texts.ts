/** A page's own words in place of ours: what stands in the languages, each sentence by its place there. */
import type { BindingTerms, Plural } from './binding.js';
import type { IdentitiesTerms } from './identities.js';
import type { Terms } from './login.js';

/** Strings and functions as they are; of everything around them as much as the page wants. */
type Some<T> = T extends string | ((...about: never[]) => string) | Plural
  ? T
  : { readonly [K in keyof T]?: Some<T[K]> | undefined };

/**
 * Some of the sentences, or all; in a language that we do not have, with `lang` beside them. What
 * is left out stays as it is in the language of the page.
 */
export interface Texts extends Some<Terms> {
  /** Of the prompts for a WeChat that is new, and of `purpose="link"`. */
  readonly binding?: Some<BindingTerms> | undefined;
  /** Of `<wechat-mp-identities>`. */
  readonly identities?: Some<IdentitiesTerms> | undefined;
}

/** The same for every language, or by the language of the page, as its tag says: `zh-CN`, `en`. */
export type TextsOf = Texts | ((lang: string) => Texts | undefined | Promise<Texts | undefined>);
