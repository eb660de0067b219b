/** A page that records what its tags do: states, events, policy violations and the developer's console. */
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import type { WechatMpLogin } from '../../../../src/index.js';
import { untilState } from './browser.js';
import { pageClock } from './page-clock.js';

/**
 * Runs before the page's own scripts.
 * @param random in place of the random part of pauses: retries wait for up to a maximum
 */
const recorder = (random: number): string => `(() => {
  // The TypeScript loader wraps functions in this helper to keep their names. The page lacks it.
  globalThis.__name = (value) => value;
  Math.random = () => ${random};
  const observed = { states: [], events: [], violations: [] };
  globalThis.observed = observed;
  addEventListener('wechat-mp-login-state', ({ state, target }) => {
    observed.states.push((target.id ? target.id + ' ' : '') + state.type);
  });
  addEventListener('wechat-mp-login-success', ({ account, isNew }) => {
    observed.events.push({ type: 'success', name: account.name, isNew });
  });
  addEventListener('wechat-mp-login-error', ({ code, retryable }) => {
    observed.events.push({ type: 'error', code, retryable });
  });
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    observed.violations.push([violatedDirective, blockedURI, sample].join(' '));
  });
})()`;

export type ObservedEvent =
  | { readonly type: 'success'; readonly name: string; readonly isNew: boolean }
  | { readonly type: 'error'; readonly code: string; readonly retryable: boolean };

export interface Observations {
  /** Types of the states, in order. If the tag has an id, it stands before the type. */
  readonly states: readonly string[];
  /** Success and error events. */
  readonly events: readonly ObservedEvent[];
  readonly violations: readonly string[];
}

export interface ObservedPage {
  readonly page: Page;
  /** The lines that the tag wrote to the console for the developer. */
  readonly developerErrors: readonly string[];
  /** Uncaught errors. */
  readonly pageErrors: readonly string[];
  readonly observations: () => Promise<Observations>;
  /** Moves the page's clock forward. */
  readonly skip: (ms: number) => Promise<void>;
  /** Waits until the tag is in this state, also while the page is hidden and draws nothing. */
  readonly untilState: (type: string) => Promise<void>;
  /** Moves the page's clock forward, second by second, until the tag is in this state. */
  readonly skipToState: (type: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

const view = { width: 900, height: 700 };

/**
 * Opens a page with a clock that can be moved forward, and with its own cookies unless it is one of
 * several tabs of one context.
 *
 * @param random what `Math.random` returns; with 0, retries do not wait at all
 */
export async function openObserved(
  browser: Browser,
  url: string,
  tabsOf?: BrowserContext,
  random = 0,
): Promise<ObservedPage> {
  const context = tabsOf ?? (await browser.createBrowserContext());
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const developerErrors: string[] = [];
  const pageErrors: string[] = [];
  page.on('console', (message) => {
    if (message.text().startsWith('<wechat-mp-login>')) developerErrors.push(message.text());
  });
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  await page.setViewport(view);
  await page.evaluateOnNewDocument(pageClock);
  await page.evaluateOnNewDocument(recorder(random));
  await page.goto(url);
  return {
    page,
    developerErrors,
    pageErrors,
    observations: () => page.evaluate('observed') as Promise<Observations>,
    skip: (ms) => page.evaluate(`skip(${ms})`) as Promise<void>,
    untilState: (type) => untilState(page, type),
    async skipToState(type) {
      const skipASecond = 'idle() && skip(1000).then(() => false)';
      await page.waitForFunction(`${isInState(type)} || (${skipASecond})`, { polling: 10 });
    },
    close: () => context.close(),
  };
}

function isInState(type: string): string {
  return `document.querySelector('wechat-mp-login:defined')?.state.type === ${JSON.stringify(type)}`;
}

/** The texts that a tag shows. */
export interface ShownTexts {
  readonly title: string;
  readonly text: string;
  /** The label of the button; '' if there is none. */
  readonly button: string;
}

/** Sets the tag's language, waits until its texts are shown in it, and reads them. */
export async function shownTextsIn(page: Page, lang: string): Promise<ShownTexts> {
  const texts = await page.waitForFunction(
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
  return texts.jsonValue() as Promise<ShownTexts>;
}

/** The address in the QR code that a tag shows. */
export async function qrCodeUrl(page: Page, selector = 'wechat-mp-login'): Promise<string> {
  return page.$eval(
    selector,
    (tag) => (tag as Partial<Pick<WechatMpLogin, 'state'>>).state?.shown?.url ?? '',
  );
}
