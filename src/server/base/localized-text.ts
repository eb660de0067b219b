/** Texts for visitors in several languages. */
import { chineseScript, readLanguageTag } from '../../protocol/language-tag.js';

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
  const byTag = byTagOf(text);
  const nearest = tagsNear(lang ?? 'en').find((tag) => byTag.has(tag));
  return byTag.get(nearest ?? 'en') ?? text.en;
}

const keptByTag = new WeakMap<object, ReadonlyMap<string, string>>();

/** The texts by canonical tag. Kept, because `Intl` takes longer than all the rest of a reply. */
function byTagOf(text: Exclude<LocalizedText, string>): ReadonlyMap<string, string> {
  const kept = keptByTag.get(text);
  if (kept) return kept;
  const byTag = new Map(Object.entries(text).map(([tag, each]) => [canonical(tag), each]));
  keptByTag.set(text, byTag);
  return byTag;
}

const canonical = (tag: string): string => (readLanguageTag(tag) ?? tag).toLowerCase();

const keptNear = new Map<string, readonly string[]>();
/** Visitors send the tag, and could send any number of them. */
const maxKeptNear = 200;

/** In lower case, the nearest tag first. */
function tagsNear(lang: string): readonly string[] {
  const kept = keptNear.get(lang);
  if (kept) return kept;
  if (keptNear.size >= maxKeptNear) keptNear.clear();
  const near = findTagsNear(lang);
  keptNear.set(lang, near);
  return near;
}

function findTagsNear(lang: string): readonly string[] {
  const tag = readLanguageTag(lang);
  const subtags = canonical(lang).split('-');
  const shorter = subtags.map((_, index) => subtags.slice(0, subtags.length - index).join('-'));
  const script = tag && chineseScript(tag);
  if (!script) return shorter;
  const scripts =
    script === 'Hant' ? [traditionalTags, simplifiedTags] : [simplifiedTags, traditionalTags];
  // A bare `zh` names no script, and `simplifiedTags` has it.
  return [...shorter.filter((each) => each !== 'zh'), ...scripts.flat(), ...shorter];
}
