/** What follows a QR code loads once the QR code is there (docs/decisions/0024-first-load.md). */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { closePages } from '../../support/e2e/page/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import type { TestBackend } from '../../support/e2e/backend.js';
import { openObserved, qrCodeUrl } from '../../support/e2e/page/observed-page.js';
import type { ObservedPage } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { until } from '../../support/until.js';

const tag = '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>';
const lateFiles = /\/(watching|after-create|after-qr-code|later|chat)-/;

describe('Files that only follow a QR code', () => {
  let browser: Browser;
  let site: Site;
  let backend: TestBackend;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startSite()]);
  });
  afterEach(async () => {
    await closePages(browser);
    site.withhold(undefined);
  });
  after(() => site.stop());
  beforeEach(() => {
    backend = createTestBackend(site.origin);
    site.backend = backend.listener;
  });

  const lateRequests = (since: number): string[] =>
    site.requested.slice(since).filter((path) => lateFiles.test(path));

  async function untilQrCode({ page, untilState }: ObservedPage): Promise<void> {
    await untilState('ready');
    await page.waitForSelector('>>> .code path');
  }

  test('are not requested before the backend has answered, and at once afterwards', async () => {
    const since = site.requested.length;
    let answerCreate: (() => void) | undefined;
    const hold: RequestListener = (request, response) => {
      answerCreate = () => backend.listener(request, response);
    };
    site.backend = hold;
    const observed = await openObserved(browser, site.add(tag));
    const isRequested = (what: RegExp): boolean =>
      site.requested.slice(since).some((path) => what.test(path));
    await until(() => answerCreate && isRequested(/\/login-/));
    assert.deepEqual(lateRequests(since), []);
    site.backend = backend.listener;
    answerCreate?.();
    await untilQrCode(observed);
    await until(() => backend.openStreams() === 1);
    const needed = ['watching', 'after-create', 'after-qr-code', 'later'];
    assert.ok(needed.every((name) => isRequested(new RegExp(name))));
  });

  test('may come late: the QR code is there, and a scan before them counts', async () => {
    site.withhold(lateFiles, 'keeps waiting');
    const since = site.requested.length;
    const observed = await openObserved(browser, site.add(tag));
    await untilQrCode(observed);
    await until(() => lateRequests(since).length > 0);
    await backend.scan(await qrCodeUrl(observed.page));
    assert.deepEqual((await observed.observations()).states, ['loading', 'ready']);
    site.withhold(undefined);
    await observed.untilState('success');
    assert.deepEqual([...observed.pageErrors, ...observed.developerErrors], []);
  });

  test('may come after the login was cancelled: nothing is watched', async () => {
    site.withhold(lateFiles, 'keeps waiting');
    const observed = await openObserved(browser, site.add(tag));
    await untilQrCode(observed);
    await observed.page.$eval('wechat-mp-login', (it) => it.cancel());
    site.withhold(undefined);
    await observed.untilState('cancelled');
    await observed.page.$eval('wechat-mp-login', (it) => it.start());
    await untilQrCode(observed);
    await until(() => backend.openStreams() === 1);
    assert.deepEqual([...observed.pageErrors, ...observed.developerErrors], []);
  });
});
