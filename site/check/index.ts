/** Checks the built site: its links, what readers do with it, and every page in a browser. */
import { launch, type Browser } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../../tools/browsers/browser.js';
import { faultsInLinks } from './links.js';
import { faultsInPages } from './pages.js';
import { faultsInUse } from './use.js';
import { serveSite } from './serve.js';

/**
 * @returns one line for each fault
 * @example
 * ```ts
 * const faults = await checkSite();
 * ```
 */
export async function checkSite(): Promise<readonly string[]> {
  const { root, close } = await serveSite();
  const executablePath = await findBrowser();
  const start = (): Promise<Browser> => launch({ executablePath, args: browserArgs });
  try {
    return [
      ...faultsInLinks(),
      ...(await faultsInUse(start, root)),
      ...(await faultsInPages(start, root)),
    ];
  } finally {
    close();
  }
}
