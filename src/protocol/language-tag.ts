/** Reads BCP 47 language tags, in which people and servers write more than the standard allows. */

/** The languages that are written in Chinese characters, as `zh` is. */
const chineseLanguages = /^(zh|cmn|yue|wuu|nan|hak|gan|hsn)$/;

/**
 * The tag in its canonical form; undefined if the text is none. Servers also write `zh_CN` or
 * `zh_CN.UTF-8@pinyin`, and old pages `zh-cmn-Hans`:
 * https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 * https://www.rfc-editor.org/rfc/rfc5646#section-2.2.2
 */
export function readLanguageTag(text: string): string | undefined {
  const written = text
    .trim()
    .replace(/[.@].*/s, '')
    .replaceAll('_', '-')
    .replace(/^zh-(?=[a-z]{3}(-|$))/i, '');
  try {
    return written.length > 35 ? undefined : Intl.getCanonicalLocales(written)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The script of a Chinese tag, which is the usual one of its region if it names none; undefined for
 * every other language.
 * @param tag as `readLanguageTag` returns it
 */
export function chineseScript(tag: string): 'Hans' | 'Hant' | undefined {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (!chineseLanguages.test(language)) return undefined;
  return script === 'Hant' ? 'Hant' : 'Hans';
}
