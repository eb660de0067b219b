/** Reads the QR code of a tile as a phone would: from its pixels, with its colours and cover. */
import { photograph } from 'wechat-mp-login/phone';

/** Many readers need dark modules on light ground: the quiet zone must be lighter than the whole. */
function isDarkOnLight({ data, width, height }: ImageData): boolean {
  const green = data.filter((_, index) => index % 4 === 1);
  const quiet = green[Math.round(height / 50) * width + Math.round(width / 2)] ?? 0;
  return quiet > green.reduce((sum, each) => sum + each, 0) / green.length;
}

/** @returns its text, or undefined if no camera can read it */
export async function readTile(tile: Element): Promise<string | undefined> {
  const drawing = tile.shadowRoot?.querySelector<SVGSVGElement>('svg.code');
  const photo = drawing && (await photograph(drawing));
  if (!photo || photo.refusal !== undefined) return undefined;
  const { width, height } = photo.canvas;
  const pixels = photo.canvas.getContext('2d')?.getImageData(0, 0, width, height);
  return pixels && isDarkOnLight(pixels) ? photo.text : undefined;
}
