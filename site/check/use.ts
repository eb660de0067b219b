/** What readers do with the site: each case is a sentence about them, and throws if it is not so. */
import assert from 'node:assert/strict';
import type { Browser, Page } from 'puppeteer-core';
import { isAlive, isDrawn } from './drawn.js';

type Case = (page: Page, root: string) => Promise<void>;

const phone = { width: 375, height: 667 };
const desktop = { width: 1280, height: 900 };

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await isAlive(page);
}

/**
 * Looks for words, and closes the search again.
 * @returns the pages that were found, best first
 */
async function search(page: Page, words: string): Promise<string[]> {
  await page.keyboard.press('/');
  await page.waitForSelector('#localsearch-input');
  await enter(page, '');
  await page.waitForFunction(() => !document.querySelector('.results > li'));
  await enter(page, words);
  await page.waitForSelector('.results > li');
  const found = await page.$$eval('.results a', (links) => links.map((link) => link.pathname));
  await page.waitForFunction(() => document.querySelector('.said')?.textContent !== '');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('#localsearch-input'));
  return found;
}

/** All at once: letter by letter, the search would answer in between. */
async function enter(page: Page, words: string): Promise<void> {
  await page.$eval(
    '#localsearch-input',
    (field, value) => {
      (field as HTMLInputElement).value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    words,
  );
}

const activeElement = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.className ?? '');

/** Words, and the page that has to be among the first three results. */
const searches: readonly (readonly [from: string, words: string, page: string])[] = [
  ['/tag', '40164', '/real-account'],
  ['/tag', 'retrunTo', '/protocol'],
  ['/tag', 'offical account', '/troubleshooting'],
  ['/tag', 'Content Security Policy', '/tag'],
  ['/zh/tag', '密钥轮换', '/zh/operation'],
  ['/zh/tag', '登陆', '/zh/tag'],
];

const cases: Readonly<Record<string, Case>> = {
  async 'a reader finds pages by words, codes, names and misspellings, before files'(page, root) {
    await page.setViewport(desktop);
    for (const [from, words, wanted] of searches) {
      if (!page.url().endsWith(from)) await open(page, root + from);
      const found = (await search(page, words)).slice(0, 3);
      assert.ok(
        found.some((path) => path.endsWith(wanted)),
        `${words}: ${found.join(' ')}`,
      );
    }
  },

  async 'a search that finds nothing says so, to screen readers too'(page, root) {
    await open(page, `${root}/zh/tag`);
    assert.deepEqual(await search(page, 'zzqqxx'), []);
    assert.match(await said(page), /没有找到/);
  },

  async 'a change of language leads to the heading that the reader sees'(page, root) {
    await page.setViewport(desktop);
    await open(page, `${root}/tag`);
    await page.$eval('#browsers', (heading) => heading.scrollIntoView());
    await page.$eval('.VPNavBarTranslations a', (link) => (link as HTMLElement).click());
    await page.waitForFunction(() => location.pathname.endsWith('/zh/tag') && scrollY > 0);
    const isThere = await page.evaluate(() => {
      const heading = document.querySelector(location.hash)?.closest('h2');
      return heading !== null && Math.abs(heading?.getBoundingClientRect().top ?? 9999) < 300;
    });
    assert.ok(isThere, page.url());
    assert.match(page.url(), /#browsers$/);
  },

  async 'a change of language on a file leads to a page that exists'(page, root) {
    await open(page, `${root}/files/docs/architecture`);
    await page.$eval('.VPNavBarTranslations a', (link) => (link as HTMLElement).click());
    await page.waitForFunction(() => location.pathname.endsWith('/zh/'));
    assert.equal(await page.$('.NotFound'), null);
  },

  async 'a copied block says so'(page, root) {
    await open(page, `${root}/zh/get-started`);
    await page.bringToFront();
    await page.browserContext().setPermission(new URL(root).origin, {
      permission: { name: 'clipboard-write' },
      state: 'granted',
    });
    assert.equal(await page.$eval('button.copy', (button) => button.ariaLabel), '复制代码');
    await page.focus('button.copy');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.said')?.textContent === '已复制');
  },

  async 'the keyboard skips to the text, and does not enter the closed contents'(page, root) {
    await page.setViewport(phone);
    await open(page, `${root}/get-started`);
    await page.keyboard.press('Tab');
    assert.match(await activeElement(page), /VPSkipLink/);
    for (let count = 0; count < 8; count++) {
      await page.keyboard.press('Tab');
      const isHidden = await page.evaluate(
        () => document.activeElement?.closest('.VPSidebar') !== null,
      );
      assert.equal(isHidden, false, await activeElement(page));
    }
  },

  async 'Escape closes the menu and the contents of a narrow screen'(page, root) {
    await page.setViewport(phone);
    await open(page, `${root}/get-started`);
    for (const [button, part] of [
      ['.VPNavBarHamburger', '.VPNavScreen'],
      ['.VPLocalNav .menu', '.VPSidebar.open'],
    ] as const) {
      await page.click(button);
      await page.waitForSelector(part);
      await page.keyboard.press('Escape');
      await page.waitForFunction((selector) => !document.querySelector(selector), {}, part);
      await page.waitForFunction(
        (selector) => document.activeElement?.matches(selector),
        {},
        button,
      );
    }
  },

  async 'the first screen of a phone says what this is and where to go'(page, root) {
    await page.setViewport(phone);
    await open(page, `${root}/`);
    for (const selector of ['h1', '.tagline', '.action a'])
      assert.ok(
        await page.$eval(selector, (part) => part.getBoundingClientRect().bottom < innerHeight),
        selector,
      );
  },

  async 'nothing jumps while a page loads'(page, root) {
    await page.evaluateOnNewDocument(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          (window as unknown as { shift: number }).shift += (
            entry as PerformanceEntry & { value: number }
          ).value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    for (const [address, viewport] of [
      ['/', desktop],
      ['/zh/', phone],
      ['/get-started', desktop],
      ['/protocol', phone],
      ['/zh/tag', phone],
    ] as const) {
      await page.setViewport(viewport);
      await open(page, root + address);
      await isDrawn(page);
      const shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
      // A tenth counts as good: https://web.dev/articles/cls
      assert.ok(shift < 0.01, `${address}: ${shift}`);
    }
  },

  async 'text grows with the size that a reader sets'(page, root) {
    await open(page, `${root}/zh/get-started`);
    const sizes = () =>
      page.$$eval('h1, .vp-doc p, .vp-doc code, .VPSidebar .text', (parts) =>
        parts.map((part) => parseFloat(getComputedStyle(part).fontSize)),
      );
    const before = await sizes();
    await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
    assert.deepEqual(
      await sizes(),
      before.map((size) => size * 2),
    );
  },

  async 'a page that does not exist says so in both languages'(page, root) {
    for (const [address, text] of [
      ['/nothing', 'Page not found'],
      ['/zh/nothing', '找不到页面'],
    ] as const) {
      await open(page, root + address);
      await page.waitForFunction(
        (title) => document.querySelector('h1')?.textContent === title,
        {},
        text,
      );
    }
  },

  async 'without JavaScript, there are pages and contents, and nothing that does not work'(
    page,
    root,
  ) {
    await page.setJavaScriptEnabled(false);
    await page.setViewport(phone);
    await page.goto(`${root}/tag`);
    const isShown = (selector: string): Promise<boolean> =>
      page.$eval(selector, (element) => element.checkVisibility({ visibilityProperty: true }));
    assert.ok(await isShown('.VPSidebar .VPLink'));
    for (const selector of ['.VPNavBarSearch', '.VPNavBarHamburger', '.live-login', 'button.copy'])
      assert.equal(await isShown(selector), false, selector);
  },
};

const said = (page: Page): Promise<string> => page.$eval('.said', (element) => element.textContent);

/**
 * Does what readers do.
 * @param start starts a browser
 * @param root the address of the site, without a slash at its end
 * @returns one line for each fault
 * @example
 * ```ts
 * const faults = await faultsInUse(() => launch(options), 'http://127.0.0.1:8080');
 * ```
 */
export async function faultsInUse(
  start: () => Promise<Browser>,
  root: string,
): Promise<readonly string[]> {
  const browser = await start();
  const faults: string[] = [];
  for (const [title, run] of Object.entries(cases)) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await run(page, root).catch((error: unknown) => faults.push(`${title}: ${String(error)}`));
    await context.close();
  }
  await browser.close();
  return faults;
}
