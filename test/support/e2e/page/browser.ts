/** A real Chromium for end-to-end tests, and helpers for any page in it. */
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import puppeteer, { Frame } from 'puppeteer-core';
import type { Browser, ElementHandle, Locator, Page } from 'puppeteer-core';
import type { WechatMpLogin } from '../../../../src/index.js';
import { browserArgs, findBrowser } from '../../../../tools/browsers/browser.js';

// oxlint-disable-next-line typescript/unbound-method -- it is called on its frame below
const { waitForSelector } = Frame.prototype;

/**
 * Looks for the element ten times a second. Puppeteer looks again only when the document changes, and
 * does not notice a tag that gets its shadow root late, because that is no change of the document
 * (https://github.com/puppeteer/puppeteer/pull/15292). Clicks wait for their element by this function, too.
 */
Frame.prototype.waitForSelector = function waitRegularly(selector, options) {
  const polling = { polling: 100 };
  return waitForSelector.call(this, selector, { ...polling, ...options }) as never;
};

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

export interface OpenedPage {
  readonly page: Page;
  /** Errors and Content-Security-Policy violations so far, as the console shows them. */
  readonly consoleErrors: string[];
}

/** Opens a page with its own cookies. */
export async function openPage(browser: Browser, url: string, view: View): Promise<OpenedPage> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const consoleErrors: string[] = [];
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  await page.setViewport({ ...view, deviceScaleFactor: view.scale ?? 1 });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: view.dark ? 'dark' : 'light' },
  ]);
  await page.goto(url);
  return { page, consoleErrors };
}

/** Finds an element once nothing around it grows: a card clips what is below its edge until then. */
export function whenStill(page: Page | Frame, selector: string): Locator<Element> {
  return page.locator(selector).filter((element) => {
    for (let root = element.getRootNode(); ; root = root.host.getRootNode()) {
      const moves = (root as Document | ShadowRoot)
        .getAnimations()
        .some(
          ({ playState, effect }) =>
            playState === 'running' && effect?.getComputedTiming().endTime !== Infinity,
        );
      if (moves) return false;
      if (!(root instanceof ShadowRoot)) return true;
    }
  });
}

/** Clicks the button with this accessible name, in open shadow roots too. */
export async function press(page: Page, name: string): Promise<void> {
  await whenStill(page, `::-p-aria([name="${name}"][role="button"])`)
    .click()
    .catch((cause: unknown) => {
      throw new Error(`Could not press "${name}"`, { cause });
    });
}

/**
 * Waits until the tag's state is of this type, also in a hidden page, which draws nothing. A page that
 * has just opened may have a tag whose script has yet to load, which has no state.
 */
export async function untilState(page: Page | Frame, type: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const tag = document.querySelector<WechatMpLogin>('wechat-mp-login:defined');
      return tag?.state.type === wanted;
    },
    { polling: 10 },
    type,
  );
}

const readQrCodeMs = 30_000;

/**
 * Reads the QR code in screenshots of an element, with another reader than the phone's. Tries again
 * while the QR code fades in.
 * @returns '' if no QR code can be read
 */
export async function readQrCode(element: ElementHandle): Promise<string> {
  for (const endMs = Date.now() + readQrCodeMs; Date.now() < endMs;) {
    const { data, width, height } = PNG.sync.read(Buffer.from(await element.screenshot()));
    const pixels = new Uint8ClampedArray(data);
    // Many readers refuse light modules on a dark background.
    const text = jsqr(pixels, width, height, { inversionAttempts: 'dontInvert' })?.data;
    if (text) return text;
  }
  return '';
}

/** How many pixels the page is wider than its window: 0 if it does not scroll sideways. */
export function horizontalOverflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

/** Closes every page that a test has opened in its own context, so that none keeps sending requests. */
export async function closePages(browser: Browser): Promise<void> {
  for (const context of browser.browserContexts()) {
    if (context !== browser.defaultBrowserContext()) await context.close();
  }
}
