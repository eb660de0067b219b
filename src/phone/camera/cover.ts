/**
 * Finds what covers a picture. A camera sees the page as it is painted, so a veil, a dialog or a
 * button over the QR code must hide it, in whichever tree it is and whether or not it takes clicks.
 */
import { chainOf, opacityOf, type Picture } from './surroundings.js';

/** A covered part of the picture, in CSS pixels from its corner. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly opacity: number;
}

/** Odd, so that one cell is in the middle; fine enough to find a 44 px button. */
const cellsPerSide = 13;

const unknownPaint = '#808080';

/**
 * Runs `work` while all elements have pointer events: `elementsFromPoint` ignores those that have
 * none, such as most veils. `work` is synchronous, so nothing is painted meanwhile.
 */
export function withEverythingHit<Result>(
  trees: readonly (Document | ShadowRoot)[],
  work: () => Result,
): Result {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { pointer-events: auto !important }');
  for (const tree of trees) tree.adoptedStyleSheets = [...tree.adoptedStyleSheets, sheet];
  try {
    return work();
  } finally {
    for (const tree of trees) {
      tree.adoptedStyleSheets = tree.adoptedStyleSheets.filter((each) => each !== sheet);
    }
  }
}

/** Returns the covered parts, or undefined if a button covers the middle of the picture. */
export function coverOf(picture: Picture): Patch[] | undefined {
  const rect = picture.getBoundingClientRect();
  const width = rect.width / cellsPerSide;
  const height = rect.height / cellsPerSide;
  const middle = (cellsPerSide - 1) / 2;
  const patches: Patch[] = [];
  for (let row = 0; row < cellsPerSide; row++) {
    for (let column = 0; column < cellsPerSide; column++) {
      const cell = { x: column * width, y: row * height, width, height };
      const above = elementsAbove(
        picture,
        rect.x + cell.x + width / 2,
        rect.y + cell.y + height / 2,
      );
      if (row === middle && column === middle && above?.some(isControl)) return undefined;
      patches.push(...paintOf(above).map((paint) => ({ ...cell, ...paint })));
    }
  }
  return patches;
}

type Paint = Pick<Patch, 'colour' | 'opacity'>;

/** In the order of painting: the lowest first. */
function paintOf(above: readonly Element[] | undefined): Paint[] {
  // The picture was not hit: it is clipped, behind a modal dialog, or outside the window.
  if (!above) return [{ colour: unknownPaint, opacity: 1 }];
  return above
    .map((element) => ({ colour: colourOf(element), opacity: opacityOf(element) }))
    .filter((paint): paint is Paint => paint.colour !== undefined && paint.opacity > 0.01)
    .reverse();
}

/**
 * Returns the elements that are painted over the picture at this point, topmost first; undefined if the
 * picture itself is not hit there.
 */
function elementsAbove(picture: Picture, x: number, y: number): Element[] | undefined {
  const chain = new Set(chainOf(picture));
  const isPicture = (element: Element) => chain.has(element) || picture.contains(element);
  const own = picture.getRootNode();
  const roots = new Set([...chain].map((element) => element.getRootNode()));
  const above = new Set<Element>();
  for (const root of roots) {
    if (!(root instanceof Document || root instanceof ShadowRoot)) continue;
    const hit = root.elementsFromPoint(x, y);
    if (root === own && !hit.some((element) => element === picture || picture.contains(element))) {
      return undefined;
    }
    for (const element of hit.slice(0, Math.max(0, hit.findIndex(isPicture)))) {
      for (const part of partsAt(element, x, y)) above.add(part);
    }
  }
  return [...above];
}

/** Looks into custom elements, which show what is in their shadow root. */
function partsAt(element: Element, x: number, y: number): Element[] {
  const root = element.shadowRoot;
  if (!root) return [element];
  const inside = root.elementsFromPoint(x, y).filter((each) => each.getRootNode() === root);
  return [...inside.flatMap((each) => partsAt(each, x, y)), element];
}

function colourOf(element: Element): string | undefined {
  const style = getComputedStyle(element);
  if (style.visibility !== 'visible') return undefined;
  if (element instanceof SVGSVGElement) return undefined;
  if (element instanceof SVGGraphicsElement) {
    return style.fill === 'none' ? style.stroke : style.fill;
  }
  const opaque =
    element.matches('img, canvas, video, iframe') ||
    style.backgroundImage !== 'none' ||
    (style.backdropFilter || 'none') !== 'none';
  return opaque ? unknownPaint : style.backgroundColor;
}

/** A button in the middle of a QR code, such as "refresh", means that it is not to be scanned. */
function isControl(element: Element): boolean {
  const control = element.closest('button, a[href], [role="button"], input');
  if (!control || getComputedStyle(element).visibility !== 'visible') return false;
  const shows = control.textContent.trim() !== '' || control.childElementCount > 0;
  return shows && opacityOf(element) > 0.1;
}
