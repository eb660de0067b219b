/** The demo with the keyboard alone. */
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { closePages } from '../../support/e2e/page/browser.js';
import { openObserved } from '../../support/e2e/page/observed-page.js';
import type { ObservedPage } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { focused, pressToNavigate, tabTo, typeOver } from '../../support/e2e/page/keyboard.js';

/** While `shortLived` is set, QR codes expire after a hundredth of a second. Runs in the page. */
const shortLivedQrCodes = `(() => {
  const { fetch } = globalThis;
  globalThis.shortLived = true;
  globalThis.fetch = async (...given) => {
    const answer = await fetch(...given);
    if (!globalThis.shortLived || !answer.url.endsWith('/attempts')) return answer;
    return Response.json({ ...(await answer.json()), expiresIn: 0.01 }, answer);
  };
})()`;

const headline = (page: Page): Promise<string> => page.$eval('h1', (it) => it.innerText);

describe('The demo with the keyboard alone', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    browser = await sharedBrowser();
  });
  beforeEach(async () => {
    demo = await startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }, () => undefined);
  });
  afterEach(async () => {
    await closePages(browser);
    await demo.stop();
  });

  async function signIn(): Promise<ObservedPage> {
    const observed = await openObserved(browser, `${demo.origin}/?lang=en`);
    const { page } = observed;
    await observed.untilState('ready');
    await tabTo(page, 'Scan');
    await page.keyboard.press('Enter');
    const found = await page.waitForSelector('::-p-aria([name="Follow"][role="button"])');
    assert.ok(found);
    await tabTo(page, 'Follow');
    await pressToNavigate(page, 'Enter');
    return observed;
  }

  test('an expired QR code is refreshed, and the focus stays in the tag', async () => {
    const { page, observations, untilState } = await openObserved(browser, 'about:blank');
    await page.evaluateOnNewDocument(shortLivedQrCodes);
    await page.goto(`${demo.origin}/?lang=en`);
    await untilState('expired');
    await tabTo(page, 'Refresh code');
    await page.evaluate('globalThis.shortLived = false');
    await page.keyboard.press('Enter');
    await untilState('ready');
    const { states } = await observations();
    assert.deepEqual(states.slice(-3), ['expired', 'loading', 'ready']);
    assert.equal((await focused(page)).hosts[0], 'wechat-mp-login');
    await tabTo(page, 'Scan');
  });

  test('a visitor signs in, changes the name and signs out', async () => {
    const { page } = await signIn();
    const given = await headline(page);
    assert.ok(given);
    await tabTo(page, 'What should we call you?');
    await typeOver(page, 'Ada <b>&amp; Mei');
    assert.equal(await pressToNavigate(page, 'Enter'), 200);
    assert.equal(await headline(page), 'Ada <b>&amp; Mei');
    await tabTo(page, 'Sign out');
    await pressToNavigate(page, 'Enter');
    assert.equal(await page.$('h1 bdi'), null);
    assert.ok(await page.$('wechat-mp-login'));
  });

  test('an invalid name is refused with an error below its field, and the old name stays', async () => {
    const { page } = await signIn();
    const before = await headline(page);
    for (const name of ['   ', 'a\u0007b', '\u200B']) {
      await tabTo(page, 'What should we call you?');
      await typeOver(page, name);
      assert.equal(await pressToNavigate(page, 'Enter'), 422);
      assert.equal(await headline(page), before);
      const { invalid, sentence, below } = await page.$eval('#name', (field) => {
        const error = document.getElementById(field.getAttribute('aria-describedby') ?? '');
        const [at, under] = [field.getBoundingClientRect(), error?.getBoundingClientRect()];
        return {
          invalid: field.getAttribute('aria-invalid'),
          sentence: error?.innerText,
          below: (under?.top ?? 0) - at.bottom,
        };
      });
      assert.equal(invalid, 'true');
      assert.match(sentence ?? '', /1 to 64 characters/);
      assert.ok(below >= 0 && below < 40, 'the error is below its field');
    }
    await tabTo(page, 'What should we call you?');
    await typeOver(page, '小满');
    assert.equal(await pressToNavigate(page, 'Enter'), 200);
    assert.equal(await headline(page), '小满');
    assert.equal(await page.$('#name-error'), null);
  });
});
