/**
 * The page's own texts in place of ours. They come from outside, perhaps from a translator's file, so
 * no mistake in them may break the login: texts that do not fit are ignored, and ours stay.
 */
import { readLanguageTag } from '../../protocol/language-tag.js';
import type { TermsGroup } from '../../locales/terms/groups.js';
import type { Texts, TextsOf } from '../../locales/terms/texts.js';

/**
 * @param ours our texts; the page's own must have the same shape
 * @param texts the page's own, or a function of the language
 * @param lang BCP 47 tag
 * @param group which of our texts they are
 */
export async function withTexts<T extends { readonly lang: string }>(
  ours: T,
  texts: TextsOf | undefined,
  lang: string,
  group: TermsGroup,
): Promise<T> {
  const part = partOf(group);
  try {
    const own = typeof texts === 'function' ? await textsIn(lang, texts) : texts;
    // The same language, unless the part names another.
    const ownPart = part ? { lang: own?.lang, ...own?.[part] } : own;
    // A page need not know which of the card's texts load with the prompts.
    const messages = { ...own?.messages, ...own?.binding?.messages };
    const late = part === 'binding' && { yourAccount: own?.yourAccount, ...ownPart, messages };
    // A merge keeps the shape of ours.
    return merge(ours, late || ownPart, part ?? '') as T;
  } catch (error) {
    explainOnce(error);
    return ours;
  }
}

/** The key of the page's texts that belongs to ours; undefined if the whole of them does. */
function partOf(
  group: TermsGroup,
): keyof Pick<Texts, Exclude<TermsGroup, 'login' | 'afterQrCode'>> | undefined {
  if (group === 'login') return undefined;
  return group === 'afterQrCode' ? 'binding' : group;
}

type TextsFunction = Exclude<TextsOf, Texts>;

/** What the page's functions have returned, by language: a card needs texts more than once. */
const asked = new WeakMap<TextsFunction, Map<string, ReturnType<TextsFunction>>>();
const maxLanguages = 20;

function textsIn(lang: string, texts: TextsFunction): ReturnType<TextsFunction> {
  const known = asked.get(texts) ?? new Map<string, ReturnType<TextsFunction>>();
  const own = known.has(lang) ? known.get(lang) : texts(lang);
  if (known.size < maxLanguages) known.set(lang, own);
  asked.set(texts, known);
  // What has failed may succeed the next time.
  if (own instanceof Promise) own.catch(() => known.delete(lang));
  return own;
}

const maxExplained = 20;
const explained = new Set<string>();

/** Tells the developer. Sentences are written anew with every change, so the same error is told once. */
function explainOnce(error: unknown): void {
  const text = String(error);
  if (explained.has(text) || explained.size >= maxExplained) return;
  explained.add(text);
  // eslint-disable-next-line no-console -- for the developer
  console.error('wechat-mp-login: texts of the page fail, and ours stay.', error);
}

/** A sentence that depends on something: a waiting time, a name. */
type SentenceFunction = (...values: readonly unknown[]) => unknown;
type Tree = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isFunction = (value: unknown): value is SentenceFunction => typeof value === 'function';
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Paths of sentences that may be functions, even where ours is a plain text. */
const mayBeFunction = /^(?!doors\.).*messages\.\w+\.1$|(mistakes|identities\.messages)\.\w+$/;

/** @param path where this is in the texts, such as `binding.mistakes.email` */
function merge(ours: unknown, own: unknown, path: string): unknown {
  // In files of translations, an empty text is one that is not translated yet.
  if (isText(own) && own && (isText(ours) || isFunction(ours))) {
    if (path.endsWith('.lang')) return readLanguageTag(own) ?? ours;
    return isText(ours) ? own : () => own;
  }
  if (isFunction(own) && (isFunction(ours) || mayBeFunction.test(path))) {
    return (...values: unknown[]) => sentenceOf(own, values) ?? sentenceOf(ours, values);
  }
  return isTree(own) && isTree(ours) ? mergeTree(ours, own, path) : ours;
}

function mergeTree(ours: Tree, own: Tree, path: string): unknown {
  // Each language has plural forms of its own; `other` is the one that all have.
  const { other } = own;
  if (ours['other'] && other && isText(other)) {
    return mapValues(own, (text) => (isText(text) ? text : other));
  }
  const merged = mapValues(ours, (value, key) => merge(value, own[key], `${path}.${key}`));
  return Array.isArray(ours) ? Object.values(merged) : merged;
}

function mapValues(tree: Tree, map: (value: unknown, key: string) => unknown): Tree {
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, map(value, key)]));
}

/** Undefined if a function of the page throws, or returns no text. */
function sentenceOf(sentence: unknown, values: readonly unknown[]): string | undefined {
  try {
    const text = isFunction(sentence) ? sentence(...values) : sentence;
    return isText(text) ? text : undefined;
  } catch (error) {
    explainOnce(error);
    return undefined;
  }
}
