import type { Page } from 'puppeteer-core';

/**
 * Waits until a page reacts to what readers do.
 * @example
 * ```ts
 * await isAlive(page);
 * ```
 */
export async function isAlive(page: Page): Promise<void> {
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
}

/**
 * Waits until nothing is left to draw: diagrams come after their page has loaded, and logins once somebody sees them.
 * @example
 * ```ts
 * await isDrawn(page);
 * ```
 */
export async function isDrawn(page: Page): Promise<void> {
  await isAlive(page);
  await page.waitForFunction(() => {
    const logins = [...document.querySelectorAll('.live-login > *')];
    // A login without words waits for its language.
    const empty = logins.find(({ shadowRoot }) => {
      const parts = [...(shadowRoot?.querySelectorAll('h2, button') ?? [])];
      const isSilent = parts.some(
        (part) => part.checkVisibility() && part.textContent.trim() === '' && !part.ariaLabel,
      );
      return (shadowRoot?.childElementCount ?? 0) === 0 || isSilent;
    });
    empty?.scrollIntoView();
    return empty === undefined && document.querySelector('[aria-busy="true"]') === null;
  });
  await page.evaluate(() => scrollTo(0, 0));
}
