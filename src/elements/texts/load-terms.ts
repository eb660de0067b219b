/** Loads a file of our texts in one language, with the page's own in their place. */
import { throwIfOffline } from '../../client/page/network.js';
import type { Texts, TextsOf } from '../../locales/terms/texts.js';
import { localeOf } from './locale.js';
import type { Locale } from './locale.js';

export type Modules<T> = Readonly<Record<Locale, () => Promise<{ readonly terms: T }>>>;

/** @param part the part of the page's texts that belongs to the module; the rest of them unless given */
export async function loadTerms<T extends { readonly lang: string }>(
  modules: Modules<T>,
  lang: string,
  texts: TextsOf | undefined,
  part?: keyof Pick<Texts, 'binding' | 'stepUp' | 'doors' | 'identities'>,
): Promise<T> {
  await throwIfOffline();
  const { terms } = await importFrom(modules, localeOf(lang));
  if (!texts) return terms;
  // Most pages have no texts of their own, and do not load what merges them.
  const { withTexts } = await import('./merge.js');
  return withTexts(terms, texts, lang, part);
}

/**
 * Traditional Chinese falls back to simplified where its file cannot be loaded: a site that copies
 * the single file alone does not have it.
 */
function importFrom<T>(modules: Modules<T>, locale: Locale): Promise<{ readonly terms: T }> {
  return locale === 'zh-hant'
    ? modules[locale]().catch(() => modules['zh-hans']())
    : modules[locale]();
}
