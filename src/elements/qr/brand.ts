/**
 * A code in the colours of a brand, with its logo: as far as it is still read, and not an inch
 * further. Loaded by the tile where a page asks for either.
 */
import type { svg as Svg, TemplateResult } from 'lit';

export interface Dress {
  /** Path of the tile's outline, in a square of 225. */
  readonly outline: string;
  /** For a code of so many modules along one side. */
  readonly logo: ((size: number) => TemplateResult) | undefined;
}

type SvgTag = typeof Svg;

/**
 * What dark and light have to differ by: the best grade of ISO/IEC 15415 (symbol contrast, grade 4).
 * Cameras in bad light see less than a test page.
 */
const leastContrast = 0.7;
/** Of the code's width. Below it less than a third of what level Q can restore lies under a logo. */
const largestLogo = 0.28;
const usualLogo = 0.22;

const said = new Set<string>();

function warn(what: string): void {
  if (said.has(what)) return;
  said.add(what);
  // eslint-disable-next-line no-console -- the developer's own place
  console.warn(`<wechat-mp-qr> ${what}`);
}

/** Red, green, blue and alpha, 0 to 255 each, of whatever colour a style sheet can name. */
function channels(color: string): readonly number[] {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d');
  if (!context) return [];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  return [...context.getImageData(0, 0, 1, 1).data];
}

/** Relative luminance, 0 to 1 (WCAG 2.2), as near to reflectance as a screen comes. */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** What the style sheet says, resolved: variables, keywords and all. `undefined` where it says nothing. */
function colorOf(tile: HTMLElement, name: string): string | undefined {
  if (!getComputedStyle(tile).getPropertyValue(name).trim()) return undefined;
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  tile.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * Puts the colours on the tile that the page wants, or black on white where no camera may rely on
 * them, and gives what else is to be drawn.
 * @param svg Lit's, which the tile has already: imported here too, it would be a file of its own
 */
export function dress(tile: HTMLElement, logo: string, svg: SvgTag): Dress {
  const ground = paint(tile);
  return {
    outline: outlineOf(tile),
    logo: logo ? logoOf(tile, logo, ground, svg) : undefined,
  };
}

/** @returns the colour below the code */
function paint(tile: HTMLElement): string {
  const dark = colorOf(tile, '--wechat-mp-code-color') ?? '#000';
  const light = colorOf(tile, '--wechat-mp-code-background') ?? '#fff';
  const [modules, ground] = [channels(dark), channels(light)];
  const contrast = luminance(ground) - luminance(modules);
  const isOpaque = modules[3] === 255 && ground[3] === 255;
  const isRead = isOpaque && contrast >= leastContrast;
  if (!isRead) {
    const why = !isOpaque
      ? 'is not opaque'
      : contrast < 0
        ? 'is light on dark, which many readers refuse'
        : `has a symbol contrast of ${Math.floor(contrast * 100)} %, and needs 70 %`;
    warn(
      `--wechat-mp-code-color ${dark} on --wechat-mp-code-background ${light} ${why}: drawn in black on white.`,
    );
  }
  tile.style.setProperty('--_modules', isRead ? dark : '#000');
  const drawn = isRead ? light : '#fff';
  tile.style.setProperty('--_ground', drawn);
  return drawn;
}

function wish(tile: HTMLElement, name: string): string {
  return getComputedStyle(tile).getPropertyValue(name).trim();
}

function outlineOf(tile: HTMLElement): string {
  const said = parseFloat(wish(tile, '--wechat-mp-tile-radius'));
  const r = Number.isNaN(said) ? 22 : Math.max(0, Math.min(said, 110));
  const side = 222 - 2 * r;
  const turn = (x: number, y: number): string => `a${r} ${r} 0 0 1 ${x} ${y}`;
  return `M112.5 1.5h${side / 2}${turn(r, r)}v${side}${turn(-r, r)}h${-side}${turn(-r, -r)}v${-side}${turn(r, -r)}z`;
}

/** In modules along one side: whole ones, with as many on its left as on its right. */
function logoModules(tile: HTMLElement, size: number): number {
  const said = wish(tile, '--wechat-mp-logo-size');
  const share = said ? (said.endsWith('%') ? parseFloat(said) / 100 : NaN) : usualLogo;
  const isRead = share > 0 && share <= largestLogo;
  if (!isRead) {
    warn(
      `--wechat-mp-logo-size "${said}" is no share of the code up to 28%, beyond which it is not read: drawn at 22%.`,
    );
  }
  return 2 * Math.floor((size * (isRead ? share : usualLogo) - 1) / 2) + 1;
}

/** In the middle of a code, in its units; nothing is covered before the picture is there. */
function logoOf(
  tile: HTMLElement,
  url: string,
  ground: string,
  svg: SvgTag,
): (size: number) => TemplateResult {
  const settle = ({ type, target }: Event): void => {
    if (type === 'load') (target as Element).parentElement?.setAttribute('opacity', '1');
    else warn(`logo "${url}" did not load: drawn without.`);
  };
  return (size) => {
    const side = logoModules(tile, size);
    const start = (size - side) / 2;
    return svg`<g class="logo" opacity="0" fill=${ground}>
      <rect x=${start} y=${start} width=${side} height=${side} rx="1" />
      <image
        x=${start + 0.5}
        y=${start + 0.5}
        width=${side - 1}
        height=${side - 1}
        href=${url}
        @load=${settle}
        @error=${settle}
      />
    </g>`;
  };
}
