/** The language of the phone: one of its two, by the `lang` around it. */

export type PhoneLanguage = 'zh-Hans' | 'en';

const hostOf = (node: Element): Element | undefined =>
  (node.getRootNode() as Partial<ShadowRoot>).host;

/**
 * Simplified Chinese for every Chinese tag, English for all else. The nearest `lang` counts: on the
 * element, on an ancestor, or around the shadow roots that contain it.
 */
export function languageOf(element: Element): PhoneLanguage {
  let node: Element | null | undefined = element;
  while (node && !node.getAttribute('lang')) node = node.parentElement ?? hostOf(node);
  return /^zh(?![a-z])/i.test(node?.getAttribute('lang') ?? '') ? 'zh-Hans' : 'en';
}

/** Calls `listener` after every change of a `lang` around the element, until the signal aborts. */
export function watchLanguage(element: Element, listener: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(listener);
  for (let node: Element | undefined = element; node; node = hostOf(node)) {
    observer.observe(node.getRootNode(), { subtree: true, attributeFilter: ['lang'] });
  }
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
}
