/** Finds the language of an element, and notices when it changes. */
import type { ReactiveElement } from 'lit';
import { readLanguageTag } from '../../protocol/language-tag.js';

const hostOf = (node: Element): Element | undefined =>
  (node.getRootNode() as Partial<ShadowRoot>).host;

/**
 * The nearest `lang` that is a language tag: on the element, on an ancestor, or around the shadow roots
 * that contain it. `en` where there is none.
 */
export function languageOf(element: HTMLElement): string {
  // Our elements define `lang` again, and it is undefined until it is set.
  let lang = readLanguageTag(element.lang || '');
  let node: Element | null | undefined = element;
  while (!lang && node) {
    lang = readLanguageTag(node.getAttribute('lang') ?? '');
    node = node.parentElement ?? hostOf(node);
  }
  return lang ?? 'en';
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
