/**
 * What lies on top of a picture. A camera sees the page as painted, so a veil, a dialog or a button
 * over the code has to hide it, whichever tree it comes from and whether or not it takes clicks.
 */
import { chainOf, opacityOf, type Picture } from './surroundings.js';

/** A piece of the picture that something else is painted over, in CSS pixels from its corner. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly opacity: number;
}

/** Odd, so that one cell is the middle. Fine enough that a 44 px button over a code is seen. */
const cellsPerSide = 13;

const unknownPaint = '#808080';

/**
 * Runs `work` while everything can be hit: `elementsFromPoint` passes over what has no pointer
 * events, and a veil mostly has none. Nothing is painted in between, as `work` is synchronous.
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

/** @returns the covered pieces, or undefined where the picture as a whole is not on offer */
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

/** From the bottom up, as it has to be painted again. */
function paintOf(above: readonly Element[] | undefined): Paint[] {
  // Not hit at all: clipped by a scrolling box, behind a modal dialog, outside the window.
  if (!above) return [{ colour: unknownPaint, opacity: 1 }];
  return above
    .map((element) => ({ colour: colourOf(element), opacity: opacityOf(element) }))
    .filter((paint): paint is Paint => paint.colour !== undefined && paint.opacity > 0.01)
    .reverse();
}

/** @returns what is painted over the picture here, topmost first; undefined if it is not here */
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

/** A custom element paints nothing itself: what it shows is inside. */
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

/** A page that puts a button in the middle of a code ("refresh") does not offer it for scanning. */
function isControl(element: Element): boolean {
  const control = element.closest('button, a[href], [role="button"], input');
  if (!control || getComputedStyle(element).visibility !== 'visible') return false;
  const shows = control.textContent.trim() !== '' || control.childElementCount > 0;
  return shows && opacityOf(element) > 0.1;
}
