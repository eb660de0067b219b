/** How tests wait for elements in shadow roots. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { closePages, launch, whenStill } from '../../support/e2e/page/browser.js';

const selector = 'late-tag >>> ::-p-text(Here I am)';

describe('A wait that began before a tag on the page had its script', () => {
  let browser: Browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());

  async function openLateTag(): Promise<Page> {
    await closePages(browser);
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.setContent('<late-tag></late-tag>');
    return page;
  }

  /** Gives the tag a shadow root, once the wait has looked for it in vain. */
  async function define(page: Page): Promise<void> {
    await setTimeout(500);
    await page.evaluate(`
      customElements.define('late-tag', class extends HTMLElement {
        constructor() {
          super();
          const button = document.createElement('button');
          button.textContent = 'Here I am';
          button.onclick = () => button.setAttribute('aria-pressed', 'true');
          this.attachShadow({ mode: 'open' }).append(button);
        }
      });`);
  }

  test('finds the element', async () => {
    const page = await openLateTag();
    const [found] = await Promise.all([page.waitForSelector(selector), define(page)]);
    assert.ok(found);
  });

  test('clicks the element', async () => {
    const page = await openLateTag();
    await Promise.all([whenStill(page, selector).click(), define(page)]);
    assert.ok(await page.$('late-tag >>> [aria-pressed=true]'));
  });
});
