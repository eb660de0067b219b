/** Which language to speak, and its words, loaded when needed. */
import type { ReactiveElement } from 'lit';
import type { Terms } from '../../locales/terms/login.js';
import type { TextsOf } from '../../locales/terms/texts.js';
import type { Purpose } from '../../protocol/messages.js';
import { loadTerms } from './load-terms.js';

const hostOf = (at: Element): Element | undefined => (at.getRootNode() as Partial<ShadowRoot>).host;

/** The nearest `lang` that is a tag, on the element or around it, also around its shadow roots. */
export function languageOf(element: HTMLElement): string {
  for (let at: Element | undefined = element; at; at = hostOf(at)) {
    const lang =
      (at as HTMLElement).lang || at.closest('[lang]:not([lang=""])')?.getAttribute('lang');
    if (lang && /^[a-z\d-]{1,35}$/i.test(lang)) return lang;
  }
  return 'en';
}

/** Who speaks on this page, and the one who listens for all of them. */
const speakers = new Set<ReactiveElement>();
let listener: MutationObserver | undefined;

/** While it is connected, the element is drawn anew after any `lang` or `dir` around it has changed. */
export function followLang(speaker: ReactiveElement): void {
  speaker.addController({
    hostConnected() {
      speakers.add(speaker);
      listener ??= new MutationObserver(() => speakers.forEach((each) => each.requestUpdate()));
      // A root that is looked at already is not looked at twice.
      for (let at: Element | undefined = speaker; at; at = hostOf(at)) {
        listener.observe(at.getRootNode(), { subtree: true, attributeFilter: ['lang', 'dir'] });
      }
      speaker.requestUpdate();
    },
    hostDisconnected() {
      speakers.delete(speaker);
      if (!speakers.size) listener?.disconnect();
    },
  });
}

/**
 * English where a language is not there yet.
 * @param purpose with the words for what the prompts of a login come to, or of `purpose="link"`
 * @param texts the page's own, in place of ours
 */
export async function termsFor(
  lang: string,
  purpose?: Purpose | '',
  texts?: TextsOf,
): Promise<Terms> {
  const terms = await loadTerms(lang, {
    en: () => import('../../locales/en/login.js'),
    zhHans: () => import('../../locales/zh-hans/login.js'),
    zhHant: () => import('../../locales/zh-hant/login.js'),
  });
  if (!purpose && !texts) return terms;
  const { withMore } = await import('./login-terms.js');
  return withMore(terms, lang, purpose, texts);
}

/** Whole minutes as a language says them, with its own plural. */
export function minutes(ms: number, lang: string | undefined): string {
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  }).format(Math.ceil(ms / 60_000));
}
