/** A captcha before the QR code, by a provider's widget in the slot `captcha`, in a real browser. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { closePages } from '../../support/e2e/page/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { openObserved, qrCodeUrl } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { until } from '../../support/until.js';

/** A provider's widget: a field to type the token in, inside of a shadow root. */
const provider = `
import '/assets/page.js';
customElements.define('fake-captcha', class extends HTMLElement {
  connectedCallback() {
    const field = document.createElement('input');
    field.ariaLabel = 'Captcha';
    field.onchange = () => this.callback(field.value);
    this.attachShadow({ mode: 'open', delegatesFocus: true }).append(field);
  }
});
document.addEventListener('wechat-mp-login-error', (event) => {
  if (event.code !== 'captcha_required') return;
  const widget = document.createElement('fake-captcha');
  widget.id = event.siteKey;
  widget.callback = (token) => event.solve(token);
  document.querySelector('#captcha').replaceChildren(widget);
});`;

const tag =
  '<wechat-mp-login backend="/wechat-login"><div slot="captcha" id="captcha"></div></wechat-mp-login>';

describe('A captcha in the card', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startSite()]);
    site.serve('/captcha.js', { body: provider, type: 'text/javascript; charset=utf-8' });
  });
  afterEach(() => closePages(browser));
  after(() => site.stop());

  test('a refused token asks again, and a solved one shows a QR code, all by the keyboard', async () => {
    const tokens: string[] = [];
    const challenges: unknown[] = [];
    const backend = createTestBackend(site.origin, [], {
      captcha: {
        siteKey: 'site-key-1',
        needed: () => true,
        verify(token) {
          tokens.push(token);
          return Promise.resolve(token === 'right');
        },
      },
    });
    site.backend = backend.listener;
    const observed = await openObserved(browser, site.add(tag, { script: '/captcha.js' }));
    const { page } = observed;
    page.on('request', (request) => {
      void request.fetchPostData().then((body = '{}') => {
        const { challenge } = JSON.parse(body) as { challenge?: unknown };
        if (challenge) challenges.push(challenge);
      });
    });

    const widget = await page.waitForSelector('#site-key-1');
    await observed.untilState('error');
    await page.waitForSelector('>>> ::-p-text(One quick check)');
    const button = await page.$('>>> [part=button]');
    assert.ok(!(await button?.isVisible()), 'the widget stands in its place');
    // The first stop of the keyboard on the page.
    await page.keyboard.press('Tab');
    const isFocused = () => widget?.evaluate((it) => it === document.activeElement);
    assert.ok(await isFocused());

    await page.keyboard.type('wrong\n');
    await page.waitForFunction((old) => !old?.isConnected, {}, widget);
    await observed.untilState('error');
    assert.deepEqual(tokens, ['wrong']);
    assert.ok(
      await page.evaluate("document.querySelector('wechat-mp-login').matches(':focus-within')"),
      'the focus stays in the card',
    );
    await page.keyboard.press('Tab');
    await page.keyboard.type('right\n');
    await observed.untilState('ready');
    assert.deepEqual(tokens, ['wrong', 'right']);
    // The last attempt is checked by a second request.
    await until(() => challenges.length === 3);
    assert.equal(new Set(challenges).size, tokens.length, 'each token comes with a new verifier');
    assert.ok(
      await page.evaluate("document.querySelector('wechat-mp-login').matches(':focus-within')"),
    );

    await until(() => backend.openStreams() === 1);
    await backend.scan(await qrCodeUrl(page));
    await observed.untilState('success');
    const { states, events, violations } = await observed.observations();
    assert.deepEqual(
      states.filter((state) => state !== 'loading'),
      ['error', 'error', 'ready', 'approved', 'success'],
    );
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'error' ? [event.code] : [])),
      ['captcha_required', 'captcha_required'],
    );
    assert.deepEqual([...violations, ...observed.pageErrors], []);
  });
});
