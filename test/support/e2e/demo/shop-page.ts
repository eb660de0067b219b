/** A visitor of the shop: what they click, type and read, by accessible names. */
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import type { RunningDemo } from '../../../../demo/start.js';
import { openPage, whenStill } from '../page/browser.js';
import type { OpenedPage, View } from '../page/browser.js';

export interface ShopVisit extends OpenedPage {
  /** Types of the tag's states, in order, over all pages of this visit. */
  readonly states: string[];
  /** What the tag showed at each success, before the next page: title, text and account. */
  readonly successes: string[];
  readonly close: () => Promise<void>;
}

/** The page reports states and successes as console lines with these prefixes. */
const [statePrefix, successPrefix] = ['state: ', 'success: '];

/** Runs before the page's own scripts. Reports to the console, which outlives a page. */
const reporter = `(() => {
  addEventListener('wechat-mp-login-state', ({ state }) => {
    console.debug('${statePrefix}' + state.type);
  });
  addEventListener('wechat-mp-login-success', async ({ target }) => {
    await target.updateComplete;
    const parts = ['[part=title]', '[part=text]', '[part=account] bdi'];
    const texts = parts.map((part) => target.shadowRoot.querySelector(part).innerText);
    console.debug('${successPrefix}' + texts.join(' · '));
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error('policy violation: ' + violatedDirective + ' ' + blockedURI);
  });
})()`;

/** Opens a page of the shop in a browser that is not signed in. */
export async function openShop(
  browser: Browser,
  { origin }: RunningDemo,
  path: string,
  view: View,
): Promise<ShopVisit> {
  const { page, consoleErrors } = await openPage(browser, 'about:blank', view);
  const [states, successes]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(statePrefix)) states.push(text.slice(statePrefix.length));
    if (text.startsWith(successPrefix)) successes.push(text.slice(successPrefix.length));
  });
  await page.evaluateOnNewDocument(reporter);
  await page.goto(`${origin}${path}`);
  const close = () => page.browserContext().close();
  return { page, consoleErrors, states, successes, close };
}

type Role = 'button' | 'heading' | 'link' | 'radio' | 'textbox';

const selectorFor = (role: Role, name: string): string =>
  `::-p-aria([name="${name}"][role="${role}"])`;

/** Waits for the element with this role and accessible name. */
export async function findByRole(page: Page, role: Role, name: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(selectorFor(role, name));
  if (!found) throw new Error(`There is no ${role} "${name}"`);
  return found;
}

/** Whether the element is on the page right now. */
export async function isShown(page: Page, role: Role, name: string): Promise<boolean> {
  return (await page.$(selectorFor(role, name))) !== null;
}

/** Waits until the element can be clicked, and clicks it. */
export async function clickByRole(page: Page, role: Role, name: string): Promise<void> {
  await clickSelector(page, selectorFor(role, name));
}

/** @throws Error that names the selector, which puppeteer's own error does not */
export async function clickSelector(page: Page, selector: string): Promise<void> {
  await whenStill(page, selector)
    .click()
    .catch((cause: unknown) => {
      throw new Error(`Could not click ${selector}`, { cause });
    });
}

/** Clicks an element that leads to another page, and waits for that page. */
export async function navigateByClick(page: Page, role: Role, name: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), clickByRole(page, role, name)]);
}

/** Types a text key by key and replaces what the field holds. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await clickByRole(page, 'textbox', name);
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}

/** The value of a field. */
export async function valueOf(page: Page, name: string): Promise<string> {
  const field = await findByRole(page, 'textbox', name);
  return field.evaluate((input) => (input as HTMLInputElement).value);
}

/** Waits until the first page shows who is signed in. */
export async function signedInName(page: Page): Promise<string> {
  await page.waitForSelector('h1 bdi');
  return page.$eval('h1 bdi', (name) => name.innerText);
}

/** Waits for an error text in the tag. */
export async function shownError(page: Page): Promise<string> {
  const line = await page.waitForSelector('wechat-mp-login >>> [part=error]', { visible: true });
  return line?.evaluate((element) => (element as HTMLElement).innerText.trim()) ?? '';
}
