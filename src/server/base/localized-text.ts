/** Which of several wordings a visitor gets. */

const simplified = ['zh-hans', 'zh', 'zh-cn'] as const;
const traditional = ['zh-hant', 'zh-tw', 'zh-hk'] as const;

/**
 * The words in the language that is nearest to `lang`, a BCP 47 tag in any case: that very tag, then
 * the same with less behind it. In Chinese the script decides before the region, and the other
 * script comes before another language. English where there is nothing near.
 */
export function localize(words: LocalizedText, lang: string | undefined): string {
  if (typeof words === 'string') return words;
  const byTag = new Map(Object.entries(words).map(([tag, text]) => [tag.toLowerCase(), text]));
  const nearest = tagsNear((lang ?? 'en').toLowerCase()).find((tag) => byTag.has(tag));
  return byTag.get(nearest ?? 'en') ?? words.en;
}

/** The nearest first. */
function tagsNear(tag: string): readonly string[] {
  const parts = tag.split('-');
  const shorter = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'));
  if (parts[0] !== 'zh') return shorter;
  const isTraditional = /-hant\b/.test(tag) || (/-(tw|hk|mo)\b/.test(tag) && !/-hans\b/.test(tag));
  const scripts = isTraditional ? [traditional, simplified] : [simplified, traditional];
  // `zh` alone says no script: behind the right one, unless it is all that was asked for.
  return [tag, ...shorter.slice(0, -1), ...scripts.flat()];
}

/** Words for visitors: one for all, or by BCP 47 tag; `en` where there is none of the page's language. */
export type LocalizedText = string | (Readonly<Record<string, string>> & { readonly en: string });
