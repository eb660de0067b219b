/** Draws QR codes in a browser, takes pictures of them, and damages the pictures. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PNG } from 'pngjs';
import type { Page } from 'puppeteer-core';
import { launch } from '../e2e/page/browser.js';
import type { DamageName } from './damage.js';
import type { Code, Square } from './page.js';
import type { GrayPicture } from './readers.js';

/** A picture of one QR code, as a screen shows it. */
export interface Picture {
  /** PNG in base64. */
  readonly png: string;
  /** Where its modules are, in pixels. */
  readonly symbol: Square;
}

export interface Lab {
  readonly page: Page;
  /** @param scale device pixels per CSS pixel */
  draw(codes: readonly Code[], scale: number): Promise<Picture[]>;
  damage(picture: Picture, names: readonly DamageName[]): Promise<GrayPicture[]>;
  stop(): Promise<void>;
}

/** The margin around a QR code in its picture, in CSS pixels. */
const marginPx = 16;

/** @param args arguments of Chromium's command line */
export async function openLab(...args: readonly string[]): Promise<Lab> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const browser = await launch(...args);
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.setContent(
    '<!doctype html><style>body { display: flex; flex-wrap: wrap; margin: 0 }</style><body>',
  );
  await page.addScriptTag({ type: 'module', content: outputFiles[0]!.text });
  await page.waitForFunction('globalThis.damagePicture');
  return {
    page,
    async draw(codes, scale) {
      await page.setViewport({ width: 1600, height: 800, deviceScaleFactor: scale });
      const spots = await page.evaluate((list) => globalThis.drawCodes(list), codes);
      const sheet = PNG.sync.read(
        Buffer.from(await page.screenshot({ fullPage: true, optimizeForSpeed: true })),
      );
      return spots.map(({ outer, symbol }) => {
        const x = Math.round((outer.x - marginPx) * scale);
        const y = Math.round((outer.y - marginPx) * scale);
        const side = Math.round((outer.side + 2 * marginPx) * scale);
        const png = new PNG({ width: side, height: side });
        PNG.bitblt(sheet, png, x, y, side, side, 0, 0);
        return {
          png: PNG.sync.write(png).toString('base64'),
          symbol: { x: symbol.x * scale - x, y: symbol.y * scale - y, side: symbol.side * scale },
        };
      });
    },
    async damage({ png, symbol }, names) {
      const damaged = await page.evaluate(
        (...given: Parameters<typeof globalThis.damagePicture>) =>
          globalThis.damagePicture(...given),
        png,
        symbol,
        names,
      );
      return damaged.map(({ base64, ...size }) => ({
        ...size,
        pixels: Buffer.from(base64, 'base64'),
      }));
    },
    stop: () => browser.close(),
  };
}
