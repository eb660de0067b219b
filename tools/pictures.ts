/** `npm run pictures`: takes the pictures of the README. */
import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo } from '../demo/start.js';
import { readChatDigits, follow, scan } from '../test/support/e2e/demo/phone.js';
import { clickByRole, typeInto } from '../test/support/e2e/demo/shop-page.js';
import { launch, openPage, untilState } from '../test/support/e2e/page/browser.js';
import { contactSheet } from './contact-sheet.js';

const folder = new URL('../docs/pictures/', import.meta.url);
const height = 900;

async function openShop(browser: Browser, origin: string, width: number): Promise<Page> {
  const { page } = await openPage(browser, `${origin}/?lang=en`, { width, height, scale: 2 });
  // Without animations, no picture catches a movement.
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await untilState(page, 'ready');
  return page;
}

async function photographCard(page: Page): Promise<string> {
  await page.evaluate('document.activeElement?.blur()');
  const element = await page.waitForSelector('wechat-mp-login');
  return (await element?.screenshot({ encoding: 'base64' })) ?? '';
}

/** Shows the QR code and, beside it, the phone with the account. */
async function takeSignIn(browser: Browser, origin: string): Promise<void> {
  const page = await openShop(browser, origin, 1120);
  await scan(page);
  await page.waitForSelector('::-p-aria([name="Follow"][role="button"])');
  await writeFile(new URL('sign-in.png', folder), await page.screenshot());
}

/** Shows the prompts for a new visitor side by side. */
async function takePrompts(browser: Browser, origin: string): Promise<void> {
  const page = await openShop(browser, origin, 1120);
  await scan(page, 'meiTan');
  await follow(page);
  await untilState(page, 'binding');
  await page.waitForSelector('::-p-aria([role="button"]) >>> ::-p-text(I have an account)');
  const digits = await readChatDigits(page);
  const cards = [await photographCard(page)];
  await clickByRole(page, 'button', 'I have an account Link it once, then just scan');
  await typeInto(page, 'User name or e-mail', 'lan@example.com');
  await typeInto(page, 'Password', 'mountain-tea-42');
  await typeInto(page, 'Six digits from WeChat', digits);
  cards.push(await photographCard(page));
  await page.evaluate("document.querySelector('wechat-mp-login').returnTo = ''");
  await clickByRole(page, 'button', 'Link and sign in');
  await untilState(page, 'success');
  cards.push(await photographCard(page));
  const sheet = await browser.newPage();
  await sheet.setViewport({ width: 1120, height, deviceScaleFactor: 2 });
  const images = cards.map((data) => `<img width="344" src="data:image/png;base64,${data}">`);
  await sheet.setContent(
    `<style>main{display:flex;gap:24px;align-items:flex-start;padding:16px;background:#eef2ef;width:max-content}img{border-radius:20px}</style><main>${images.join('')}</main>`,
  );
  const main = await sheet.waitForSelector('main');
  await writeFile(new URL('prompts.png', folder), (await main?.screenshot()) ?? '');
}

const [browser, demo] = await Promise.all([
  launch(),
  startDemo({ port: 0, confirm: 'none', newAccounts: 'ask' }),
]);
try {
  await takeSignIn(browser, demo.origin);
  await takePrompts(browser, demo.origin);
} finally {
  await browser.close();
  await demo.stop();
}
await contactSheet(folder);
