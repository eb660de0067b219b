/**
 * The page that draws QR codes, ours and plain ones, and damages pictures of them. It has functions
 * instead of content: `lab.ts` calls them.
 */
import { create, toDataURL } from 'qrcode';
import '../../../src/index.js';
import type { WechatMpQr } from '../../../src/index.js';
import { damages } from './damage.js';
import type { DamageName } from './damage.js';

/** A QR code to draw. */
export interface Code {
  /** `plain`: as the package `qrcode` draws it, at error correction level M. */
  readonly maker: 'ours' | 'plain';
  readonly text: string;
  /** The outer size in CSS pixels: of the tile, or of the plain picture with its quiet zone. */
  readonly sizePx: number;
  readonly theme: 'light' | 'dark';
  readonly logo?: string;
  /** Custom properties of `<wechat-mp-qr>`, without their prefix. */
  readonly properties?: Readonly<Record<string, string>>;
}

/** A square on the page or in a picture. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Where a QR code was drawn, in CSS pixels. */
export interface Spot {
  /** Its outer edge. */
  readonly outer: Square;
  /** Its modules, without the quiet zone. */
  readonly symbol: Square;
}

/** Grey pixels. */
export interface Gray {
  readonly width: number;
  readonly height: number;
  /** One byte for each pixel, in base64. */
  readonly base64: string;
}

declare global {
  var drawCodes: (codes: readonly Code[]) => Promise<Spot[]>;
  var damagePicture: (png: string, symbol: Square, names: readonly DamageName[]) => Promise<Gray[]>;
}

const quietModules = 4;
const backgrounds = { light: '#fff', dark: '#1b1d1c' } as const;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

/** Waits for something that the page has to draw first. */
async function until<T>(find: () => T | false | null | undefined): Promise<T> {
  for (let frames = 0; frames < 600; frames++) {
    const found = find();
    if (found) return found;
    await frame();
  }
  throw new Error(`Not drawn after 600 frames: ${String(find)}`);
}

const squareOf = (element: Element): Square => {
  const { x, y, width } = element.getBoundingClientRect();
  return { x, y, side: width };
};

function withoutQuietZone({ x, y, side }: Square, modules: number): Square {
  const quiet = (quietModules * side) / (modules + 2 * quietModules);
  return { x: x + quiet, y: y + quiet, side: side - 2 * quiet };
}

async function drawPlain(box: HTMLElement, { text, sizePx }: Code): Promise<() => Spot> {
  const image = new Image();
  const errorCorrectionLevel = 'M';
  const width = Math.round(sizePx * devicePixelRatio);
  image.src = await toDataURL(text, { errorCorrectionLevel, margin: quietModules, width });
  await image.decode();
  // The package may draw it one pixel narrower. It is shown unscaled.
  image.width = image.naturalWidth / devicePixelRatio;
  box.append(image);
  const { size } = create(text, { errorCorrectionLevel }).modules;
  return () => ({ outer: squareOf(image), symbol: withoutQuietZone(squareOf(image), size) });
}

async function drawOurs(box: HTMLElement, code: Code): Promise<() => Spot> {
  const element: WechatMpQr = document.createElement('wechat-mp-qr');
  for (const [name, value] of Object.entries(code.properties ?? {})) {
    element.style.setProperty(`--wechat-mp-${name}`, value);
  }
  element.style.setProperty('--wechat-mp-code-size', `${code.sizePx}px`);
  Object.assign(element, { value: code.text, logo: code.logo });
  // With all of its outline, which is what comes nearest to the code.
  Object.assign(element, { expiresAtMs: Date.now() + 1e9, lifetimeMs: 1e9 });
  box.append(element);
  const find = (selector: string) => element.shadowRoot?.querySelector(selector);
  const svg = await until(() => find('svg.code'));
  if (code.logo) await until(() => find('.logo[opacity="1"]'));
  if (code.properties?.['code-color']) await until(() => find('.tile[style]'));
  const units = Number(svg.getAttribute('viewBox')?.split(' ')[2]);
  return () => ({
    outer: squareOf(element),
    symbol: withoutQuietZone(squareOf(svg), units - 2 * quietModules),
  });
}

/** Replaces what is on the page. Each QR code has a margin of 20 pixels. */
globalThis.drawCodes = async (codes) => {
  document.body.replaceChildren();
  const spots: (() => Spot)[] = [];
  for (const code of codes) {
    const box = document.createElement('div');
    box.style.cssText = `padding: 20px; color-scheme: ${code.theme}; background: ${backgrounds[code.theme]}`;
    document.body.append(box);
    spots.push(await (code.maker === 'plain' ? drawPlain(box, code) : drawOurs(box, code)));
  }
  await frame();
  await until(() => document.getAnimations().length === 0);
  return spots.map((spot) => spot());
};

/** Luminance of each pixel: what a camera sees without colours. */
function grayOf(canvas: OffscreenCanvas): Gray {
  const { width, height } = canvas;
  const { data } = contextOf(canvas).getImageData(0, 0, width, height);
  let text = '';
  for (let at = 0; at < data.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at);
    text += String.fromCharCode(Math.round(0.299 * red + 0.587 * green + 0.114 * blue));
  }
  return { width, height, base64: btoa(text) };
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  return context;
}

globalThis.damagePicture = async (png, symbol, names) => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const picture = await createImageBitmap(blob);
  const results: Gray[] = [];
  for (const name of names) results.push(grayOf(await damages[name](picture, symbol)));
  return results;
};
