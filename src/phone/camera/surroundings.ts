/** The flat tree around an element: what is painted behind it, across slots and shadow roots. */

/** `svg`, `img` and `canvas`: the elements that can show a code. */
export type Picture = SVGSVGElement | HTMLImageElement | HTMLCanvasElement;

/** What one ancestor (or the element itself) adds to the picture, from the page inwards. */
export interface Layer {
  readonly colour: string;
  readonly opacity: number;
  readonly filter: string;
}

/** Deeper pages exist, but not ones that a demo stands on. */
const deepest = 200;

/** The element and its ancestors as they are painted, innermost first. */
export function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  let current: Element | undefined = element;
  while (current && chain.length < deepest) {
    chain.push(current);
    current = parentOf(current);
  }
  return chain;
}

function parentOf(element: Element): Element | undefined {
  if (element.assignedSlot) return element.assignedSlot;
  const parent = element.parentNode;
  if (parent instanceof ShadowRoot) return parent.host;
  return parent instanceof Element ? parent : undefined;
}

export function layersOf(element: Element): Layer[] {
  return chainOf(element)
    .map((each) => getComputedStyle(each))
    .map(({ backgroundColor, opacity, filter }) => ({
      colour: backgroundColor,
      opacity: Number(opacity),
      filter,
    }))
    .reverse();
}

/** What is left of an element after its own and all its ancestors' opacity, 0 to 1. */
export function opacityOf(element: Element): number {
  return chainOf(element).reduce((left, each) => left * Number(getComputedStyle(each).opacity), 1);
}

/** The colour below everything: a page without a background shows the browser's own. */
export function pageColour(page: Document): string {
  const scheme = getComputedStyle(page.documentElement).colorScheme;
  const prefersDark = page.defaultView?.matchMedia('(prefers-color-scheme: dark)').matches ?? false;
  const dark = scheme.includes('dark') && (prefersDark || !scheme.includes('light'));
  return dark ? '#121212' : '#ffffff';
}

/** Every open tree of the page: the document first, then the shadow roots in it. */
export function treesOf(page: Document, except: string): (Document | ShadowRoot)[] {
  const trees: (Document | ShadowRoot)[] = [page];
  // Grows while it is walked, and ends because a page has an end.
  for (const tree of trees) {
    for (const element of tree.querySelectorAll('*')) {
      if (element.shadowRoot && !element.matches(except)) trees.push(element.shadowRoot);
    }
  }
  return trees;
}

/** Pictures large enough to hold a code, the largest first, at most `limit`. */
export function picturesIn(
  trees: readonly (Document | ShadowRoot)[],
  except: string,
  limit: number,
): Picture[] {
  const area = (picture: Picture) => {
    const { width, height } = picture.getBoundingClientRect();
    return width * height;
  };
  return trees
    .flatMap((tree) => [...tree.querySelectorAll<Picture>('svg, img, canvas')])
    .filter((picture) => !picture.closest(except) && squarish(picture.getBoundingClientRect()))
    .sort((one, other) => area(other) - area(one))
    .slice(0, limit);
}

function squarish({ width, height }: DOMRect): boolean {
  return Math.min(width, height) > 40 && Math.max(width, height) < 3 * Math.min(width, height);
}
