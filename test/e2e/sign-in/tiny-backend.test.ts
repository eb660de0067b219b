/** The tag with a minimal backend of one file, which has only the core level. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { start } from '../../../examples/tiny-backend.js';
import { createSimulator } from '../../../src/simulator/index.js';
import type { Simulator } from '../../../src/simulator/index.js';
import { closePages, readQrCode, untilState } from '../../support/e2e/page/browser.js';
import { proxyTo, startSite, stop } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { qrCodeUrl, openObserved } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

describe('The tag with the tiny backend', () => {
  let browser: Browser;
  let site: Site;
  let simulator: Simulator;
  let tiny: Server;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startSite()]);
    simulator = createSimulator();
    const { account, fetch } = simulator;
    account.callbackUrl = `${site.origin}/wechat-login/wechat/default`;
    const env = {
      PUBLIC_URL: `${site.origin}/wechat-login`,
      WECHAT_APP_ID: account.appId,
      WECHAT_APP_SECRET: account.appSecret,
      WECHAT_TOKEN: account.token,
      WECHAT_AES_KEY: account.encodingAesKey,
    };
    tiny = (await start({ port: 0, env, fetch })) as Server;
    if (!tiny.listening) await once(tiny, 'listening');
    site.backend = proxyTo((tiny.address() as AddressInfo).port);
  });
  afterEach(() => closePages(browser));
  after(async () => {
    await site.stop();
    await stop(tiny);
  });

  /** Reads the QR code on the page, scans it with a phone, and waits until the page is signed in. */
  async function signIn(person: number) {
    const url = site.add('<wechat-mp-login backend="/wechat-login"></wechat-mp-login>');
    const { page, skip, observations, pageErrors } = await openObserved(browser, url);
    await untilState(page, 'ready');
    const tag = await page.$('wechat-mp-login');
    assert.ok(tag);
    const read = await readQrCode(tag);
    assert.equal(read, await qrCodeUrl(page));

    const { phone } = simulator;
    const id = (await phone.people())[person]?.id ?? '';
    const result = await phone.scan(id, read);
    if (result.type === 'profile') await phone.follow(id, result.scanId);
    await simulator.idle();
    // The tag polls this backend every two seconds.
    await skip(2000);
    await untilState(page, 'success');

    const { events, violations } = await observations();
    const [success] = events;
    assert.ok(success?.type === 'success' && events.length === 1);
    assert.deepEqual(violations, []);
    assert.deepEqual(pageErrors, []);
    const me = (): Promise<unknown> =>
      page.evaluate(async () => (await fetch('/me')).json() as unknown);
    assert.deepEqual(await me(), { name: success.name });
    await page.reload();
    assert.deepEqual(await me(), { name: success.name }, 'a reload keeps the session');
    return success;
  }

  test('a new visitor follows and is signed in', async () => {
    assert.equal((await signIn(0)).isNew, true);
  });

  test('a returning visitor only scans, and another visitor gets another account', async () => {
    const first = await signIn(1);
    const again = await signIn(1);
    assert.deepEqual([first.isNew, again.isNew, again.name], [true, false, first.name]);
    assert.notEqual((await signIn(2)).name, first.name);
  });
});
