/** A visitor's page with its ears open: states, policy violations and the developer's console. */
import type { Browser, Page } from 'puppeteer-core';
import type { WechatMpLogin } from '../../../../src/index.js';
import { pageClock } from './page-clock.js';

/** Runs before the page's own scripts. */
const ears = `(() => {
  // The TypeScript loader keeps functions' names by a helper that the page does not have.
  globalThis.__name = (value) => value;
  // Back-offs are random up to a ceiling: here they take no time at all.
  Math.random = () => 0;
  const heard = { states: [], events: [], violations: [] };
  globalThis.heard = heard;
  addEventListener('wechat-mp-login-state', ({ state, target }) => {
    heard.states.push((target.id ? target.id + ' ' : '') + state.type);
  });
  addEventListener('wechat-mp-login-success', ({ account, isNew }) => {
    heard.events.push({ type: 'success', name: account.name, isNew });
  });
  addEventListener('wechat-mp-login-error', ({ code, retryable }) => {
    heard.events.push({ type: 'error', code, retryable });
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    heard.violations.push([violatedDirective, blockedURI, sample].join(' '));
  });
})()`;

export type Told =
  | { readonly type: 'success'; readonly name: string; readonly isNew: boolean }
  | { readonly type: 'error'; readonly code: string; readonly retryable: boolean };

export interface Heard {
  /** Types of the states, in their order; after the tag's id where it has one. */
  readonly states: readonly string[];
  /** Success and error events. */
  readonly events: readonly Told[];
  readonly violations: readonly string[];
}

export interface Visit {
  readonly page: Page;
  /** Lines of the tag's on console.error. */
  readonly advice: readonly string[];
  /** Errors that nobody caught. */
  readonly crashes: readonly string[];
  readonly heard: () => Promise<Heard>;
  /** Makes the page so many milliseconds older. */
  readonly skip: (ms: number) => Promise<void>;
  /** Waits until its tag is in this state, also where the page is hidden and draws nothing. */
  readonly until: (type: string) => Promise<void>;
  /** Makes it older, second by second, until its tag is in this state. */
  readonly hurry: (type: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const view = { width: 900, height: 700 };

/** Opens a page of its own jar of cookies, whose clock can be moved on. */
export async function visit(browser: Browser, url: string): Promise<Visit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const advice: string[] = [];
  const crashes: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('<wechat-mp-login>')) advice.push(message.text());
  });
  page.on('pageerror', (error) => crashes.push(String(error)));
  await page.setViewport(view);
  await page.evaluateOnNewDocument(pageClock);
  await page.evaluateOnNewDocument(ears);
  await page.goto(url);
  return {
    page,
    advice,
    crashes,
    heard: () => page.evaluate('heard') as Promise<Heard>,
    skip: (ms) => page.evaluate(`skip(${ms})`) as Promise<void>,
    async until(type) {
      await page.waitForFunction(isIn(type), { polling: 10 });
    },
    async hurry(type) {
      const older = 'idle() && skip(1000).then(() => false)';
      await page.waitForFunction(`${isIn(type)} || (${older})`, { polling: 10 });
    },
    close: () => context.close(),
  };
}

function isIn(type: string): string {
  return `document.querySelector('wechat-mp-login')?.state.type === ${JSON.stringify(type)}`;
}

/** What the visitor reads on a tag. */
export interface Words {
  readonly title: string;
  readonly text: string;
  /** The words on the button; '' where there is none. */
  readonly button: string;
}

/** The words that are on the screen in this language, once they are. */
export async function wordsIn(page: Page, lang: string): Promise<Words> {
  const words = await page.waitForFunction(
    (wanted) => {
      const tag = document.querySelector('wechat-mp-login');
      const root = tag?.shadowRoot;
      if (!tag || !root) return undefined;
      tag.lang = wanted;
      if (root.querySelector('[part=card]')?.getAttribute('lang') !== wanted) return undefined;
      const read = (part: string): string =>
        root.querySelector<HTMLElement>(`[part=${part}]`)?.innerText.trim() ?? '';
      return { title: read('title'), text: read('text'), button: read('button') };
    },
    {},
    lang,
  );
  return words.jsonValue() as Promise<Words>;
}

/** The text of the code that a tag shows. */
export async function codeOf(page: Page, selector = 'wechat-mp-login'): Promise<string> {
  return page.$eval(
    selector,
    (tag) => (tag as Partial<Pick<WechatMpLogin, 'state'>>).state?.shown?.url ?? '',
  );
}
