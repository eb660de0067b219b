/** A login's words, with those for what its prompts come to. */
import type { Terms } from '../locales/terms.js';
import { bindingTermsFor } from './binding-language.js';

/** With other words too where the login is to link. */
export async function withBinding(terms: Terms, lang: string, isLink: boolean): Promise<Terms> {
  const { says, link } = await bindingTermsFor(lang);
  return isLink
    ? { ...terms, name: link.name, says: { ...terms.says, ...says, ...link.says } }
    : { ...terms, says: { ...terms.says, ...says } };
}
