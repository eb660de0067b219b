/** Which of our languages a page gets, and its terms, loaded when needed. */

/** Whether this is Chinese, and in which script; regions have one unless the tag says which. */
export function scriptOf(lang: string): 'hant' | 'hans' | undefined {
  if (!/^zh\b/i.test(lang)) return undefined;
  return /^zh-(hant|tw|hk|mo)\b/i.test(lang) ? 'hant' : 'hans';
}

/** A module of `src/locales`, by language. */
export interface TermsLoaders<T> {
  en(): Promise<{ readonly terms: T }>;
  zhHans(): Promise<{ readonly terms: T }>;
  zhHant(): Promise<{ readonly terms: T }>;
}

/**
 * The terms in the language that is nearest to `lang`, a BCP 47 tag; English where there is none.
 * Traditional Chinese falls back to simplified where its file cannot be loaded: a site that copies
 * the single file alone does not have it.
 */
export async function loadTerms<T>(lang: string, loaders: TermsLoaders<T>): Promise<T> {
  const script = scriptOf(lang);
  if (script === undefined) return (await loaders.en()).terms;
  if (script === 'hans') return (await loaders.zhHans()).terms;
  return (await loaders.zhHant().catch(() => loaders.zhHans())).terms;
}
