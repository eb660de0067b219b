/** The words of the binding prompts, loaded when needed, and the numbers in them. */
import type { BindingTerms, Plural } from '../../locales/terms/binding.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { loadTerms } from '../texts/load-terms.js';

/** English where a language is not there yet, with what the page says in its own words. */
export async function bindingTermsFor(lang: string, texts?: TextsOf): Promise<BindingTerms> {
  const terms = await loadTerms(lang, {
    en: () => import('../../locales/en/binding.js'),
    zhHans: () => import('../../locales/zh-hans/binding.js'),
    zhHant: () => import('../../locales/zh-hant/binding.js'),
  });
  if (!texts) return terms;
  const { withTexts } = await import('../texts/merge.js');
  return withTexts(terms, texts, lang, 'binding');
}
