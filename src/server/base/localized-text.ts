/** Texts for visitors in several languages. */

/**
 * A text for visitors: one string for every language, or one per BCP 47 tag. `en` is required and
 * stands in for languages that have no text of their own.
 */
export type LocalizedText = string | (Readonly<Record<string, string>> & { readonly en: string });

const simplifiedTags = ['zh-hans', 'zh', 'zh-cn'] as const;
const traditionalTags = ['zh-hant', 'zh-tw', 'zh-hk'] as const;

/**
 * The text in the language nearest to `lang`, a BCP 47 tag in any case: the tag itself, then the tag
 * with fewer and fewer subtags (RFC 4647, "Lookup"). In Chinese the script counts before the region,
 * and the other script comes before any other language. If nothing matches, English is used.
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4
 */
export function localize(text: LocalizedText, lang: string | undefined): string {
  if (typeof text === 'string') return text;
  const byTag = new Map(Object.entries(text).map(([tag, each]) => [tag.toLowerCase(), each]));
  const nearest = tagsNear((lang ?? 'en').toLowerCase()).find((tag) => byTag.has(tag));
  return byTag.get(nearest ?? 'en') ?? text.en;
}

/** The nearest tag first. */
function tagsNear(tag: string): readonly string[] {
  const subtags = tag.split('-');
  const shorter = subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
  if (subtags[0] !== 'zh') return shorter;
  const isTraditional = /-hant\b/.test(tag) || (/-(tw|hk|mo)\b/.test(tag) && !/-hans\b/.test(tag));
  const scripts = isTraditional
    ? [traditionalTags, simplifiedTags]
    : [simplifiedTags, traditionalTags];
  // Without the last of `shorter`, a bare `zh`: it names no script, and `simplifiedTags` has it.
  return [tag, ...shorter.slice(0, -1), ...scripts.flat()];
}
