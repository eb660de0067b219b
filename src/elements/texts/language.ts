/** Finds the language of an element, and notices when it changes. */
import type { ReactiveElement } from 'lit';

const hostOf = (node: Element): Element | undefined =>
  (node.getRootNode() as Partial<ShadowRoot>).host;

/**
 * The nearest `lang` that looks like a language tag: on the element, on an ancestor, or around the
 * shadow roots that contain it. `en` where there is none.
 */
export function languageOf(element: HTMLElement): string {
  for (let node: Element | undefined = element; node; node = hostOf(node)) {
    const lang =
      (node as HTMLElement).lang || node.closest('[lang]:not([lang=""])')?.getAttribute('lang');
    if (lang && /^[a-z\d-]{1,35}$/i.test(lang)) return lang;
  }
  return 'en';
}

/** All elements that follow the page's language. One observer serves them all. */
const followers = new Set<ReactiveElement>();
let observer: MutationObserver | undefined;

/** Updates the element after every change of `lang` or `dir` around it, until `unfollowLanguage`. */
export function followLanguage(element: ReactiveElement): void {
  followers.add(element);
  observer ??= new MutationObserver(() => followers.forEach((each) => each.requestUpdate()));
  // Observing a root that is observed already adds nothing: https://dom.spec.whatwg.org/#dom-mutationobserver-observe
  for (let node: Element | undefined = element; node; node = hostOf(node)) {
    observer.observe(node.getRootNode(), { subtree: true, attributeFilter: ['lang', 'dir'] });
  }
}

export function unfollowLanguage(element: ReactiveElement): void {
  followers.delete(element);
  if (followers.size === 0) observer?.disconnect();
}
