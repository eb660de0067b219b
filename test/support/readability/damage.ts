/** What happens to a QR code between a screen and a reader. Runs in the page, on its canvas. */
import type { Square } from './page.js';

type Picture = ImageBitmap | OffscreenCanvas;
type Damage = (picture: Picture, symbol: Square) => OffscreenCanvas | Promise<OffscreenCanvas>;

function redraw(
  { width, height }: { readonly width: number; readonly height: number },
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): OffscreenCanvas {
  const canvas = new OffscreenCanvas(Math.round(width), Math.round(height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  draw(context);
  return canvas;
}

/** Gaussian, with a standard deviation of one pixel of the picture. */
const blur: Damage = (picture) =>
  redraw(picture, (context) => {
    context.filter = 'blur(1px)';
    context.drawImage(picture, 0, 0);
  });

const rotate: Damage = (picture) =>
  redraw(picture, (context) => {
    const { width, height } = picture;
    context.drawImage(picture, 0, 0);
    context.translate(width / 2, height / 2);
    context.rotate((8 * Math.PI) / 180);
    context.drawImage(picture, -width / 2, -height / 2);
  });

const halve: Damage = (picture) =>
  redraw({ width: picture.width / 2, height: picture.height / 2 }, (context) =>
    context.drawImage(picture, 0, 0, picture.width / 2, picture.height / 2),
  );

const compress: Damage = async (picture) => {
  const copy = redraw(picture, (context) => context.drawImage(picture, 0, 0));
  const blob = await copy.convertToBlob({ type: 'image/jpeg', quality: 0.4 });
  const jpeg = await createImageBitmap(blob);
  return redraw(jpeg, (context) => context.drawImage(jpeg, 0, 0));
};

/**
 * A white spot on the code.
 * @param share of the symbol's area that it hides
 * @param x of its centre, in sides of the symbol; `y` likewise
 */
const glare =
  (share: number, x: number, y: number): Damage =>
  (picture, symbol) =>
    redraw(picture, (context) => {
      const radius = Math.sqrt(share / Math.PI) * symbol.side;
      context.drawImage(picture, 0, 0);
      context.fillStyle = '#fff';
      context.beginPath();
      context.arc(symbol.x + x * symbol.side, symbol.y + y * symbol.side, radius, 0, 2 * Math.PI);
      context.fill();
    });

/** Places for a glare that leave the three finder patterns free: nothing reads a code without them. */
const places = {
  centre: [0.5, 0.5],
  right: [0.8, 0.5],
  bottom: [0.5, 0.8],
  corner: [0.78, 0.78],
} as const;

type Place = keyof typeof places;

const glares = <Share extends 5 | 10>(percent: Share) =>
  // Object.fromEntries loses the names.
  Object.fromEntries(
    Object.entries(places).map(([name, [x, y]]) => [
      `glare ${percent} %: ${name}`,
      glare(percent / 100, x, y),
    ]),
  ) as Record<`glare ${Share} %: ${Place}`, Damage>;

export const damages = {
  none: (picture) => redraw(picture, (context) => context.drawImage(picture, 0, 0)),
  blur,
  'rotated 8°': rotate,
  '50 %': halve,
  'JPEG 40': compress,
  ...glares(5),
  ...glares(10),
} satisfies Readonly<Record<string, Damage>>;

export type DamageName = keyof typeof damages;
