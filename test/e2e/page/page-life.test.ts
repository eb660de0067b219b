/** What befalls a page while it waits: other tags, sleep, no network, going away and coming back. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import type { Browser, CDPSession } from 'puppeteer-core';
import { browserArgs, findBrowser } from '../../../tools/browsers/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import type { TestBackend } from '../../support/e2e/backend.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { codeOf, visit } from '../../support/e2e/page/observed-page.js';
import type { Visit } from '../../support/e2e/page/observed-page.js';

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
        // The one thing of puppeteer's own that would hide the back-forward cache.
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      });
    [browser, site] = await Promise.all([start(), startSite()]);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });
  beforeEach(() => {
    backend = createTestBackend(site.origin);
    site.backend = backend.listener;
  });

  /** Opens a page and waits until the server sees its tag wait. */
  async function openWaiting(): Promise<Visit> {
    const seen = await visit(browser, site.add(tag));
    await seen.until('ready');
    await until(() => backend.openStreams() === 1);
    return seen;
  }

  async function assertSignedIn(seen: Visit): Promise<void> {
    await seen.until('success');
    const me: unknown = await seen.page.evaluate('fetch("/me").then((it) => it.json())');
    assert.ok(me, 'a session is open');
    assert.deepEqual([...seen.crashes, ...seen.advice], []);
    await until(() => backend.openStreams() === 0);
    await seen.close();
  }

  test('A whole login is three requests: create, one stream, redeem', async () => {
    const seen = await openWaiting();
    await backend.scan(await codeOf(seen.page));
    await assertSignedIn(seen);
    assert.deepEqual(backend.requests, [
      'POST /attempts',
      'STREAM /attempts/*',
      'POST /attempts/*/redeem',
    ]);
  });

  test('Two tags that are there from the start are two logins', async () => {
    const two = ['first', 'second']
      .map((id) => `<wechat-mp-login id="${id}" backend="/wechat-login"></wechat-mp-login>`)
      .join('');
    const seen = await visit(browser, site.add(two));
    const { page } = seen;
    const untilBoth = (first: string, second: string): Promise<unknown> =>
      page.waitForFunction(
        (...wanted) =>
          wanted.every(
            (type, index) =>
              document.querySelectorAll('wechat-mp-login')[index]?.state.type === type,
          ),
        {},
        first,
        second,
      );
    await untilBoth('ready', 'ready');
    await until(() => backend.openStreams() === 2);
    const codes = await Promise.all([codeOf(page, '#first'), codeOf(page, '#second')]);
    assert.equal(new Set(codes).size, 2);
    await backend.scan(codes[1], 0);
    await untilBoth('ready', 'success');
    assert.equal(await codeOf(page, '#first'), codes[0]);
    assert.equal(backend.openStreams(), 1);
    await backend.scan(codes[0], 2);
    await untilBoth('success', 'success');
    const { states, events } = await seen.heard();
    const names = events.map((event) => event.type === 'success' && event.name);
    assert.equal(new Set(names).size, 2, 'each signed in whoever scanned it');
    for (const id of ['first', 'second']) {
      assert.deepEqual(
        states.filter((state) => state.startsWith(id)),
        ['loading', 'ready', 'approved', 'success'].map((type) => `${id} ${type}`),
      );
    }
    await seen.close();
  });

  /**
   * The network is gone for the page and, as it would be, for the server: the browser says "offline"
   * a moment before it stops its requests.
   */
  async function goOffline({ page, until: untilState }: Visit): Promise<void> {
    site.backend = (request) => request.socket.destroy();
    await page.setOfflineMode(true);
    await untilState('offline');
  }

  async function goOnline({ page }: Visit): Promise<void> {
    site.backend = backend.listener;
    await page.setOfflineMode(false);
  }

  test('Offline is said; what was scanned meanwhile is heard as soon as the network is back', async () => {
    const seen = await openWaiting();
    const { page } = seen;
    const code = await codeOf(page);
    // Signs come in bursts, so a connection that has just begun does not mind them.
    await seen.skip(1001);
    await goOffline(seen);
    await backend.scan(code);
    await goOnline(seen);
    await assertSignedIn(seen);
  });

  test('Offline and back without a scan, the same code waits on', async () => {
    const seen = await openWaiting();
    const { page } = seen;
    const code = await codeOf(page);
    await seen.skip(1001);
    await goOffline(seen);
    await goOnline(seen);
    await seen.until('ready');
    assert.equal(await codeOf(page), code);
    await until(() => backend.openStreams() === 1);
    await backend.scan(code);
    await assertSignedIn(seen);
  });

  test('A tag that starts without a network begins once there is one', async () => {
    const url = site.add(tag.replace('<wechat-mp-login', '$& manual'));
    const seen = await visit(browser, url);
    const { page } = seen;
    // What the page itself is made of is there already.
    await page.waitForFunction(
      "performance.getEntriesByType('resource').filter((it) => /code-path|en-/.test(it.name)).length === 2",
      { polling: 10 },
    );
    // It says "online", too, a moment before it lets requests through: not all tries at once, then.
    await page.evaluate('Math.random = () => 0.5');
    await page.$eval('wechat-mp-login', (it) => {
      addEventListener('offline', () => {
        it.start();
      });
    });
    await goOffline(seen);
    await goOnline(seen);
    await seen.until('ready');
    await backend.scan(await codeOf(page));
    await assertSignedIn(seen);
  });

  /** Hidden and stopped, as a browser does to a tab that nobody has looked at; `ms` go by meanwhile. */
  async function sleep({ page }: Visit, ms: number): Promise<CDPSession> {
    const session = await page.createCDPSession();
    await page.evaluate(`document.addEventListener('freeze', () => sleep(${ms}))`);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    return session;
  }

  const thaw = (session: CDPSession) =>
    session.send('Page.setWebLifecycleState', { state: 'active' });

  test('A tab that is stopped and goes on hears what it has missed, before anybody looks at it', async () => {
    const seen = await openWaiting();
    const code = await codeOf(seen.page);
    const session = await sleep(seen, 5000);
    await backend.scan(code);
    await thaw(session);
    await seen.until('success');
    assert.equal(await seen.page.evaluate('document.visibilityState'), 'hidden');
    await assertSignedIn(seen);
  });

  test('A tab that slept past its code asks for another once it is seen, and not before', async () => {
    const seen = await openWaiting();
    const { page } = seen;
    const stale = await codeOf(page);
    const session = await sleep(seen, 600_000);
    backend.skip(600_000);
    await thaw(session);
    await seen.until('expired');
    assert.equal(backend.requests.filter((each) => each === 'POST /attempts').length, 1);
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    await seen.until('ready');
    assert.notEqual(await codeOf(page), stale);
    await backend.scan(await codeOf(page));
    await assertSignedIn(seen);
  });

  async function untilAnotherCode({ page }: Visit, stale: string): Promise<void> {
    await page.waitForFunction(
      (old) => {
        const state = document.querySelector('wechat-mp-login')?.state;
        return state?.type === 'ready' && state.shown.url !== old;
      },
      { polling: 10 },
      stale,
    );
  }

  // With a window the browser may keep the page for that, without one it loads it anew.
  test('A page that is left and come back to shows a code that counts', async () => {
    const seen = await openWaiting();
    const { page } = seen;
    const stale = await codeOf(page);
    await page.evaluate("addEventListener('pagehide', () => sleep(600_000))");
    await page.goto(site.add('Elsewhere'));
    backend.skip(600_000);
    await until(() => backend.openStreams() === 0);
    await page.goBack();
    await untilAnotherCode(seen, stale);
    const { events } = await seen.heard();
    assert.deepEqual(events, [], 'no error on the way');
    await until(() => backend.openStreams() === 1);
    await backend.scan(await codeOf(page));
    await assertSignedIn(seen);
  });

  // As the browser tells it; the page's own timers have slept as well.
  test('A page out of the back-forward cache shows no stale code and asks for another at once', async () => {
    const seen = await openWaiting();
    const stale = await codeOf(seen.page);
    await seen.page.evaluate(`
      sleep(600_000);
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`);
    await untilAnotherCode(seen, stale);
    await backend.scan(await codeOf(seen.page));
    await assertSignedIn(seen);
  });

  test('A stream that is cut in mid-wait loses nothing', async () => {
    const seen = await openWaiting();
    const code = await codeOf(seen.page);
    backend.cutStreams();
    await backend.scan(code);
    await seen.until('success');
    const { states } = await seen.heard();
    assert.deepEqual(states, ['loading', 'ready', 'approved', 'success']);
    await assertSignedIn(seen);
  });

  test('Fifty mounts and removals leave no stream on the server', async () => {
    const seen = await visit(browser, site.add('<div id="place"></div>'));
    const { page } = seen;
    for (let mounts = 1; mounts <= 50; mounts++) {
      await page.$eval('#place', (place) => {
        const login = document.createElement('wechat-mp-login');
        login.backend = '/wechat-login';
        place.append(login);
      });
      // Some are removed as they wait, some before there is a code.
      if (mounts % 5 === 0) {
        await until(() => backend.openStreams() > 0);
        await seen.until('ready');
      }
      await page.$eval('#place', (place) => {
        place.replaceChildren();
      });
    }
    await until(() => backend.openStreams() === 0);
    const [creates, streams] = ['POST /attempts', 'STREAM /attempts/*'].map(
      (request) => backend.requests.filter((each) => each === request).length,
    );
    assert.ok(creates && creates <= 50);
    assert.ok(streams && streams >= 10);
    assert.deepEqual([...seen.crashes, ...seen.advice], []);
    await seen.close();
  });
});
