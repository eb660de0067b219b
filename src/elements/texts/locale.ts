/** Finds the language of ours that suits a language tag. */
import { chineseScript } from '../../protocol/language-tag.js';

/** The folders of `src/locales`. */
export type Locale = 'en' | 'zh-hans' | 'zh-hant';

/**
 * English for every language that we do not have. A Chinese tag without a script gets the usual script
 * of its region.
 * @param lang BCP 47 tag, such as `zh-TW`
 */
export function localeOf(lang: string): Locale {
  const script = chineseScript(lang);
  if (!script) return 'en';
  return script === 'Hant' ? 'zh-hant' : 'zh-hans';
}
