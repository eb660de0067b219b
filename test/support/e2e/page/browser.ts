/** A real Chromium for the end-to-end tests: a page at a time, and what went wrong on it. */
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import puppeteer from 'puppeteer-core';
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../../../../tools/browsers/browser.js';

/** @param more arguments of Chromium's command line */
export async function launch(...more: string[]): Promise<Browser> {
  const executablePath = await findBrowser();
  return puppeteer.launch({ executablePath, args: [...browserArgs, ...more], headless: true });
}

export interface View {
  readonly width: number;
  readonly height: number;
  readonly dark?: boolean;
  readonly scale?: number;
}

export interface Opened {
  readonly page: Page;
  /** Errors and Content-Security-Policy violations so far, as the console tells them. */
  readonly complaints: string[];
}

/** Opens a page of its own jar of cookies. */
export async function open(browser: Browser, url: string, view: View): Promise<Opened> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.setViewport({ ...view, deviceScaleFactor: view.scale ?? 1 });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: view.dark ? 'dark' : 'light' },
  ]);
  await page.goto(url);
  return { page, complaints };
}

/** Clicks what assistive technology knows by this name, in open shadow roots too. */
export async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

/** Waits until the tag's state is of this type. */
export async function untilState(page: Page, type: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector('wechat-mp-login')?.state.type === wanted,
    {},
    type,
  );
}

/**
 * Reads the code in pictures of an element, with a reader that is not the phone's. A few pictures,
 * as the code fades in.
 */
export async function decodeScreenshot(element: ElementHandle): Promise<string> {
  for (let pictures = 0; pictures < 20; pictures++) {
    const picture = PNG.sync.read(Buffer.from(await element.screenshot()));
    const { data, width, height } = picture;
    const pixels = new Uint8ClampedArray(data);
    // Many readers refuse light modules on a dark ground.
    const read = jsqr(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
    if (read) return read;
  }
  return '';
}

/** How far the page is wider than its window: 0 where nothing has to be scrolled sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
