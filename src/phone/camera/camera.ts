/**
 * The phone's camera: it reads the page by its pixels, so that a code which the page only knows of,
 * or shows veiled, covered or too faint, is not read either.
 */
import { withEverythingHit } from './cover.js';
import { develop, expose, type Exposure } from './photograph.js';
import { read } from './reader.js';
import { picturesIn, treesOf, type Picture } from './surroundings.js';

/** One picture that the camera looked at. */
export interface Photograph {
  readonly canvas: HTMLCanvasElement;
  /** The code's text; undefined where the picture shows none that can be made out. */
  readonly text: string | undefined;
  /** The browser does not let its pixels be read: an image of another origin without CORS. */
  readonly isTainted: boolean;
}

/** A camera does not look at itself. */
const phoneTag = 'wechat-phone';
const mostPictures = 12;

/**
 * What is displayed on the page as seen by a camera, the largest picture first, ending at the first
 * code. Below the fold counts as displayed: a hand would move the phone there.
 */
export async function takePhotographs(page: Document = document): Promise<Photograph[]> {
  const sights: Photograph[] = [];
  for (const exposure of exposeAll(page)) {
    const sight = await seeOne(exposure);
    if (sight) sights.push(sight);
    if (sight?.text !== undefined) break;
  }
  return sights;
}

/** @returns the text of the code that is visibly displayed on the page, if there is one */
export async function readQrCode(page: Document = document): Promise<string | undefined> {
  return (await takePhotographs(page)).find(({ text }) => text !== undefined)?.text;
}

async function seeOne(exposure: Exposure): Promise<Photograph | undefined> {
  let photograph: HTMLCanvasElement;
  try {
    photograph = await develop(exposure);
  } catch {
    // A picture that the browser cannot draw is one that nobody sees.
    return undefined;
  }
  const pixels = pixelsOf(photograph);
  return { canvas: photograph, text: pixels && read(pixels), isTainted: !pixels };
}

function pixelsOf(photograph: HTMLCanvasElement): ImageData | undefined {
  const { width, height } = photograph;
  try {
    return photograph.getContext('2d')?.getImageData(0, 0, width, height);
  } catch {
    return undefined;
  }
}

/** All in one task: the page can neither change nor be painted in between. */
function exposeAll(page: Document): Exposure[] {
  const view = page.defaultView;
  if (!view) return [];
  const trees = treesOf(page, phoneTag);
  const { scrollX: left, scrollY: top } = view;
  try {
    return withEverythingHit(trees, () =>
      picturesIn(trees, phoneTag, mostPictures)
        .map((picture) => {
          aim(view, picture);
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

/** Nothing can be hit outside the window, so the window goes there for the moment. */
function aim(view: Window, picture: Picture): void {
  const { top, bottom } = picture.getBoundingClientRect();
  if (top >= 0 && bottom <= view.innerHeight) return;
  const middle = (top + bottom) / 2;
  view.scrollBy({ top: middle - view.innerHeight / 2, behavior: 'instant' });
}
