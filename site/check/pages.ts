/** What must hold for every page: a quiet console, no other host, no width beyond the screen, and axe. */
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { addressOf, pages } from '../pages.js';
import { isDrawn } from './drawn.js';

/** In both languages. A first page has other parts than the rest, and so has a file of the repository. */
const addresses = [
  ...(['en', 'zh'] as const).flatMap((lang) => [
    lang === 'zh' ? '/zh/' : '/',
    ...pages.map((page) => addressOf(page, lang)),
  ]),
  '/files/examples/tiny-backend.ts',
  '/files/docs/architecture',
  '/files/examples/django/README',
];

/** Side by side, because each page waits for its network and its drawing. */
const lanes = 2;

/**
 * Looks at every page, in the light with all rules of axe, and in the dark with those about colours.
 * @param start starts a browser: each lane has its own, because a page behind another one is not drawn
 * @param root the address of the site, without a slash at its end
 * @returns one line for each fault
 * @example
 * ```ts
 * const faults = await faultsInPages(() => launch(options), 'http://127.0.0.1:8080');
 * ```
 */
export async function faultsInPages(
  start: () => Promise<Browser>,
  root: string,
): Promise<readonly string[]> {
  const faults: string[] = [];
  const left = [...addresses];
  const lane = async (): Promise<void> => {
    const browser = await start();
    try {
      for (let address = left.shift(); address !== undefined; address = left.shift())
        faults.push(...(await faultsOf(browser, root, address)));
    } finally {
      await browser.close();
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return faults;
}

async function faultsOf(browser: Browser, root: string, address: string): Promise<string[]> {
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && origin !== new URL(root).origin) faults.push(`asks ${origin}`);
  });
  await look(page, root + address, faults).catch((error: unknown) => faults.push(String(error)));
  await page.close();
  return faults.map((fault) => `${address}: ${fault}`);
}

async function look(page: Page, address: string, faults: string[]): Promise<void> {
  await page.setViewport({ width: 1280, height: 900 });
  await setScheme(page, 'light');
  await page.goto(address);
  await isDrawn(page);
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('axe-core/axe.min.js')) });
  faults.push(...violationsIn('light', (await page.evaluate('axe.run()')) as AxeResults));
  await setScheme(page, 'dark');
  await page.waitForFunction(() => document.documentElement.classList.contains('dark'));
  await isDrawn(page);
  const inTheDark = "axe.run({ runOnly: ['color-contrast', 'link-in-text-block'] })";
  faults.push(...violationsIn('dark', (await page.evaluate(inTheDark)) as AxeResults));
  await page.setViewport({ width: 320, height: 900 });
  // The theme moves its contents out of the way first.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth)
    .catch(() => faults.push('is wider than a screen of 320 px'));
}

/** Colours change at once for readers who want no motion; what axe sees is then what stays. */
async function setScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
}

const violationsIn = (scheme: string, { violations }: AxeResults): string[] =>
  violations.map(({ id, nodes }) => {
    const places = nodes.slice(0, 3).map(({ html }) => html.slice(0, 120));
    return `axe (${scheme}): ${id}: ${places.join(' ')}`;
  });
