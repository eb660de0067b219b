/** The prompts at 400 % (a window of 1280 by 1024 is then 320 by 256), and on a phone that lies on its side. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { invite, untilIs, untilTitle } from '../../support/e2e/demo/demo-page.js';
import { optionsOf, wordsFor } from '../../support/e2e/demo/expected-outline.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import { launch, overflow, press } from '../../support/e2e/page/browser.js';
import { clipped, hidden } from '../../support/e2e/looks/fits.js';

const views = [
  { width: 320, height: 256 },
  { width: 640, height: 256 },
];

const tags = 'wechat-mp-login, wechat-mp-identities';
/** What holds them on the demo's pages. */
const roots = '.panel';

describe('The prompts at 400 %', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    const config = { port: 0, confirm: 'none', newAccounts: 'ask' } as const;
    [browser, demo] = await Promise.all([launch(), startDemo(config, () => undefined)]);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });
  afterEach(async () => {
    // A page that is left open would go on asking for its backend.
    for (const context of browser.browserContexts()) {
      if (context !== browser.defaultBrowserContext()) await context.close();
    }
  });

  async function fits(page: Page): Promise<void> {
    for (const view of views) {
      await page.setViewport(view);
      assert.equal(await overflow(page), 0, 'nothing is wider than the window');
      assert.deepEqual(await clipped(page, `${tags}, ${roots}`), []);
      assert.deepEqual(await hidden(page, roots), [], 'all that has the focus is to be seen');
    }
  }

  async function wholeWay(lang: string, person: Person, account: string): Promise<void> {
    const { page, go, scan, until, digits, codeTo } = await invite(browser, demo);
    const { prompts } = await wordsFor(lang);
    const inCard = (name: string, role: string) =>
      page.locator(`wechat-mp-login ::-p-aria([name="${name}"][role="${role}"])`);
    await go(`/?lang=${lang}`);
    await until('ready');
    await fits(page);
    await scan(person);
    await untilTitle(page, prompts.prompts.choose[0]);
    await fits(page);
    await press(page, prompts.existingAccount.join(' '));
    await untilTitle(page, prompts.prompts.link[0]);
    const links = (await optionsOf(page)).filter((option) => option.action === 'link');
    for (const { method, label } of links) {
      await inCard(label, 'radio').click();
      await untilIs(page, `state.method === '${method}'`);
      await fits(page);
      await press(page, prompts.submit.link);
      await fits(page);
    }
    const phone = links.find(({ method }) => method === 'phone-code');
    assert.ok(phone);
    await inCard(phone.label, 'radio').click();
    const [number, code] = phone.fields;
    await inCard(number?.label ?? '', 'textbox').fill(customers.heXin.phone);
    await press(page, prompts.send);
    await untilIs(page, 'state.sent && !state.busy');
    await fits(page);
    const values = [await codeTo(customers.heXin.phone), await digits(person)] as const;
    await inCard(code?.label ?? '', 'textbox').fill(values[0]);
    await inCard(prompts.chatDigitsLabel, 'textbox').fill(values[1]);
    await press(page, prompts.submit.link);
    await untilTitle(page, prompts.prompts.select[0]);
    await fits(page);
    const answered = page.waitForNavigation();
    await press(page, account);
    await answered;
    await fits(page);
    await go(`/settings?lang=${lang}`);
    await page.waitForFunction(
      `document.querySelector('wechat-mp-identities').state.identities?.length > 0`,
    );
    await fits(page);
    await page.locator('wechat-mp-identities >>> li button').click();
    await page.waitForSelector('wechat-mp-identities >>> .question');
    await fits(page);
  }

  test('in English, all is there and nothing is cut', () =>
    wholeWay('en', 'heXin', customers.heXin.names[1]));

  test('in Chinese, all is there and nothing is cut', () =>
    wholeWay('zh-Hans', 'linXi', customers.heXin.names[0]));
});
