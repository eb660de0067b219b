/** Opens a page in a real browser, and signs a new visitor in with the simulator's phone. */
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import type { WechatMpLogin } from '../../src/index.js';
import { follow, scan } from '../../test/support/e2e/demo/phone.js';
import { press, readQrCode, untilState } from '../../test/support/e2e/page/browser.js';
import type { Visit } from './front-ends.js';
import type { Origin } from './origin.js';

const pageTimeoutMs = 30_000;
const english = { lang: 'en', title: 'Members only' };

/**
 * Opens a page with cookies of its own, and lets `act` use it.
 * @param expected lines of the console that are no fault
 * @returns what is wrong: what `act` says, why it could not go on, and what the console shows
 */
export async function visitPage(
  browser: Browser,
  url: string,
  act: (page: Page) => Promise<readonly string[]>,
  expected?: RegExp,
): Promise<string[]> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(pageTimeoutMs);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(`page error: ${String(error)}`));
  page.on('console', (message) => {
    const text = message.text();
    if (!expected?.test(text)) wrong.push(`console ${message.type()}: ${text}`);
  });
  try {
    await page.goto(url);
    wrong.push(...(await act(page)));
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
    wrong.push(`the page: ${await page.evaluate(() => document.body.innerText.slice(0, 500))}`);
  } finally {
    await context.close();
  }
  return wrong;
}

/** With the phone on the page, whose camera reads the page's pixels. */
export async function signInByPhone(page: Page): Promise<string[]> {
  await scan(page);
  await follow(page);
  await untilState(page, 'success');
  const cookies = await page.browserContext().cookies();
  const isSignedIn = cookies.some(({ name }) => name === 'session');
  return differences('a cookie of the session', isSignedIn, true);
}

/** With the phone that `dev` puts on the page, until the page greets the visitor. */
export async function signInAndBeGreeted(page: Page): Promise<string[]> {
  await scan(page);
  await follow(page);
  await page.waitForFunction(() => /^Hello \S.*$/m.test(document.body.innerText));
  const cookies = await page.browserContext().cookies();
  const isSignedIn = cookies.some(({ name }) => name === 'session');
  return differences('a cookie of the session', isSignedIn, true);
}

/**
 * With the simulator's phone. Then checks that the page has heard of it, and what the page has shown.
 * @throws Error if the visitor cannot sign in, or the page does not notice
 */
export async function signIn(page: Page, origin: Origin, visit: Visit): Promise<string[]> {
  const { backend } = origin;
  if (visit.press) await press(page, visit.press);
  const login = await readyLogin(page);
  const qrCode = await readQrCode(login);
  if (!qrCode) throw new Error('No QR code can be read on the page.');
  const expected = visit.shows ?? english;
  // The QR code does not wait for the texts.
  await page.waitForFunction(
    ({ shadowRoot }) => shadowRoot?.querySelector('[part=title]')?.textContent.trim(),
    {},
    login,
  );
  const shown = await login.evaluate(({ shadowRoot }) => ({
    lang: shadowRoot?.querySelector('[part=card]')?.getAttribute('lang'),
    title: shadowRoot?.querySelector<HTMLElement>('[part=title]')?.innerText,
  }));
  await backend.scan(qrCode);

  const greeting = await page
    .waitForFunction(() => /^(?:Hello|你好) (.+)$/m.exec(document.body.innerText)?.[1])
    .catch(() => {
      throw new Error('The page does not greet the visitor: did it hear the success event?');
    });
  const name = await greeting.jsonValue();
  const me = await origin.signedIn(await page.browserContext().cookies());
  return [
    ...differences('language of the card', shown.lang, expected.lang),
    ...differences('title of the card, from the property texts', shown.title, expected.title),
    ...differences('name in the greeting', name, me?.name),
    ...differences('QR codes that were created', backend.simulator.used('qrcode/create'), 1),
  ];
}

function differences(what: string, actual: unknown, expected: unknown): string[] {
  return actual === expected ? [] : [`${what}: ${String(actual)}, not ${String(expected)}`];
}

/** Waits for a login that shows a QR code, also in a shadow root. */
async function readyLogin(page: Page): Promise<ElementHandle<WechatMpLogin>> {
  const found = await page.waitForSelector('>>> wechat-mp-login');
  const login = found as ElementHandle<WechatMpLogin>;
  await page
    .waitForFunction((tag) => (tag as Partial<WechatMpLogin>).state?.type === 'ready', {}, login)
    .catch(async () => {
      const type = await login.evaluate((tag) => (tag as Partial<WechatMpLogin>).state?.type);
      throw new Error(`The login shows no QR code: ${type ?? 'the tag is not defined'}.`);
    });
  return login;
}
