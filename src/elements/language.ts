/** Which language to speak, and its words, loaded when needed. */
import type { Terms } from '../locales/terms.js';
import type { Purpose } from '../protocol/messages.js';

/** The nearest `lang` that is a tag, on the element or around it, also around its shadow roots. */
export function languageOf(element: HTMLElement): string {
  let at: Element | undefined = element;
  for (; at; at = (at.getRootNode() as Partial<ShadowRoot>).host) {
    const lang = (at as HTMLElement).lang || at.closest('[lang]')?.getAttribute('lang');
    if (lang && /^[a-z\d-]{1,35}$/i.test(lang)) return lang;
  }
  return 'en';
}

/** Whether this is Chinese, and in which script; regions have one unless the tag says which. */
export function scriptOf(lang: string): 'hant' | 'hans' | undefined {
  if (!/^zh\b/i.test(lang)) return undefined;
  return /^zh-(hant|tw|hk|mo)\b/i.test(lang) ? 'hant' : 'hans';
}

/**
 * English where a language is not there yet.
 * @param purpose with the words for what the prompts of a login come to, or of `purpose="link"`
 */
export async function termsFor(lang: string, purpose?: Purpose | ''): Promise<Terms> {
  const script = scriptOf(lang);
  const { terms } = await (script === 'hant'
    ? import('../locales/zh-hant.js')
    : script
      ? import('../locales/zh-hans.js')
      : import('../locales/en.js'));
  if (!purpose) return terms;
  const { withBinding } = await import('./binding-words.js');
  return withBinding(terms, lang, purpose === 'link');
}

/** Whole minutes as a language says them, with its own plural. */
export function minutes(ms: number, lang: string | undefined): string {
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(Math.ceil(ms / 60_000));
}
