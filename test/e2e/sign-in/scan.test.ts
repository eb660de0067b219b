import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KnownDevices, type Page } from 'puppeteer-core';
import { choosePerson, tap } from '../../support/e2e/demo/phone.js';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import {
  readQrCode,
  openPage,
  horizontalOverflow,
  untilState,
} from '../../support/e2e/page/browser.js';
import type { View } from '../../support/e2e/page/browser.js';

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());

/**
 * How much the layout has shifted since the page began (https://web.dev/articles/cls). The browser
 * reports a shift within two frames.
 */
async function layoutShift(page: Page): Promise<number> {
  const sum: unknown = await page.evaluate(`new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum))));
  })`);
  return Number(sum);
}

describe('A visitor scans the QR code and is signed in', () => {
  const suite = useDemo('create');

  async function signInAndOut(view: View, lang: string, person: number): Promise<void> {
    const { page, consoleErrors } = await openPage(
      suite.browser,
      `${suite.demo.origin}/?lang=${lang}`,
      view,
    );
    await untilState(page, 'ready');
    assert.equal(await horizontalOverflow(page), 0, 'nothing is wider than the window');

    // A hundredth of what Chrome calls good (0.1). A card that grows by one line has 0.006.
    assert.ok((await layoutShift(page)) < 0.001, 'the layout has not shifted');

    const tag = await page.$('wechat-mp-login');
    assert.ok(tag);
    const decoded = await readQrCode(tag);
    assert.match(decoded, /^http:\/\/weixin\.qq\.com\/q\/02[A-Za-z0-9_-]{20}$/);

    await choosePerson(page, person);
    await tap(page, 'Scan');
    await tap(page, 'Follow');
    await page.waitForSelector('h1 bdi');
    const name = await text(page, 'h1 bdi');
    assert.ok(name.length > 0);

    await page.reload();
    assert.equal(await text(page, 'h1 bdi'), name, 'a reload still shows who is signed in');

    await Promise.all([
      page.waitForNavigation(),
      page.$eval('form[action^="/sign-out"] button', (button) => button.click()),
    ]);
    await untilState(page, 'ready');
    assert.equal(await page.$('h1 bdi'), null);

    // The person follows the account now, so a scan is enough, and opens the same account.
    await tap(page, 'Scan');
    await page.waitForSelector('h1 bdi');
    assert.equal(await text(page, 'h1 bdi'), name);

    assert.deepEqual(consoleErrors, [], 'no error and no policy violation on the console');
    await page.browserContext().close();
  }

  test('on a desktop in light, in English', () =>
    signInAndOut({ width: 1280, height: 900 }, 'en', 0));

  test('at 320 px, in Chinese', () =>
    signInAndOut({ width: 320, height: 720, scale: 2 }, 'zh-Hans', 2));

  test('on a phone with a slow network, nothing moves until the backend has answered', async () => {
    const { browser, demo } = suite;
    const { page } = await openPage(browser, 'about:blank', { width: 360, height: 740 });
    await page.emulate(KnownDevices['Galaxy S9+']);
    await page.emulateNetworkConditions({ latency: 150, download: -1, upload: -1 });
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      // The attempt is never made.
      if (request.url().endsWith('/attempts')) return;
      void request.continue();
    });
    await page.goto(`${demo.origin}/?lang=en`, { waitUntil: 'domcontentloaded' });
    await untilState(page, 'loading');
    assert.ok((await layoutShift(page)) < 0.001);
    await page.browserContext().close();
  });

  test('a person who follows already only scans', async () => {
    const { page, consoleErrors } = await openPage(suite.browser, `${suite.demo.origin}/?lang=en`, {
      width: 1280,
      height: 900,
      dark: true,
    });
    await untilState(page, 'ready');
    await choosePerson(page, 1);
    await tap(page, 'Scan');
    await page.waitForSelector('h1 bdi');
    assert.equal(await page.$('::-p-aria([name="Follow"][role="button"])'), null);
    assert.deepEqual(consoleErrors, []);
    await page.browserContext().close();
  });

  test('two browsers at the same time are two logins', async () => {
    const view = { width: 1280, height: 900 };
    const [first, second] = await Promise.all([
      openPage(suite.browser, `${suite.demo.origin}/?lang=en`, view),
      openPage(suite.browser, `${suite.demo.origin}/?lang=en`, view),
    ]);
    await Promise.all([untilState(first.page, 'ready'), untilState(second.page, 'ready')]);
    await choosePerson(first.page, 1);
    await tap(first.page, 'Scan');
    await first.page.waitForSelector('h1 bdi');
    await untilState(second.page, 'ready');
    assert.equal(await second.page.$('h1 bdi'), null);
    await first.page.browserContext().close();
    await second.page.browserContext().close();
  });
});
