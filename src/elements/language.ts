/** Which language to speak, and its words, loaded when needed. */
import type { Terms } from '../locales/terms.js';

/** The nearest `lang` that is a tag, on the element or around it, also around its shadow roots. */
export function languageOf(element: HTMLElement): string {
  let at: Element | undefined = element;
  for (; at; at = (at.getRootNode() as Partial<ShadowRoot>).host) {
    const lang = (at as HTMLElement).lang || at.closest('[lang]')?.getAttribute('lang');
    if (lang && /^[a-z\d-]{1,35}$/i.test(lang)) return lang;
  }
  return 'en';
}

/** English where a language is not there yet. */
export async function termsFor(lang: string): Promise<Terms> {
  const { terms } = await (/^zh\b/i.test(lang)
    ? import('../locales/zh-hans.js')
    : import('../locales/en.js'));
  return terms;
}

/** Whole minutes as a language says them, with its own plural. */
export function minutes(ms: number, lang: string | undefined): string {
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(Math.ceil(ms / 60_000));
}
