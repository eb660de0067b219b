/** Turns a picture on the page into pixels, with everything that lies behind and over it. */
import { coverOf, type Patch } from './cover.js';
import { drawShapes, shapesOf, type Shape } from './shapes.js';
import { layersOf, pageColour, type Layer, type Picture } from './surroundings.js';

/** All that is needed to draw the photograph later, collected in one synchronous step. */
export interface Exposure {
  readonly source: Drawable | { readonly svg: string };
  /** The content box of the picture, in CSS pixels. */
  readonly content: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly width: number;
  readonly height: number;
  readonly page: string;
  readonly layers: readonly Layer[];
  readonly patches: readonly Patch[];
}

/** Pixels per CSS pixel, as on common screens. */
const scale = 2;
/** Margin around the picture in CSS pixels, because a QR code needs its quiet zone. */
const margin = 20;

/** Safari before 18 cannot draw a blur, so a blurred QR code counts as unreadable there. */
const drawsFilters = (): boolean => 'filter' in CanvasRenderingContext2D.prototype;

/** Returns undefined if the picture is not displayed, or covered by a button. */
export function expose(picture: Picture): Exposure | undefined {
  const style = getComputedStyle(picture);
  if (style.visibility !== 'visible') return undefined;
  const source = sourceOf(picture);
  const patches = source && coverOf(picture);
  if (!source || !patches) return undefined;
  const { width, height } = picture.getBoundingClientRect();
  const layers = layersOf(picture);
  if (!drawsFilters() && layers.some(({ filter }) => filter.includes('blur'))) return undefined;
  const inset = (side: 'Left' | 'Top' | 'Right' | 'Bottom') =>
    parseFloat(style[`padding${side}`]) + parseFloat(style[`border${side}Width`]) || 0;
  const content = {
    x: inset('Left'),
    y: inset('Top'),
    width: width - inset('Left') - inset('Right'),
    height: height - inset('Top') - inset('Bottom'),
  };
  const page = pageColour(picture.ownerDocument);
  return { source, content, width, height, page, layers, patches };
}

function sourceOf(picture: Picture): Exposure['source'] | undefined {
  if (picture instanceof SVGSVGElement) {
    const shapes = shapesOf(picture);
    return shapes ? { shapes } : { svg: drawingOf(picture) };
  }
  if (picture instanceof HTMLCanvasElement)
    return picture.width * picture.height ? picture : undefined;
  return picture.complete && picture.naturalWidth ? picture : undefined;
}

/** Properties that the page's style sheets may set and that a copy would lose. */
const copiedProperties = [
  ...['fill', 'fill-opacity', 'fill-rule', 'stroke', 'stroke-width', 'stroke-opacity'],
  ...['stroke-linecap', 'stroke-linejoin', 'stroke-dasharray', 'stroke-dashoffset'],
  ...['visibility', 'display', 'shape-rendering', 'opacity', 'transform'],
] as const;

/**
 * Copies the SVG as a document of its own, with its computed styles as attributes: style sheets of
 * the page do not apply in an image, and the page's policy may forbid `style` attributes.
 */
function drawingOf(picture: SVGSVGElement): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll('*')];
  const copies = [copy, ...copy.querySelectorAll('*')];
  originals.forEach((original, index) => {
    const style = getComputedStyle(original);
    copies[index]?.removeAttribute('style');
    for (const name of copiedProperties) {
      const value = style.getPropertyValue(name);
      // A `transform` attribute of "none" logs an error.
      if (!(name === 'transform' && value === 'none')) copies[index]?.setAttribute(name, value);
    }
  });
  // The layers already apply those of the root element.
  for (const name of ['opacity', 'transform', 'display']) copy.removeAttribute(name);
  for (const each of copy.querySelectorAll('script, style, foreignObject')) each.remove();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const { width, height } = picture.getBoundingClientRect();
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

/** Draws the photograph. @throws DOMException if the browser cannot draw the picture */
export async function develop(exposure: Exposure): Promise<HTMLCanvasElement> {
  const source = await drawable(exposure.source);
  let top = blank(exposure);
  cover(top, exposure.page);
  const open: { below: CanvasRenderingContext2D; layer: Layer }[] = [];
  for (const layer of exposure.layers) {
    if (layer.opacity < 1 || layer.filter !== 'none') {
      open.push({ below: top, layer });
      const group = blank(exposure);
      group.drawImage(top.canvas, 0, 0);
      top = group;
    }
    cover(top, layer.colour);
  }
  const { x, y, width, height } = exposure.content;
  top.setTransform(scale, 0, 0, scale, margin * scale, margin * scale);
  if ('shapes' in source) drawShapes(top, source.shapes, exposure.content);
  else top.drawImage(source, x, y, width, height);
  for (const { below, layer } of open.reverse()) {
    below.globalAlpha = layer.opacity;
    if (drawsFilters()) below.filter = scaled(layer.filter);
    below.drawImage(top.canvas, 0, 0);
    if (drawsFilters()) below.filter = 'none';
    below.globalAlpha = 1;
    top = below;
  }
  paste(top, exposure.patches);
  return top.canvas;
}

type Drawable = HTMLImageElement | HTMLCanvasElement | { readonly shapes: readonly Shape[] };

async function drawable(source: Exposure['source']): Promise<Drawable> {
  return 'svg' in source ? loadSvg(source.svg) : source;
}

async function loadSvg(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** Whether the page's Content Security Policy allows what `develop` needs for an `svg`. */
export async function mayDrawData(): Promise<boolean> {
  const dot = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  return loadSvg(dot).then(
    () => true,
    () => false,
  );
}

function blank({ width, height }: Exposure): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((width + 2 * margin) * scale);
  canvas.height = Math.round((height + 2 * margin) * scale);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new DOMException('This browser does not provide a 2D canvas.', 'NotSupportedError');
  return context;
}

function cover(context: CanvasRenderingContext2D, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

function paste(context: CanvasRenderingContext2D, patches: readonly Patch[]): void {
  context.setTransform(scale, 0, 0, scale, margin * scale, margin * scale);
  for (const { x, y, width, height, colour, opacity } of patches) {
    context.globalAlpha = opacity;
    context.fillStyle = colour;
    context.fillRect(x, y, width, height);
  }
  context.globalAlpha = 1;
}

/** Filters of a canvas use canvas pixels, not CSS pixels. */
function scaled(filter: string): string {
  return filter.replace(/([\d.]+)px/g, (_, length: string) => `${Number(length) * scale}px`);
}
