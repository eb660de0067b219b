/** What happens to a page while it waits: other tags, sleep, a lost network, leaving and coming back. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import type { Browser, CDPSession } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../../../tools/browsers/browser.js';
import type { WechatMpLogin } from '../../../src/index.js';
import { closePages } from '../../support/e2e/page/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import type { TestBackend } from '../../support/e2e/backend.js';
import { watchPolicies } from '../../support/e2e/page/policy.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { qrCodeUrl, openObserved } from '../../support/e2e/page/observed-page.js';
import type { ObservedPage } from '../../support/e2e/page/observed-page.js';

const tag = '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>';

describe('A page that waits for a scan', () => {
  let browser: Browser;
  let site: Site;
  let backend: TestBackend;
  before(async () => {
    const start = async (): Promise<Browser> =>
      puppeteer.launch({
        executablePath: await findBrowser(),
        args: browserArgs,
        // Puppeteer disables the back-forward cache by default.
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      });
    [browser, site] = await Promise.all([start(), startSite()]);
    watchPolicies(browser);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });
  afterEach(async () => {
    await closePages(browser);
    site.withhold(undefined);
  });
  beforeEach(() => {
    backend = createTestBackend(site.origin);
    site.backend = backend.listener;
  });

  /** Opens a page and waits until its tag has opened a stream to the server. */
  async function openWaiting(): Promise<ObservedPage> {
    const observed = await openObserved(browser, site.add(tag));
    await observed.untilState('ready');
    await until(() => backend.openStreams() === 1);
    return observed;
  }

  async function assertSignedIn(observed: ObservedPage): Promise<void> {
    await observed.untilState('success');
    const me: unknown = await observed.page.evaluate('fetch("/me").then((it) => it.json())');
    assert.ok(me, 'a session is open');
    assert.deepEqual([...observed.pageErrors, ...observed.developerErrors], []);
    await until(() => backend.openStreams() === 0);
  }

  test('A whole login is four requests: create, its check, one stream, redeem', async () => {
    const observed = await openWaiting();
    await backend.scan(await qrCodeUrl(observed.page));
    await assertSignedIn(observed);
    assert.deepEqual(backend.requests, [
      'POST /attempts',
      'POST /attempts',
      'STREAM /attempts/*',
      'POST /attempts/*/redeem',
    ]);
  });

  test('Two tags on one page are two logins', async () => {
    const two = ['first', 'second']
      .map((id) => `<wechat-mp-login id="${id}" backend="/wechat-login"></wechat-mp-login>`)
      .join('');
    const observed = await openObserved(browser, site.add(two));
    const { page } = observed;
    const untilBoth = (first: string, second: string): Promise<unknown> =>
      page.waitForFunction(
        (...wanted) =>
          wanted.every(
            (type, index) =>
              document.querySelectorAll<WechatMpLogin>('wechat-mp-login:defined')[index]?.state
                .type === type,
          ),
        {},
        first,
        second,
      );
    await untilBoth('ready', 'ready');
    await until(() => backend.openStreams() === 2);
    const urls = await Promise.all([qrCodeUrl(page, '#first'), qrCodeUrl(page, '#second')]);
    assert.equal(new Set(urls).size, 2);
    await backend.scan(urls[1], 0);
    await untilBoth('ready', 'success');
    assert.equal(await qrCodeUrl(page, '#first'), urls[0]);
    assert.equal(backend.openStreams(), 1);
    await backend.scan(urls[0], 2);
    await untilBoth('success', 'success');
    const { states, events } = await observed.observations();
    const names = events.map((event) => event.type === 'success' && event.name);
    assert.equal(new Set(names).size, 2, 'each tag signed in the person who scanned it');
    for (const id of ['first', 'second']) {
      assert.deepEqual(
        states.filter((state) => state.startsWith(id)),
        ['loading', 'ready', 'approved', 'success'].map((type) => `${id} ${type}`),
      );
    }
  });

  /**
   * Cuts the network for the page, and for the server too: the browser reports "offline" a moment before
   * it stops its requests.
   */
  async function goOffline({ page, untilState }: ObservedPage): Promise<void> {
    site.withhold(/^/, 'cuts');
    await page.setOfflineMode(true);
    await untilState('offline');
  }

  async function goOnline({ page }: ObservedPage): Promise<void> {
    site.withhold(undefined);
    await page.setOfflineMode(false);
  }

  test('The tag shows that it is offline; a scan in the meantime counts once the network is back', async () => {
    const observed = await openWaiting();
    const { page } = observed;
    const url = await qrCodeUrl(page);
    // Network events come in bursts, so the tag ignores them for a second after it has connected.
    await observed.skip(1001);
    await goOffline(observed);
    await backend.scan(url);
    await goOnline(observed);
    await assertSignedIn(observed);
  });

  test('The QR code stays the same if nobody scanned it while the network was lost', async () => {
    const observed = await openWaiting();
    const { page } = observed;
    const url = await qrCodeUrl(page);
    await observed.skip(1001);
    await goOffline(observed);
    await goOnline(observed);
    await observed.untilState('ready');
    assert.equal(await qrCodeUrl(page), url);
    await until(() => backend.openStreams() === 1, 'a stream again');
    await backend.scan(url);
    await assertSignedIn(observed);
  });

  test('A tag that starts without a network begins once the network is there', async () => {
    const url = site.add(tag.replace('<wechat-mp-login', '$& manual'));
    const observed = await openObserved(browser, url);
    const { page } = observed;
    // What follows the QR code loads once the network is back.
    await page.waitForFunction(
      `document.querySelector('wechat-mp-login').shadowRoot.querySelector('h2')?.textContent`,
      { polling: 10 },
    );
    // The browser also reports "online" a moment before requests succeed, so retries need a pause.
    await page.evaluate('Math.random = () => 0.5');
    await page.$eval('wechat-mp-login', (it) => {
      addEventListener('offline', () => {
        it.start();
      });
    });
    await goOffline(observed);
    await goOnline(observed);
    await observed.untilState('ready');
    await backend.scan(await qrCodeUrl(page));
    await assertSignedIn(observed);
  });

  /** Freezes the page, as browsers do to tabs in the background. Meanwhile `ms` pass. */
  async function sleep({ page }: ObservedPage, ms: number): Promise<CDPSession> {
    const session = await page.createCDPSession();
    await page.evaluate(`document.addEventListener('freeze', () => sleep(${ms}))`);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    return session;
  }

  const thaw = (session: CDPSession) =>
    session.send('Page.setWebLifecycleState', { state: 'active' });

  test('A frozen tab catches up with a scan when it is seen again', async () => {
    const observed = await openWaiting();
    const url = await qrCodeUrl(observed.page);
    const session = await sleep(observed, 5000);
    await backend.scan(url);
    await thaw(session);
    await observed.skip(5000);
    await until(() => backend.openStreams() === 0);
    assert.equal(await observed.page.evaluate('document.visibilityState'), 'hidden');
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await assertSignedIn(observed);
  });

  // Over HTTP/1.1, a browser opens six connections to a host.
  test('Ten tabs leave the site usable: each hidden one signs in once it is seen', async () => {
    const context = await browser.createBrowserContext();
    const url = site.add(tag);
    const openTab = async (): Promise<ObservedPage> => {
      const tab = await openObserved(browser, url, context);
      await tab.untilState('ready');
      await until(() => backend.openStreams() === 1, 'a stream of the tab that is seen');
      return tab;
    };
    const [first, session] = await openTab().then(async (tab) => [tab, await hide(tab)] as const);
    for (let tabs = 2; tabs < 10; tabs++) await hide(await openTab());
    const last = await openTab();
    const asked = backend.requests.length;
    assert.equal(await last.page.evaluate('fetch("/me").then((it) => it.status)'), 200);
    await backend.scan(await qrCodeUrl(last.page));
    await last.untilState('success');
    await backend.scan(await qrCodeUrl(first.page), 1);
    assert.equal(
      await first.page.evaluate("document.querySelector('wechat-mp-login').state.type"),
      'ready',
    );
    assert.equal(backend.requests.length, asked + 1, 'hidden tabs ask for nothing');
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await assertSignedIn(first);
  });

  /** Hides the page, as another tab in front of it does, until it has given its connection back. */
  async function hide(tab: ObservedPage): Promise<CDPSession> {
    const session = await sleep(tab, 0);
    await thaw(session);
    await tab.page.waitForFunction("document.visibilityState === 'hidden'", { polling: 10 });
    await tab.skip(5000);
    await until(() => backend.openStreams() === 0, 'no stream of a hidden tab');
    return session;
  }

  test('A tab that slept past its QR code requests a new one only when it is visible', async () => {
    const observed = await openWaiting();
    const { page } = observed;
    const stale = await qrCodeUrl(page);
    const session = await sleep(observed, 600_000);
    backend.skip(600_000);
    await thaw(session);
    await observed.untilState('expired');
    assert.equal(backend.requests.filter((each) => each === 'POST /attempts').length, 2);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await observed.untilState('ready');
    assert.notEqual(await qrCodeUrl(page), stale);
    await backend.scan(await qrCodeUrl(page));
    await assertSignedIn(observed);
  });

  async function untilNewQrCode({ page }: ObservedPage, stale: string): Promise<void> {
    await page.waitForFunction(
      (old) => {
        const state = document.querySelector('wechat-mp-login')?.state;
        return state?.type === 'ready' && state.shown.url !== old;
      },
      { polling: 10 },
      stale,
    );
  }

  // A browser with a window may keep the page in its back-forward cache; without one it reloads it.
  test('A page that shows again after Back has a valid QR code', async () => {
    const observed = await openWaiting();
    const { page } = observed;
    const stale = await qrCodeUrl(page);
    await page.evaluate("addEventListener('pagehide', () => sleep(600_000))");
    await page.goto(site.add('Elsewhere'));
    backend.skip(600_000);
    await until(() => backend.openStreams() === 0);
    await page.goBack();
    await untilNewQrCode(observed, stale);
    const { events } = await observed.observations();
    assert.deepEqual(events, [], 'no error on the way');
    await until(() => backend.openStreams() === 1);
    await backend.scan(await qrCodeUrl(page));
    await assertSignedIn(observed);
  });

  // Simulates the browser's event (https://web.dev/articles/bfcache); the page's timers have slept, too.
  test('A page from the back-forward cache shows no stale QR code and requests a new one at once', async () => {
    const observed = await openWaiting();
    const stale = await qrCodeUrl(observed.page);
    await observed.page.evaluate(`
      sleep(600_000);
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await untilNewQrCode(observed, stale);
    await backend.scan(await qrCodeUrl(observed.page));
    await assertSignedIn(observed);
  });

  test('A stream that breaks during the wait loses nothing', async () => {
    const observed = await openWaiting();
    const url = await qrCodeUrl(observed.page);
    backend.cutStreams();
    await backend.scan(url);
    await observed.untilState('success');
    const { states } = await observed.observations();
    assert.deepEqual(states, ['loading', 'ready', 'approved', 'success']);
    await assertSignedIn(observed);
  });

  test('Mounting and removing a tag fifty times leaves no stream open on the server', async () => {
    const observed = await openObserved(browser, site.add('<div id="place"></div>'));
    const { page } = observed;
    for (let mounts = 1; mounts <= 50; mounts++) {
      await page.$eval('#place', (place) => {
        const login = document.createElement('wechat-mp-login');
        login.backend = '/wechat-login';
        place.append(login);
      });
      // Remove some tags while they wait, and some before they have a QR code.
      if (mounts % 5 === 0) {
        await until(() => backend.openStreams() > 0);
        await observed.untilState('ready');
      }
      await page.$eval('#place', (place) => {
        place.replaceChildren();
      });
    }
    await until(() => backend.openStreams() === 0);
    const [creates, streams] = ['POST /attempts', 'STREAM /attempts/*'].map(
      (request) => backend.requests.filter((each) => each === request).length,
    );
    // Each create is checked by a second one.
    assert.ok(creates && creates <= 100);
    assert.ok(streams && streams >= 10);
    assert.deepEqual([...observed.pageErrors, ...observed.developerErrors], []);
  });
});
