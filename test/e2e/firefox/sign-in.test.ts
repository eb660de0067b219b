/** The demo in Firefox, which has to be installed on the system: `npm test -- firefox`. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { firefoxOptions } from '../../../tools/browsers/firefox.js';
import { readQrCode, untilState } from '../../support/e2e/page/browser.js';
import { startSite } from '../../support/e2e/site.js';

let browser: Browser;
let demo: RunningDemo;
before(async () => {
  [browser, demo] = await Promise.all([
    puppeteer.launch(firefoxOptions()),
    startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }),
  ]);
});
after(async () => {
  await browser.close();
  await demo.stop();
});

/** Waits for the phone's button with this label, and presses it. */
async function press(page: Page, label: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const root = document.querySelector('wechat-phone')?.shadowRoot;
      const all = [...(root?.querySelectorAll('button') ?? [])];
      const button = all.find((each) => each.textContent.trim() === wanted && !each.disabled);
      button?.click();
      return button !== undefined;
    },
    { polling: 100 },
    label,
  );
}

test('A visitor scans the QR code in Firefox and stays signed in', async () => {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const consoleErrors: string[] = [];
  page.on('pageerror', (error) => consoleErrors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  await page.goto(`${demo.origin}/?lang=en`);
  await untilState(page, 'ready');
  const tag = await page.$('wechat-mp-login');
  assert.ok(tag);
  assert.match(
    await readQrCode(tag),
    /^http:\/\/weixin\.qq\.com\/q\/02[A-Za-z0-9_-]{20}$/,
    'the QR code can be read',
  );
  await press(page, 'Scan');
  await press(page, 'Follow');
  const name = await (await page.waitForSelector('h1 bdi'))?.evaluate((at) => at.textContent);
  assert.ok(name);
  await page.reload();
  assert.equal(await page.$eval('h1 bdi', (at) => at.textContent), name);
  assert.deepEqual(consoleErrors, [], 'no error and no policy violation on the console');
});

// Firefox ends a request as soon as another page is asked for, and lets the page see that it failed.
test('A phone says nothing of a request that the visitor ends by leaving the page', async (context) => {
  const site = await startSite();
  context.after(() => site.stop());
  const page = await browser.newPage();
  context.after(() => page.close());
  const consoleErrors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') consoleErrors.push(message.text());
  });
  const ended = new Promise<void>((resolve) => {
    site.backend = ({ url }, response) => {
      if (url === '/simulator/phone/people') response.once('close', resolve);
      else void ended.then(() => response.end('Elsewhere'));
    };
  });
  const phone = '<wechat-phone simulator="/simulator"></wechat-phone>';
  const asked = page.waitForRequest((request) => request.url().endsWith('/people'));
  await page.goto(site.add(phone, { script: '/assets/phone.js' }));
  await asked;
  // A request of the page itself shows that the browser has told it.
  await page.evaluate('void fetch("/simulator/phone/people").catch(() => console.error("ended"))');
  await page.goto(`${site.origin}/elsewhere`);
  assert.deepEqual(consoleErrors, ['ended']);
});
