/** The tag needs no exception in a strict Content-Security-Policy, in any state. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { createTestBackend } from '../../support/e2e/backend.js';
import { closePages, press } from '../../support/e2e/page/browser.js';
import { excusePages } from '../../support/e2e/page/policy.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { qrCodeUrl, openObserved, shownTextsIn } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { singleFile } from '../../support/e2e/single-file.js';

const tag = '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>';

describe('Under a strict Content-Security-Policy with Trusted Types', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    // First, so that it is stopped whatever happens below.
    site = await startSite();
    const [shared, body] = await Promise.all([sharedBrowser(), singleFile()]);
    browser = shared;
    site.serve('/single.js', { body, type: 'text/javascript; charset=utf-8' });
  });
  afterEach(() => closePages(browser));
  after(async () => {
    await site.stop();
  });

  for (const [bundle, script] of [
    ['the modules', '/assets/page.js'],
    ['the single file', '/single.js'],
  ] as const) {
    test(`${bundle}: no violation, from an error to success`, async () => {
      const backend = createTestBackend(site.origin);
      site.backend = (_, response) => response.writeHead(500).end();
      const { page, developerErrors, pageErrors, observations, skipToState, skip } =
        await openObserved(browser, site.add(tag, { script }));
      await skipToState('error');
      const { button } = await shownTextsIn(page, 'zh-Hans');
      site.backend = backend.listener;
      await press(page, button);
      await skipToState('ready');
      // Draws the ring for the remaining time again.
      await skip(2000);
      await page.$eval('wechat-mp-login', (login) => {
        login.cancel();
      });
      await skipToState('cancelled');
      await press(page, (await shownTextsIn(page, 'en')).button);
      await skipToState('ready');
      await backend.scan(await qrCodeUrl(page));
      await skipToState('success');
      const { states, violations } = await observations();
      assert.deepEqual(
        [...new Set(states)],
        ['loading', 'error', 'ready', 'cancelled', 'approved', 'success'],
      );
      assert.deepEqual(violations, []);
      assert.deepEqual(pageErrors, []);
      assert.equal(developerErrors.length, 1);
    });
  }

  test('a violation is recorded', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const address = site.add(tag);
    excusePages(({ href }) => href === address);
    const { page, observations, untilState } = await openObserved(browser, address);
    await untilState('ready');
    await page.evaluate(() => {
      document.body.setAttribute('style', 'color: red');
      try {
        document.body.innerHTML = '<b>markup</b>';
      } catch {
        // The policy refuses it, as it should.
      }
    });
    await page.waitForFunction('observed.violations.length === 2');
    const { violations } = await observations();
    assert.match(violations.join(), /style-src-attr/);
    assert.match(violations.join(), /require-trusted-types-for/);
  });

  test('an account name is shown as text, even if it contains markup', async () => {
    const name = '<img src=x onerror=alert(1)>';
    const snapshot = { state: 'pending', rev: 1, expiresIn: 180, interval: 2 };
    const created = {
      ...{ protocol: 1, levels: ['core'], id: 'a'.repeat(22), ...snapshot },
      officialAccount: { key: 'default', name, kind: 'service' },
      present: { type: 'qr', url: 'http://weixin.qq.com/q/02' },
    };
    site.backend = ({ method }, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(method === 'POST' ? created : snapshot));
    };
    const { page, observations, untilState } = await openObserved(browser, site.add(tag));
    await untilState('ready');
    await page.waitForFunction(
      (text) => document.querySelector('wechat-mp-login')?.shadowRoot?.textContent.includes(text),
      { polling: 10 },
      name,
    );
    assert.equal(await page.$('>>> img[src=x]'), null);
    assert.deepEqual((await observations()).violations, []);
  });
});
