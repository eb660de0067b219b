/**
 * The phone's camera. It reads the pixels of the page, so it cannot read a QR code that is only in
 * the page's data, or that is veiled, covered or too faint (docs/decisions/0003-the-phone-reads-pixels.md).
 */
import { withEverythingHit } from './cover.js';
import { develop, expose, mayDrawData, type Exposure } from './photograph.js';
import { decodeQrCode } from './reader.js';
import { picturesIn, treesOf, type Picture } from './surroundings.js';

/** One picture of the page as the camera sees it. */
export interface Photograph {
  readonly canvas: HTMLCanvasElement;
  /** The text of the QR code in it; undefined if none can be read. */
  readonly text: string | undefined;
  /** Why the browser gives no access to the pixels, and the way out; undefined if it does. */
  readonly refusal: string | undefined;
}

/** The camera does not photograph the phone itself. */
const phoneTag = 'wechat-phone';
const maxPictures = 12;

/**
 * Reads the QR code that is visibly displayed on the page, from its pixels. Resolves to undefined
 * if there is none. A code below the fold counts as displayed: a person would scroll to it.
 * @param page default: the current document
 * @example
 * ```ts
 * const text = await readQrCode();
 * console.log(text ?? 'No QR code in view');
 * ```
 */
export async function readQrCode(page: Document = document): Promise<string | undefined> {
  return (await takePhotographs(page)).find(({ text }) => text !== undefined)?.text;
}

/**
 * Photographs one picture on the page with everything that lies behind and over it. Resolves to
 * undefined if the picture is not displayed.
 * @param picture an `svg`, `img` or `canvas` element
 * @example
 * ```ts
 * declare const picture: HTMLImageElement;
 * const photo = await photograph(picture);
 * console.log(photo?.text, photo?.canvas.width);
 * ```
 */
export async function photograph(picture: Picture): Promise<Photograph | undefined> {
  const [exposure] = exposeAll(picture.ownerDocument, () => [picture]);
  return exposure && developAndRead(exposure);
}

/** Photographs the pictures of the page, the largest first, until one shows a QR code. */
export async function takePhotographs(page: Document = document): Promise<Photograph[]> {
  const photographs: Photograph[] = [];
  for (const exposure of exposeAll(page, (trees) => picturesIn(trees, phoneTag, maxPictures))) {
    const photo = await developAndRead(exposure);
    if (photo) photographs.push(photo);
    if (photo?.text !== undefined) break;
  }
  return photographs;
}

async function developAndRead(exposure: Exposure): Promise<Photograph | undefined> {
  let canvas: HTMLCanvasElement;
  try {
    canvas = await develop(exposure);
  } catch {
    if (await mayDrawData()) return undefined; // Nobody sees a picture that the browser cannot draw.
    return { canvas: document.createElement('canvas'), text: undefined, refusal: blocked };
  }
  const pixels = pixelsOf(canvas);
  const refusal = pixels ? undefined : taintedBy(exposure);
  return { canvas, text: pixels && decodeQrCode(pixels), refusal };
}

const blocked =
  "The page's Content Security Policy does not let the camera draw the QR code. Add `data:` to img-src, at least where the phone is.";

/** https://html.spec.whatwg.org/multipage/canvas.html#security-with-canvas-elements */
function taintedBy({ source }: Exposure): string {
  const picture = source instanceof HTMLImageElement ? `the picture ${source.src}` : 'a canvas';
  return `The browser does not let the camera read ${picture}, which comes from another origin. Serve it from the page's own origin; or with CORS, and give the img the attribute crossorigin="anonymous".`;
}

function pixelsOf(canvas: HTMLCanvasElement): ImageData | undefined {
  const { width, height } = canvas;
  try {
    return canvas.getContext('2d')?.getImageData(0, 0, width, height);
  } catch {
    return undefined;
  }
}

/** Exposes all pictures in one task, so that the page neither changes nor is painted meanwhile. */
function exposeAll(
  page: Document,
  choose: (trees: readonly (Document | ShadowRoot)[]) => readonly Picture[],
): Exposure[] {
  const view = page.defaultView;
  if (!view) return [];
  const trees = treesOf(page, phoneTag);
  const { scrollX: left, scrollY: top } = view;
  try {
    return withEverythingHit(trees, () =>
      choose(trees)
        .map((picture) => {
          scrollTo(view, picture);
          return expose(picture);
        })
        .filter((exposure) => exposure !== undefined),
    );
  } finally {
    if (view.scrollX !== left || view.scrollY !== top) {
      view.scrollTo({ left, top, behavior: 'instant' });
    }
  }
}

/** `elementsFromPoint` finds nothing outside the window, so the picture must be inside it. */
function scrollTo(view: Window, picture: Picture): void {
  const { top, bottom } = picture.getBoundingClientRect();
  if (top >= 0 && bottom <= view.innerHeight) return;
  const middle = (top + bottom) / 2;
  view.scrollBy({ top: middle - view.innerHeight / 2, behavior: 'instant' });
}
