/** Takes pictures of cards: bundles and serves a page with many cards, and cuts its picture into pieces. */
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { PNG } from 'pngjs';
import type { Browser, Page } from 'puppeteer-core';
import type { Lang } from '../../../stories/support/samples/binding.js';
import { strictPolicy } from '../../../tools/browsers/strict-policy.js';
import { launch } from '../e2e/page/browser.js';
import { listen, stop } from '../e2e/site.js';
import type { SetName } from './sets.js';

export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The layout of a set. Pictures are taken of each layout in both themes. */
export interface Layout {
  readonly lang: Lang;
  /** The width of a card in CSS pixels: the smallest that is supported, or the largest. */
  readonly width: number;
}

export const layouts: readonly Layout[] = (['zh-Hans', 'en'] as const).flatMap((lang) =>
  [280, 344].map((width) => ({ lang, width })),
);

export interface Shot {
  readonly name: string;
  readonly png: PNG;
  /** The text of the QR code, if the card shows one to scan. */
  readonly address?: string;
}

export interface Studio {
  readonly browser: Browser;
  /** Opens a page with all cards of a set, those with these names, or those with a QR code. Close it after use. */
  open(set: SetName, layout: Layout, only?: readonly string[] | 'qrCodes'): Promise<Page>;
  stop(): Promise<void>;
}

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  css: 'text/css',
  woff2: 'font/woff2',
  svg: 'image/svg+xml',
};

/** Stops the clock, so that the remaining time is the same in each picture. */
const stopClock = 'Date.now = () => Date.UTC(2026, 0, 1)';

const html =
  '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><script type="module" src="/page.js"></script>';

/** The page brings styles and fonts. The pictures of some sets are in their addresses. */
const policy = strictPolicy({
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': 'data:',
});

async function bundle(): Promise<ReadonlyMap<string, Uint8Array | string>> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    loader: { '.woff2': 'file', '.svg': 'file' },
    write: false,
    outdir: '/',
  });
  return new Map<string, Uint8Array | string>([
    ['/', html],
    ...outputFiles.map(({ path, contents }) => [path, contents] as const),
  ]);
}

/** @param args arguments of Chromium; by default, those with which all machines draw alike */
export async function openStudio(
  args: readonly string[] = ['--font-render-hinting=none', '--disable-lcd-text'],
): Promise<Studio> {
  const [files, browser] = await Promise.all([bundle(), launch(...args)]);
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://localhost').pathname;
    const type = types[path.split('.').pop() ?? ''] ?? 'text/html';
    // Pages share their fonts.
    const headers = {
      'Content-Type': type,
      'Cache-Control': 'max-age=3600',
      'Content-Security-Policy': policy,
    };
    response.writeHead(files.has(path) ? 200 : 404, headers).end(files.get(path));
  });
  const origin = `http://localhost:${await listen(server)}`;
  return {
    browser,
    async open(set, { lang, width }, only = []) {
      const page = await browser.newPage();
      page.setDefaultTimeout(120_000);
      await page.evaluateOnNewDocument(stopClock);
      const query = new URLSearchParams({ set, lang, width: String(width) });
      for (const name of [only].flat()) query.append('only', name);
      await page.goto(`${origin}/?${query}`);
      return page;
    },
    async stop() {
      await browser.close();
      await stop(server);
    },
  };
}

/**
 * Takes a picture of the whole page once nothing on it changes any more.
 * @param scale device pixels per CSS pixel
 */
export async function shootPage(page: Page, theme: Theme, scale = 1): Promise<PNG> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.setViewport({ width: 1280, height: 800, deviceScaleFactor: scale });
  await page.evaluate(() => globalThis.arrange());
  const picture = await page.screenshot({ fullPage: true, optimizeForSpeed: true });
  return PNG.sync.read(Buffer.from(picture));
}

/** Takes a picture of each card: one of the whole page, cut into pieces. */
export async function shoot(page: Page, theme: Theme, scale = 1): Promise<Shot[]> {
  const sheet = await shootPage(page, theme, scale);
  const spots = await page.evaluate(() => globalThis.arrange());
  return spots.map(({ name, address, ...spot }) => {
    const width = spot.width * scale;
    const height = spot.height * scale;
    const png = new PNG({ width, height });
    PNG.bitblt(sheet, png, spot.x * scale, spot.y * scale, width, height, 0, 0);
    return { name, png, ...(address !== undefined && { address }) };
  });
}
