/** Walks the flat tree around an element, across slots and shadow roots. */

/** The elements that can show a QR code. */
export type Picture = SVGSVGElement | HTMLImageElement | HTMLCanvasElement;

/** What the element, or one of its ancestors, adds to the picture. */
export interface Layer {
  readonly colour: string;
  readonly opacity: number;
  readonly filter: string;
}

/** Hardly any page is deeper. */
const maxDepth = 200;

/** Returns the element and its ancestors in the flat tree, innermost first. */
export function chainOf(element: Element): Element[] {
  const chain: Element[] = [];
  let current: Element | undefined = element;
  while (current && chain.length < maxDepth) {
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

/** The opacity of an element multiplied by that of all its ancestors, 0 to 1. */
export function opacityOf(element: Element): number {
  return chainOf(element).reduce((left, each) => left * Number(getComputedStyle(each).opacity), 1);
}

/** The browser's own colour behind the page, which shows where the page has no background. */
export function pageColour(page: Document): string {
  const scheme = getComputedStyle(page.documentElement).colorScheme;
  const prefersDark = page.defaultView?.matchMedia('(prefers-color-scheme: dark)').matches ?? false;
  const dark = scheme.includes('dark') && (prefersDark || !scheme.includes('light'));
  return dark ? '#121212' : '#ffffff';
}

/** Returns the document and all open shadow roots in it. */
export function treesOf(page: Document, except: string): (Document | ShadowRoot)[] {
  const trees: (Document | ShadowRoot)[] = [page];
  // The list grows during the walk.
  for (const tree of trees) {
    for (const element of tree.querySelectorAll('*')) {
      if (element.shadowRoot && !element.matches(except)) trees.push(element.shadowRoot);
    }
  }
  return trees;
}

/** Returns the pictures that are large enough for a QR code, the largest first, at most `limit`. */
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
