/** Finds the language of ours that suits a language tag. */

/** The folders of `src/locales`. */
export type Locale = 'en' | 'zh-hans' | 'zh-hant';

/**
 * English for every language that we do not have. A Chinese tag without a script gets the script of
 * its region.
 * @param lang BCP 47 tag, such as `zh-TW`
 */
export function localeOf(lang: string): Locale {
  if (!/^zh\b/i.test(lang)) return 'en';
  return /^zh-(hant|tw|hk|mo)\b/i.test(lang) ? 'zh-hant' : 'zh-hans';
}
