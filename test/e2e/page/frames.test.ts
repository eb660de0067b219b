/** A page with the tag, embedded by pages of other origins, in a real browser. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, BrowserContext, Frame, Page } from 'puppeteer-core';
import { createTestBackend } from '../../support/e2e/backend.js';
import { closePages, untilState, whenStill } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';

const tag = '<wechat-mp-login lang="en" backend="/wechat-login"></wechat-mp-login>';

describe('A page with the tag in a frame', () => {
  let browser: Browser;
  /** Each has an origin of its own. */
  let site: Site;
  let portal: Site;
  let stranger: Site;
  let context: BrowserContext;
  before(async () => {
    [browser, site, portal, stranger] = await Promise.all([
      sharedBrowser(),
      startSite(),
      startSite(),
      startSite(),
    ]);
  });
  afterEach(() => closePages(browser));
  after(() => Promise.all([site, portal, stranger].map((each) => each.stop())));

  /** A page around another one. */
  const around = (outer: Site, address: string): string =>
    outer.add(`<iframe src="${address}"></iframe>`, { frames: new URL(address).origin });

  interface Visit {
    readonly page: Page;
    readonly frame: Frame;
    readonly card: (selector: string) => Promise<string | undefined>;
  }

  /** Opens a page, and scans the QR code of the tag in it as a person without an account. */
  async function scanIn(address: string, frameAncestors: readonly string[]): Promise<Visit> {
    const backend = createTestBackend(site.origin, [], { newAccounts: 'ask', frameAncestors });
    site.backend = backend.listener;
    context = await browser.createBrowserContext();
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.setViewport({ width: 900, height: 900 });
    await page.goto(address);
    // The innermost one has the tag.
    const frame = page.frames().findLast((each) => each.url().startsWith(site.origin));
    assert.ok(frame);
    await untilState(frame, 'ready');
    const url = await frame.$eval('wechat-mp-login', (it) => it.state.shown?.url ?? '');
    await backend.scan(url);
    const card = (selector: string): Promise<string | undefined> =>
      frame.$eval(
        'wechat-mp-login',
        (it, wanted) => it.shadowRoot?.querySelector(wanted)?.textContent.trim(),
        selector,
      );
    return { page, frame, card };
  }

  async function assertRefused({ frame, card }: Visit): Promise<void> {
    await untilState(frame, 'error');
    await frame.waitForSelector('>>> ::-p-text(One step left)');
    assert.equal(await card('[part=text]'), 'For your safety, open this in a window of its own.');
    assert.equal(await card('wechat-mp-binding'), undefined, 'no prompts');
  }

  async function assertAsked({ frame }: Visit): Promise<void> {
    await untilState(frame, 'binding');
    await frame.waitForSelector('>>> ::-p-text(I have an account)');
  }

  test('a page of another origin above: the card says why, and its button opens a window', async () => {
    const address = site.add(tag);
    const visit = await scanIn(around(portal, address), []);
    await assertRefused(visit);
    const opened = context.waitForTarget((target) => target.url() === address);
    await whenStill(visit.frame, '>>> [part=button]').click();
    const page = await (await opened).page();
    assert.ok(page);
    await page.bringToFront();
    await untilState(page, 'ready');
    assert.equal(await page.evaluate('window.opener'), null);
    await context.close();
    // There, the same scan leads to the prompts.
    await assertAsked(await scanIn(address, []));
  });

  const cases: readonly (readonly [what: string, page: () => string, isAsked: boolean])[] = [
    ['that the backend names', () => around(portal, site.add(tag)), true],
    ['that it does not name', () => around(stranger, site.add(tag)), false],
    [
      'that it names, inside one that it does not name',
      () => around(stranger, around(portal, site.add(tag))),
      false,
    ],
    [
      'that it names, around one of its own origin',
      () => around(portal, around(site, site.add(tag))),
      true,
    ],
    ['of its own origin', () => around(site, site.add(tag)), true],
  ];
  for (const [what, page, isAsked] of cases) {
    test(`a page above ${what}: the prompts are ${isAsked ? '' : 'not '}shown`, async () => {
      const visit = await scanIn(page(), [portal.origin]);
      await (isAsked ? assertAsked : assertRefused)(visit);
    });
  }
});
