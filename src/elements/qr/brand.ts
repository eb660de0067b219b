/**
 * A QR code in the colours of a brand and with its logo, within the limits of what cameras can read.
 * Loaded only if a page asks for either, or sets a size that cameras cannot read. It does without lit: a
 * bundler would give lit a file of its own, which every page has to load before its QR code.
 */
export interface Brand {
  /** SVG path of the tile's outline, in a square of 225. */
  readonly outline: string;
  /** The logo for the middle of a QR code with this many modules along one side. */
  readonly logo: ((modules: number) => SVGElement) | undefined;
}

/**
 * The least difference in reflectance between dark and light. ISO/IEC 15415 gives it the best grade
 * for symbol contrast, which leaves a reserve for cameras in bad light.
 */
const leastContrast = 0.7;
/**
 * The largest width of the logo, relative to the QR code, and the default. A QR code with it bears about as
 * much glare as a plain one of level M without a logo (docs/readability.md).
 */
const largestLogo = 0.22;
const defaultRadius = 22;
/** A larger radius would cut the corners off the QR code. */
const largestRadius = 40;

/**
 * Sets the page's colours on the tile, or black on white if cameras cannot read those reliably.
 * @param logo address of a picture; '' for none
 * @param neededPx the width that the tile needs and does not have; '' if it is large enough
 */
export function applyBrand(tile: HTMLElement, logo: string, neededPx: number | ''): Brand {
  if (neededPx) {
    warn(
      `is less than ${neededPx}px wide, so many cameras cannot read this QR code. Set --wechat-mp-code-size to ${neededPx}px or more, and give the tile that much room.`,
    );
  }
  const background = applyColors(tile);
  const radius = radiusOf(tile);
  // The corners of the face, which lies 5 px inside the middle of the outline.
  tile.style.setProperty('--_corner', `${(Math.max(0, radius - 5) / 213) * 100}%`);
  return {
    outline: outlineOf(radius),
    logo: logo
      ? onceForEach((modules) =>
          drawLogo({ url: logo, modules, side: logoModules(tile, modules), background }),
        )
      : undefined,
  };
}

/** @returns the background of the QR code */
function applyColors(tile: HTMLElement): string {
  const dark = colorOf(tile, '--wechat-mp-code-color') ?? '#000';
  const light = colorOf(tile, '--wechat-mp-code-background') ?? '#fff';
  const problem = contrastProblem(channelsOf(dark), channelsOf(light));
  if (problem) {
    warn(
      `--wechat-mp-code-color ${dark} on --wechat-mp-code-background ${light} ${problem}. Drawn in black on white instead.`,
    );
  }
  const background = problem ? '#fff' : light;
  tile.style.setProperty('--_modules', problem ? '#000' : dark);
  tile.style.setProperty('--_ground', background);
  return background;
}

/** Why cameras cannot read these colours reliably; undefined if they can. */
function contrastProblem(dark: readonly number[], light: readonly number[]): string | undefined {
  const isOpaque = dark[3] === 255 && light[3] === 255;
  if (!isOpaque) return 'is not opaque';
  const contrast = luminanceOf(light) - luminanceOf(dark);
  if (contrast < 0) return 'is light on dark, which many readers refuse';
  if (contrast >= leastContrast) return undefined;
  return `has a symbol contrast of ${Math.floor(contrast * 100)} %, but cameras need 70 %`;
}

/** A custom property's colour, with variables and keywords resolved; undefined if it is not set. */
function colorOf(tile: HTMLElement, name: string): string | undefined {
  if (!propertyOf(tile, name)) return undefined;
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  tile.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Red, green, blue and alpha of any CSS colour, 0 to 255 each; empty if there is no canvas. */
function channelsOf(color: string): readonly number[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return [];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
}

/**
 * Relative luminance, 0 to 1, which is as near to reflectance as a screen comes:
 * https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
function luminanceOf(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** In a square of 225. */
function radiusOf(tile: HTMLElement): number {
  const radius = parseFloat(propertyOf(tile, '--wechat-mp-tile-radius'));
  return Number.isNaN(radius) ? defaultRadius : Math.max(0, Math.min(radius, largestRadius));
}

/** A rounded square, from the middle of its top clockwise. */
function outlineOf(r: number): string {
  const side = 222 - 2 * r;
  const corner = (x: number, y: number): string => `a${r} ${r} 0 0 1 ${x} ${y}`;
  return `M112.5 1.5h${side / 2}${corner(r, r)}v${side}${corner(-r, r)}h${-side}${corner(-r, -r)}v${-side}${corner(r, -r)}z`;
}

/** The logo's side in whole modules, with the same number on its left and on its right. */
function logoModules(tile: HTMLElement, modules: number): number {
  const size = propertyOf(tile, '--wechat-mp-logo-size');
  const share = size ? (size.endsWith('%') ? parseFloat(size) / 100 : NaN) : largestLogo;
  const isReadable = share > 0 && share <= largestLogo;
  if (!isReadable) {
    warn(
      `--wechat-mp-logo-size "${size}" is not a percentage up to 22%, the largest that cameras can read. Drawn at 22% instead.`,
    );
  }
  return 2 * Math.floor((modules * (isReadable ? share : largestLogo) - 1) / 2) + 1;
}

interface LogoOptions {
  readonly url: string;
  /** Modules along one side of the QR code, and of the logo. */
  readonly modules: number;
  readonly side: number;
  readonly background: string;
}

/** Transparent until the picture is there: a logo that does not load covers nothing. */
function drawLogo({ url, modules, side, background }: LogoOptions): SVGElement {
  const start = (modules - side) / 2;
  const inner = { x: start + 0.5, y: start + 0.5, width: side - 1, height: side - 1 };
  const picture = createSvg('image', { ...inner, href: url });
  const ground = createSvg('rect', { x: start, y: start, width: side, height: side, rx: 1 });
  const logo = createSvg('g', { class: 'logo', opacity: 0, fill: background });
  picture.addEventListener('load', () => logo.setAttribute('opacity', '1'));
  picture.addEventListener('error', () => warn(`logo "${url}" did not load. Drawn without it.`));
  logo.append(ground, picture);
  return logo;
}

function createSvg(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): SVGElement {
  // An element of the page with this name would hide the document's own method.
  const { createElementNS } = Document.prototype;
  const element = createElementNS.call(document, 'http://www.w3.org/2000/svg', name) as SVGElement;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, `${value}`);
  return element;
}

/** The tile is drawn again every second, and a new picture would have to load again. */
function onceForEach<T>(draw: (modules: number) => T): (modules: number) => T {
  const drawn = new Map<number, T>();
  return (modules) => {
    const element = drawn.get(modules) ?? draw(modules);
    drawn.set(modules, element);
    return element;
  };
}

function propertyOf(tile: HTMLElement, name: string): string {
  return getComputedStyle(tile).getPropertyValue(name).trim();
}

const warnings = new Set<string>();

/** Warns once of each problem: the tile is drawn again every second. */
function warn(problem: string): void {
  if (warnings.has(problem)) return;
  warnings.add(problem);
  // eslint-disable-next-line no-console -- for the developer
  console.warn(`<wechat-mp-qr> ${problem}`);
}
