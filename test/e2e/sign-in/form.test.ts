/** A plain form without a script of its own: the server exchanges the code that the field sends. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { createCodeSessions } from '../../../src/accounts/index.js';
import { closePages } from '../../support/e2e/page/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { openObserved, qrCodeUrl } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';

const secret = 'a secret of thirty-two characters'.replaceAll(' ', '-');

describe('A plain form with <wechat-mp-login>', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startSite()]);
  });
  afterEach(() => closePages(browser));
  after(() => site.stop());

  test('sends the one-time code by itself, and the server learns who signed in', async () => {
    const backend = createTestBackend(site.origin, [], {
      sessions: createCodeSessions({ secret }),
    });
    const received: string[] = [];

    async function exchange(form: string): Promise<string> {
      received.push(form);
      const code = new URLSearchParams(form).get('wechat_code');
      const answer = await fetch(`${site.origin}/wechat-login/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
        body: JSON.stringify({ code }),
      });
      return `${answer.status} ${await answer.text()}`;
    }

    const listener: RequestListener = (request, response) => {
      if (request.url !== '/sign-in') {
        backend.listener(request, response);
        return;
      }
      void text(request)
        .then(exchange)
        .then((said) => response.writeHead(200, { 'Content-Type': 'text/plain' }).end(said));
    };
    site.backend = listener;
    const observed = await openObserved(
      browser,
      site.add(
        `<form method="post" action="/sign-in">
          <label>Invitation <input name="invitation" value="spring"></label>
          <wechat-mp-login name="wechat_code" backend="/wechat-login" required>
            <label slot="terms"><input type="checkbox" required> I accept the terms.</label>
          </wechat-mp-login>
        </form>`,
        { forms: "'self'" },
      ),
    );
    const { page, untilState } = observed;
    await page.waitForFunction(
      `document.querySelector('wechat-mp-login').shadowRoot?.querySelector('h2')?.textContent.includes('terms')`,
      { polling: 10 },
    );
    assert.ok(!backend.requests.includes('POST /attempts'));
    // By keyboard alone.
    await page.focus('wechat-mp-login input');
    await page.keyboard.press('Space');
    await untilState('ready');
    const gone = page.waitForNavigation();
    await backend.scan(await qrCodeUrl(page));
    await gone;
    const shown = await page.$eval('body', ({ textContent }) => textContent);
    assert.match(shown, /^200 .*"account"/);
    assert.equal(received.length, 1);
    assert.match(received[0] ?? '', /^invitation=spring&wechat_code=[\w-]+$/);
    // The code is spent, and the browser has not kept it.
    await page.goBack();
    await page.waitForSelector('wechat-mp-login');
    assert.equal(await page.$eval('wechat-mp-login', ({ value }) => value), '');
    assert.equal(received.length, 1);
    assert.deepEqual([...observed.pageErrors, ...observed.developerErrors], []);
  });
});
