/**
 * The page's own words over ours. They come from outside, perhaps from a translator's file, so
 * nothing that is wrong with them may cost the login: what does not fit is left out, and ours stays.
 */
import type { Texts, TextsOf } from '../../locales/terms/texts.js';

interface Words {
  readonly lang: string;
}

/** @param part of the page's words; all but the parts unless set */
export async function withTexts<T extends Words>(
  ours: T,
  texts: TextsOf | undefined,
  lang: string,
  part?: keyof Pick<Texts, 'binding' | 'identities'>,
): Promise<T> {
  try {
    const own = typeof texts === 'function' ? await texts(lang) : texts;
    return merge(ours, part ? { lang: own?.lang, ...own?.[part] } : own, part ?? '') as T;
  } catch {
    return ours;
  }
}

type Speaking = (...about: readonly unknown[]) => unknown;
type Tree = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';
const isSpeaking = (value: unknown): value is Speaking => typeof value === 'function';
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Where a sentence of ours that is plain may be a function of the page's. */
const maySpeak = /messages\.\w+\.1$|(mistakes|identities\.messages)\.\w+$/;

function merge(ours: unknown, own: unknown, path: string): unknown {
  // As in files of translations, an empty one is one that is still to come.
  if (isText(own) && own && (isText(ours) || isSpeaking(ours))) {
    if (path.endsWith('.lang') && !isTag(own)) return ours;
    return isText(ours) ? own : () => own;
  }
  if (isSpeaking(own) && (isSpeaking(ours) || maySpeak.test(path))) {
    return (...about: unknown[]) => say(own, about) ?? say(ours, about);
  }
  return isTree(own) && isTree(ours) ? mergeTree(ours, own, path) : ours;
}

function mergeTree(ours: Tree, own: Tree, path: string): unknown {
  // A plural: which forms there are, each language has for itself.
  const { other } = own;
  const isPlural = ours['other'] && other && isText(other);
  const merged = Object.entries(isPlural ? own : ours).map(([key, each]) => {
    const said = isPlural ? (isText(each) ? each : other) : merge(each, own[key], `${path}.${key}`);
    return [key, said] as const;
  });
  return Array.isArray(ours) ? merged.map(([, each]) => each) : Object.fromEntries(merged);
}

/** Undefined where it says nothing, or fails to. */
function say(sentence: unknown, about: readonly unknown[]): string | undefined {
  try {
    const said = isSpeaking(sentence) ? sentence(...about) : sentence;
    return isText(said) ? said : undefined;
  } catch {
    return undefined;
  }
}

/** What `Intl` takes: everything else throws there. */
function isTag(lang: string): boolean {
  try {
    return Intl.getCanonicalLocales(lang).length > 0;
  } catch {
    return false;
  }
}
