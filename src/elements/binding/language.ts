/** The words of the binding prompts, loaded when needed, and the numbers in them. */
import type { BindingTerms, Plural } from '../../locales/terms/binding.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { scriptOf } from '../texts/language.js';

/** English where a language is not there yet, with what the page says in its own words. */
export async function bindingTermsFor(lang: string, texts?: TextsOf): Promise<BindingTerms> {
  const script = scriptOf(lang);
  const { terms } = await (script === 'hant'
    ? import('../../locales/zh-hant/binding.js')
    : script
      ? import('../../locales/zh-hans/binding.js')
      : import('../../locales/en/binding.js'));
  if (!texts) return terms;
  const { withTexts } = await import('../texts/merge.js');
  return withTexts(terms, texts, lang, 'binding');
}
