import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import {
  decodeScreenshot,
  launch,
  open,
  overflow,
  press,
  untilState,
} from '../../support/e2e/page/browser.js';
import type { View } from '../../support/e2e/page/browser.js';

// The two policies by name, so that a login of one scan stays what these tests show.
const policies = { confirm: 'none', newAccounts: 'create' } as const;

const text = (page: Page, selector: string): Promise<string> =>
  page.$eval(selector, (element) => (element as HTMLElement).innerText.trim());

/** How much has jumped since the page began, as the browser counts it; two frames to hear of it. */
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

async function choosePerson(page: Page, index: number): Promise<void> {
  const people = await page.waitForSelector('::-p-aria([name="Person"])');
  assert.ok(people);
  await people.evaluate((select, wanted) => {
    const list = select as HTMLSelectElement;
    list.selectedIndex = wanted;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  }, index);
}

describe('A person scans the code and is signed in', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo({ port: 0, ...policies })]);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });

  async function wholeWay(view: View, lang: string, person: number): Promise<void> {
    const { page, complaints } = await open(browser, `${demo.origin}/?lang=${lang}`, view);
    await untilState(page, 'ready');
    assert.equal(await overflow(page), 0, 'nothing is wider than the window');

    // A hundredth of what the browser's makers call good; a card that grows by a line has 0.006.
    assert.ok((await layoutShift(page)) < 0.001, 'nothing has jumped');

    const tag = await page.$('wechat-mp-login');
    assert.ok(tag);
    const decoded = await decodeScreenshot(tag);
    assert.match(decoded, /^http:\/\/weixin\.qq\.com\/q\/02[A-Za-z0-9_-]{20}$/);

    await choosePerson(page, person);
    await press(page, 'Scan');
    await press(page, 'Follow');
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

    // The same person follows by now: a scan is enough, and it is the same account.
    await press(page, 'Scan');
    await page.waitForSelector('h1 bdi');
    assert.equal(await text(page, 'h1 bdi'), name);

    assert.deepEqual(complaints, [], 'no error and no policy violation on the console');
    await page.browserContext().close();
  }

  test('on a desktop in light, in English', () => wholeWay({ width: 1280, height: 900 }, 'en', 0));

  test('at 320 px, in Chinese', () =>
    wholeWay({ width: 320, height: 720, scale: 2 }, 'zh-Hans', 2));

  test('a second person who follows already only scans', async () => {
    const { page, complaints } = await open(browser, `${demo.origin}/?lang=en`, {
      width: 1280,
      height: 900,
      dark: true,
    });
    await untilState(page, 'ready');
    await choosePerson(page, 1);
    await press(page, 'Scan');
    await page.waitForSelector('h1 bdi');
    assert.equal(await page.$('::-p-aria([name="Follow"][role="button"])'), null);
    assert.deepEqual(complaints, []);
    await page.browserContext().close();
  });

  test('two browsers at once are two logins', async () => {
    const view = { width: 1280, height: 900 };
    const [first, second] = await Promise.all([
      open(browser, `${demo.origin}/?lang=en`, view),
      open(browser, `${demo.origin}/?lang=en`, view),
    ]);
    await Promise.all([untilState(first.page, 'ready'), untilState(second.page, 'ready')]);
    await choosePerson(first.page, 1);
    await press(first.page, 'Scan');
    await first.page.waitForSelector('h1 bdi');
    await untilState(second.page, 'ready');
    assert.equal(await second.page.$('h1 bdi'), null);
    await first.page.browserContext().close();
    await second.page.browserContext().close();
  });
});
