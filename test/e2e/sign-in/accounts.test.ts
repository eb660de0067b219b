/** Two official accounts in the demo: the choice by keyboard, and a sign-in by message at the second. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startDemo } from '../../../demo/start.js';
import { remotePhone } from '../../../src/simulator/index.js';
import { openShop, signedInName } from '../../support/e2e/demo/shop-page.js';
import { closePages, untilState } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

describe('A page with two official accounts', () => {
  test('a visitor chooses the subscription account by keyboard, sends the digits, and is signed in', async () => {
    const settings = { port: 0, confirm: 'auto', newAccounts: 'create', hasNews: true } as const;
    const [demo, browser] = await Promise.all([
      startDemo(settings, () => undefined),
      sharedBrowser(),
    ]);
    after(async () => {
      await closePages(browser);
      await demo.stop();
    });
    const view = { width: 1280, height: 900 };
    const { page, consoleErrors } = await openShop(browser, demo, '/?lang=en', view);
    const tab = (name: string) => `wechat-mp-login >>> [role=tab]::-p-text(${name})`;
    await page.locator(tab('山岚商店')).wait();
    await page.focus('wechat-mp-login >>> [role=tab][aria-selected=true]');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    const digits = await page.waitForFunction(() => {
      const { state } = document.querySelector('wechat-mp-login') ?? {};
      return state?.type === 'ready' && state.shown.method === 'message' && state.shown.digits;
    });
    const focused = await page.$eval('wechat-mp-login', ({ shadowRoot }) => {
      const { activeElement } = shadowRoot ?? {};
      return [activeElement?.role, activeElement?.ariaSelected, activeElement?.textContent];
    });
    assert.deepEqual(focused, ['tab', 'true', '山岚来信'], 'the focus stays on the tab');

    const phone = remotePhone(`${demo.origin}/simulator`);
    const [person] = await phone.people();
    const id = person?.id ?? '';
    const found = await phone.search(id, '山岚来信');
    assert.ok(found.type === 'profile');
    await phone.follow(id, found.scanId);
    await phone.send(id, String(await digits.jsonValue()));
    await untilState(page, 'confirm');
    // The reply arrives with the answer to the push.
    await demo.news?.idle();
    const question = (await phone.chat(id)).at(-1)?.text ?? '';
    const [, link = ''] = /href="([^"]*msgmenuid=confirm)"/.exec(question) ?? [];
    await phone.tap(id, link);
    assert.notEqual(await signedInName(page), '');
    // The page asks this account for no QR code, because it offers none.
    assert.deepEqual(consoleErrors, []);
  });
});
