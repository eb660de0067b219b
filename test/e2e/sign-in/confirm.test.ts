/** The chat asks before a scan signs somebody in: each mode in the demo. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import type { DemoConfig } from '../../../demo/config.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { startDemo, type RunningDemo } from '../../../demo/start.js';
import { confirm, readReply, scan } from '../../support/e2e/demo/phone.js';
import { openShop, signedInName } from '../../support/e2e/demo/shop-page.js';
import { closePages, untilState } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const view = { width: 1280, height: 900 };
const wechatId = 'chenYu';

async function withDemo(
  settings: DemoConfig['confirm'] | Pick<DemoConfig, 'confirm' | 'keepBrowsers'>,
  use: (demo: RunningDemo, open: (path?: string) => Promise<Page>) => Promise<void>,
): Promise<void> {
  const chosen = typeof settings === 'string' ? { confirm: settings } : settings;
  const config = { port: 0, newAccounts: 'create', ...chosen } as const;
  const demo = await startDemo(config, () => undefined);
  const browser = await sharedBrowser();
  const errors: string[][] = [];
  try {
    await use(demo, async (path = '/?lang=en') => {
      const { page, consoleErrors } = await openShop(browser, demo, path, view);
      errors.push(consoleErrors);
      return page;
    });
    assert.deepEqual(errors.flat(), []);
  } finally {
    await closePages(browser);
    await demo.stop();
  }
}

async function say(page: Page, text: string): Promise<void> {
  await page
    .locator('wechat-phone >>> .compose input, wechat-phone >>> .compose textarea')
    .fill(text);
  await page.locator('wechat-phone >>> .send').click();
}

async function signOut(page: Page): Promise<void> {
  await Promise.all([
    page.waitForNavigation(),
    page.locator('form[action^="/sign-out"] button').click(),
  ]);
}

/** Scans, and reads on the phone whether the chat asks before it says that the person is signed in. */
async function signIn(page: Page): Promise<{ isAsked: boolean }> {
  await scan(page, wechatId);
  const reached = await page.waitForFunction(() =>
    document.querySelector('h1 bdi')
      ? 'signed in'
      : document.querySelector<WechatMpLogin>('wechat-mp-login:defined')?.state.type ===
          'confirm' && 'confirm',
  );
  const isAsked = (await reached.jsonValue()) === 'confirm';
  if (isAsked) await confirm(page);
  assert.notEqual(await signedInName(page), '');
  return { isAsked };
}

describe('A login that the chat asks about', () => {
  test('auto: neither a new person nor a known browser is asked, an account in another browser is', async () => {
    await withDemo({ confirm: 'auto', keepBrowsers: true }, async (_, open) => {
      const first = await open();
      assert.deepEqual(await signIn(first), { isAsked: false }, 'the person is new');
      await signOut(first);
      assert.deepEqual(await signIn(first), { isAsked: true }, 'nobody has confirmed here');
      await signOut(first);
      assert.deepEqual(await signIn(first), { isAsked: false }, 'the browser is known');
      const other = await open();
      assert.deepEqual(await signIn(other), { isAsked: true }, 'this browser is another');
    });
  });

  test('auto: a browser that has signed out is asked again', async () => {
    await withDemo('auto', async (_, open) => {
      const page = await open();
      assert.deepEqual(await signIn(page), { isAsked: false }, 'the person is new');
      for (let times = 0; times < 2; times++) {
        await signOut(page);
        assert.deepEqual(await signIn(page), { isAsked: true });
      }
    });
  });

  test('tap: signed in after Confirm, and the question says where and when', async () => {
    await withDemo('tap', async (_, open) => {
      const page = await open();
      await scan(page, wechatId);
      const question = await readReply(page, /Not me/);
      assert.match(question, /Chrome/);
      assert.match(question, /Shanghai/);
      assert.match(question, /\d\d:\d\d/);
      await confirm(page);
      assert.notEqual(await signedInName(page), '');
    });
  });

  test('digits: signed in after the digits of the page are sent', async () => {
    await withDemo('digits', async (_, open) => {
      const page = await open();
      await scan(page, wechatId);
      await untilState(page, 'confirm');
      const digits = await page.$eval('wechat-mp-login', ({ state }) =>
        state.type === 'confirm' && state.mode === 'digits' ? state.digits : '',
      );
      assert.match(digits, /^\d{6}$/);
      await say(page, digits);
      assert.notEqual(await signedInName(page), '');
    });
  });

  test('none: signed in by the scan alone', async () => {
    await withDemo('none', async (_, open) => {
      const page = await open();
      await scan(page, wechatId);
      assert.notEqual(await signedInName(page), '');
    });
  });
});
