/** A login's words, with those for what its prompts come to, and with the page's own. */
import type { Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Purpose } from '../../protocol/messages.js';
import { bindingTermsFor } from '../binding/language.js';
import { withTexts } from './merge.js';

/** With other words too where the login is to link. */
export async function withMore(
  ours: Terms,
  lang: string,
  purpose: Purpose | '' | undefined,
  texts: TextsOf | undefined,
): Promise<Terms> {
  const terms = await withTexts(ours, texts, lang);
  if (!purpose) return terms;
  const { says, link } = await bindingTermsFor(lang, texts);
  return purpose === 'link'
    ? { ...terms, name: link.name, says: { ...terms.says, ...says, ...link.says } }
    : { ...terms, says: { ...terms.says, ...says } };
}
