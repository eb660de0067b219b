/** Loads a file of our texts in one language, with the page's own in their place. */
import { throwIfOffline } from '../../client/page/network.js';
import type { TermsByGroup, TermsGroup, TermsModule } from '../../locales/terms/groups.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import { chineseScript } from '../../protocol/language-tag.js';

/** The languages that most pages are in. All others are in `src/locales/more-languages.ts`. */
export type Modules<G extends TermsGroup> = Readonly<
  Record<'en' | 'Hans' | 'Hant', () => Promise<TermsModule<G>>>
>;

export async function loadTerms<G extends TermsGroup>(
  modules: Modules<G>,
  lang: string,
  texts: TextsOf | undefined,
  group: G,
): Promise<TermsByGroup[G]> {
  await throwIfOffline();
  const { terms } = await importFrom(modules, lang, group);
  if (!texts) return terms;
  // Most pages have no texts of their own, and do not load what merges them.
  return import('./merge.js').then((merge) => merge.withTexts(terms, texts, lang, group));
}

/**
 * Traditional Chinese falls back to simplified, and all others to English, where we do not have the
 * language or its file cannot be loaded: a site that copies the single file alone does not have it.
 */
function importFrom<G extends TermsGroup>(
  modules: Modules<G>,
  lang: string,
  group: G,
): Promise<TermsModule<G>> {
  const script = chineseScript(lang);
  const direct = script ?? (/^en\b/i.test(lang) && 'en');
  return (
    direct
      ? modules[direct]()
      : import('../../locales/more-languages.js').then((more) => more.importTerms(lang, group))
  ).catch(modules[script ? 'Hans' : 'en']);
}
