/** Reads a tile's code as a phone would: from the pixels of its drawing, coloured and covered as it is. */
import { develop, expose, read, treesOf, withEverythingHit } from '../internals/camera.js';

/** This reader takes both, many others do not: the quiet zone is to be lighter than the whole. */
function isDarkOnLight({ data, width, height }: ImageData): boolean {
  const green = data.filter((_, index) => index % 4 === 1);
  const quiet = green[Math.round(height / 50) * width + Math.round(width / 2)] ?? 0;
  return quiet > green.reduce((sum, each) => sum + each, 0) / green.length;
}

/** @returns its text, or undefined where no camera can make one out */
export async function readTile(tile: Element): Promise<string | undefined> {
  const drawing = tile.shadowRoot?.querySelector<SVGSVGElement>('svg.code');
  if (!drawing) return undefined;
  // Nothing can be hit outside the window.
  drawing.scrollIntoView({ block: 'center', behavior: 'instant' });
  const exposure = withEverythingHit(treesOf(document, 'wechat-phone'), () => expose(drawing));
  if (!exposure) return undefined;
  const photograph = await develop(exposure);
  const { width, height } = photograph;
  const pixels = photograph.getContext('2d')?.getImageData(0, 0, width, height);
  return pixels && isDarkOnLight(pixels) ? read(pixels) : undefined;
}
