/** The demo without a mouse. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, KeyInput, Page } from 'puppeteer-core';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { launch } from '../../support/e2e/page/browser.js';
import { visit } from '../../support/e2e/page/observed-page.js';
import type { Visit } from '../../support/e2e/page/observed-page.js';

/** More than there are things to reach on any of these pages. */
const maxTabs = 40;

/** While `shortLived` is set, codes count for a hundredth of a second. Runs in the page. */
const shortLivedCodes = `(() => {
  const { fetch } = globalThis;
  globalThis.shortLived = true;
  globalThis.fetch = async (...given) => {
    const answer = await fetch(...given);
    if (!globalThis.shortLived || !answer.url.endsWith('/attempts')) return answer;
    return Response.json({ ...(await answer.json()), expiresIn: 0.01 }, answer);
  };
})()`;

interface Focused {
  /** What it is called. */
  readonly name: string;
  /** Whether one sees that it has the focus. */
  readonly isMarked: boolean;
  /** The element in the document that it is, or is in the shadow of. */
  readonly within: string;
}

/** What has the focus, in shadow roots too. */
function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element;
    const style = element && getComputedStyle(element);
    return {
      name: element?.getAttribute('aria-label') ?? label?.textContent.trim() ?? '',
      isMarked:
        (element?.matches(':focus-visible') ?? false) &&
        (style?.outlineStyle !== 'none' || style.boxShadow !== 'none'),
      within: document.activeElement?.localName ?? '',
    };
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < maxTabs; tabs++) {
    await page.keyboard.press('Tab');
    const at = await focused(page);
    if (at.name === name) {
      assert.ok(at.isMarked, `one sees that "${name}" has the focus`);
      return;
    }
    passed.push(at.name);
  }
  assert.fail(`"${name}" is not reached by Tab, only ${passed.join(', ')}`);
}

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.sendCharacter(text);
}

/** Presses a key that leads to another page, and waits for that. */
async function go(page: Page, key: KeyInput): Promise<number> {
  const [response] = await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
  return response?.status() ?? 0;
}

const headline = (page: Page): Promise<string> => page.$eval('h1', (it) => it.innerText);

describe('The demo with the keyboard alone', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  beforeEach(async () => {
    demo = await startDemo({ port: 0, confirm: 'none', newAccounts: 'create' }, () => undefined);
  });
  afterEach(async () => {
    // A page that is left open would go on asking for its backend.
    for (const context of browser.browserContexts()) {
      if (context !== browser.defaultBrowserContext()) await context.close();
    }
    await demo.stop();
  });

  async function signIn(): Promise<Visit> {
    const seen = await visit(browser, `${demo.origin}/?lang=en`);
    const { page } = seen;
    await seen.until('ready');
    await tabTo(page, 'Scan');
    await page.keyboard.press('Enter');
    const found = await page.waitForSelector('::-p-aria([name="Follow"][role="button"])');
    assert.ok(found);
    await tabTo(page, 'Follow');
    await go(page, 'Enter');
    return seen;
  }

  test('a code that has expired is refreshed, and the focus stays where it was', async () => {
    const { page, heard, until } = await visit(browser, 'about:blank');
    await page.evaluateOnNewDocument(shortLivedCodes);
    await page.goto(`${demo.origin}/?lang=en`);
    await until('expired');
    await tabTo(page, 'Refresh code');
    await page.evaluate('globalThis.shortLived = false');
    await page.keyboard.press('Enter');
    await until('ready');
    const { states } = await heard();
    assert.deepEqual(states.slice(-3), ['expired', 'loading', 'ready']);
    assert.equal((await focused(page)).within, 'wechat-mp-login');
    await tabTo(page, 'Scan');
  });

  test('a person signs in, takes another name and signs out', async () => {
    const { page } = await signIn();
    const given = await headline(page);
    assert.ok(given);
    await tabTo(page, 'What should we call you?');
    await type(page, 'Ada <b>&amp; Mei');
    assert.equal(await go(page, 'Enter'), 200);
    assert.equal(await headline(page), 'Ada <b>&amp; Mei');
    await tabTo(page, 'Sign out');
    await go(page, 'Enter');
    assert.equal(await page.$('h1 bdi'), null);
    assert.ok(await page.$('wechat-mp-login'));
  });

  test('a name that cannot be used is refused beside its field, and the old one stays', async () => {
    const { page } = await signIn();
    const before = await headline(page);
    for (const name of ['   ', 'a\u202Eb', '\u200B']) {
      await tabTo(page, 'What should we call you?');
      await type(page, name);
      assert.equal(await go(page, 'Enter'), 422);
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
      assert.match(sentence ?? '', /1 to 40 characters/);
      assert.ok(below >= 0 && below < 40, 'it stands below its field');
    }
    await tabTo(page, 'What should we call you?');
    await type(page, '小满');
    assert.equal(await go(page, 'Enter'), 200);
    assert.equal(await headline(page), '小满');
    assert.equal(await page.$('#name-error'), null);
  });
});
