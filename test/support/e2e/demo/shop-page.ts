/** Somebody at a browser of their own: what they click, type and read, by its accessible name. */
import type { Browser, ElementHandle, Page } from 'puppeteer-core';
import type { RunningDemo } from '../../../../demo/start.js';
import { open } from '../page/browser.js';
import type { Opened, View } from '../page/browser.js';

export interface Walk extends Opened {
  /** Types of the tag's states, in their order, through all the pages that were visited. */
  readonly states: string[];
  /** What the tag's cards said at a success, just before the next page: title, sentence, account. */
  readonly successes: string[];
  readonly leave: () => Promise<void>;
}

/** Each line that a page tells this way begins so. */
const [stateLine, successLine] = ['state: ', 'success: '];

/** Runs before the page's own scripts. To the console, which outlives the page. */
const ears = `(() => {
  addEventListener('wechat-mp-login-state', ({ state }) => {
    console.debug('${stateLine}' + state.type);
  });
  addEventListener('wechat-mp-login-success', async ({ target }) => {
    await target.updateComplete;
    const parts = ['[part=title]', '[part=text]', '[part=account] bdi'];
    const words = parts.map((part) => target.shadowRoot.querySelector(part).innerText);
    console.debug('${successLine}' + words.join(' · '));
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    console.error('policy violation: ' + violatedDirective + ' ' + blockedURI);
  });
})()`;

/** Opens a page of the shop, in a browser where nobody is signed in. */
export async function enter(
  browser: Browser,
  { origin }: RunningDemo,
  path: string,
  view: View,
): Promise<Walk> {
  const { page, complaints } = await open(browser, 'about:blank', view);
  const [states, successes]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    const text = message.text();
    if (text.startsWith(stateLine)) states.push(text.slice(stateLine.length));
    if (text.startsWith(successLine)) successes.push(text.slice(successLine.length));
  });
  await page.evaluateOnNewDocument(ears);
  await page.goto(`${origin}${path}`);
  const leave = () => page.browserContext().close();
  return { page, complaints, states, successes, leave };
}

type Role = 'button' | 'heading' | 'link' | 'radio' | 'textbox';

const called = (role: Role, name: string): string => `::-p-aria([name="${name}"][role="${role}"])`;

/** What assistive technology knows by this role and name, once it is there. */
export async function see(page: Page, role: Role, name: string): Promise<ElementHandle> {
  const found = await page.waitForSelector(called(role, name));
  if (!found) throw new Error(`There is no ${role} "${name}"`);
  return found;
}

/** Whether it is there right now. */
export async function sees(page: Page, role: Role, name: string): Promise<boolean> {
  return (await page.$(called(role, name))) !== null;
}

/** Clicks it, once it can be clicked. */
export async function choose(page: Page, role: Role, name: string): Promise<void> {
  await click(page, called(role, name));
}

/** @throws Error that says what there was not, as the locator's own does not */
export async function click(page: Page, selector: string): Promise<void> {
  await page
    .locator(selector)
    .click()
    .catch((cause: unknown) => {
      throw new Error(`It could not be clicked: ${selector}`, { cause });
    });
}

/** Goes to another page by a click, and waits for it. */
export async function go(page: Page, role: Role, name: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), choose(page, role, name)]);
}

/** Key by key, in place of what stands there. */
export async function type(page: Page, name: string, text: string): Promise<void> {
  await choose(page, 'textbox', name);
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type(text);
}

/** What stands in a field. */
export async function typed(page: Page, name: string): Promise<string> {
  const field = await see(page, 'textbox', name);
  return field.evaluate((input) => (input as HTMLInputElement).value);
}

/** Who is signed in, as the shop's first page greets them. */
export async function greeted(page: Page): Promise<string> {
  await page.waitForSelector('h1 bdi');
  return page.$eval('h1 bdi', (name) => name.innerText);
}

/** The sentence that stands at a mistake, once it is there. */
export async function mistake(page: Page): Promise<string> {
  const line = await page.waitForSelector('wechat-mp-login >>> [part=error]', { visible: true });
  return line?.evaluate((element) => (element as HTMLElement).innerText.trim()) ?? '';
}
