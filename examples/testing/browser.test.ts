/** A visitor in a real browser: they open the page, scan its QR code with the phone on it, and follow. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer, { type Browser } from 'puppeteer-core';
import { createSimulator } from 'wechat-mp-login/simulator';
import { startShop } from './shop.js';

const simulator = createSimulator({ people: ['Lin', { name: 'Mei', follows: true }] });
let shop: Awaited<ReturnType<typeof startShop>>;
let browser: Browser | undefined;

before(async () => {
  shop = await startShop(simulator);
  // Containers have no sandbox. CHROME_PATH names the installed browser.
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/google-chrome';
  browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox'] });
});

after(async () => {
  await browser?.close();
  shop.server.closeAllConnections();
  shop.server.close();
});

/** Each visitor has cookies of their own. */
async function openPage() {
  const context = await browser?.createBrowserContext();
  assert.ok(context);
  const page = await context.newPage();
  await page.goto(shop.origin);
  return page;
}

test('a visitor scans, follows and is greeted', async () => {
  const page = await openPage();
  await page.locator('wechat-phone ::-p-aria([name="Scan"][role="button"])').click();
  await page.locator('wechat-phone ::-p-aria([name="Follow"][role="button"])').click();
  await page.waitForSelector('h1 ::-p-text(Hello)');
});

test('a page without the phone: the test scans what the tag shows', async () => {
  const page = await openPage();
  await page.waitForFunction(
    () => document.querySelector('wechat-mp-login')?.state.type === 'ready',
  );
  const url = await page.$eval('wechat-mp-login', ({ state }) =>
    state.shown?.method === 'scan' ? state.shown.url : '',
  );
  const mei = (await simulator.phone.people()).find(({ name }) => name === 'Mei');
  await simulator.phone.scan(mei?.id ?? '', url);
  await page.waitForSelector('h1 ::-p-text(Hello)');
});

test('a visitor reads why the login does not work', async () => {
  simulator.settings.fail['qrcode/create'] = 50002; // WeChat has disabled the official account
  const page = await openPage();
  const sentence = 'wechat-mp-login >>> ::-p-text(official account is unavailable)';
  await page.waitForSelector(sentence, { visible: true });
});
