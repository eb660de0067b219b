/** The button under a strict policy: it signs visitors in, and recovers after a failure. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { build } from 'vite';
import type { InlineConfig } from 'vite';
import { minifyTemplates } from '../../../tools/build/minify-templates.js';
import { closePages } from '../../support/e2e/page/browser.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import { focused } from '../../support/e2e/page/keyboard.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { openObserved } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

const tag = `<a href="#before">Before</a>
  <wechat-mp-login-button backend="/wechat-login"></wechat-mp-login-button>
  <a href="#after">After</a>`;

/** @returns the scripts by file name */
async function scripts(config: InlineConfig): Promise<ReadonlyMap<string, string>> {
  const result = await build({ logLevel: 'warn', ...config });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.map((each) => [each.fileName, each.type === 'chunk' ? each.code : String(each.source)]),
  );
}

/** Modules, split as an application's bundler splits them. */
const modules = (): Promise<ReadonlyMap<string, string>> =>
  scripts({
    configFile: false,
    base: '/modules/',
    plugins: [minifyTemplates()],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { button: path('src/button.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });

/** The single file for a script tag, as `npm run build` makes it. */
const singleFile = (): Promise<ReadonlyMap<string, string>> =>
  scripts({
    configFile: path('vite.config.ts'),
    mode: 'single-button',
    build: { write: false, sourcemap: false },
  });

const button = `document.querySelector('wechat-mp-login-button')`;

async function untilType(page: Page, type: string): Promise<void> {
  await page.waitForFunction(`${button}?.state.type === '${type}'`, { polling: 10 });
}

async function untilClosed(page: Page): Promise<void> {
  await page.waitForFunction(`!${button}.isOpen && !${button}.shadowRoot.querySelector('dialog')`, {
    polling: 10,
  });
}

/**
 * Waits until the panel has its last tab stop, which loads late, and its full height. While a panel
 * grows, Chromium may stop at the panel itself.
 */
async function untilStill(page: Page): Promise<void> {
  await page.waitForSelector('>>> [part=beside]');
  await page.waitForFunction(
    `${button}.shadowRoot.querySelector('wechat-mp-login').shadowRoot.getAnimations().length === 0`,
    { polling: 10 },
  );
}

const press = (page: Page): Promise<void> => page.locator('>>> [part=button]').click();

const qrCodeIn = (page: Page): Promise<string> =>
  page.evaluate(`${button}.state.shown.url`) as Promise<string>;

const cancels = (requests: readonly string[]): number =>
  requests.filter((request) => /cancel|DELETE/.test(request)).length;

describe('The button under a strict Content-Security-Policy with Trusted Types', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    // First, so that it is stopped whatever happens below.
    site = await startSite();
    const [shared, built, single] = await Promise.all([sharedBrowser(), modules(), singleFile()]);
    browser = shared;
    const type = 'text/javascript; charset=utf-8';
    for (const [name, body] of built) site.serve(`/modules/${name}`, { body, type });
    assert.deepEqual([...single.keys()], ['wechat-mp-login-button.min.js']);
    for (const body of single.values()) site.serve('/single.js', { body, type });
  });
  afterEach(async () => {
    await closePages(browser);
    site.withhold(undefined);
  });
  after(async () => {
    await site.stop();
  });

  for (const [bundle, script] of [
    ['the modules', '/modules/button.js'],
    ['the single file', '/single.js'],
  ] as const) {
    test(`${bundle}: opens, closes, and signs in from a popover and from a dialog, no violation`, async () => {
      const backend = createTestBackend(site.origin);
      site.backend = backend.listener;
      const { page, pageErrors, observations, skip } = await openObserved(
        browser,
        site.add(tag, { script }),
      );
      for (const [width, isModal] of [
        [900, false],
        [320, true],
      ] as const) {
        await page.setViewport({ width, height: 700 });
        await press(page);
        await untilType(page, 'ready');
        assert.equal(
          await page.evaluate(`${button}.shadowRoot.querySelector('dialog').matches(':modal')`),
          isModal,
        );
        const before = cancels(backend.requests);
        await page.keyboard.press('Escape');
        await untilClosed(page);
        await until(() => cancels(backend.requests) === before + 1);
        assert.deepEqual((await focused(page)).hosts, ['wechat-mp-login-button']);
        await press(page);
        await untilType(page, 'ready');
        await backend.scan(await qrCodeIn(page));
        await untilType(page, 'success');
        await skip(2000);
        await untilClosed(page);
      }
      const { events, violations } = await observations();
      assert.deepEqual(
        events.map(({ type }) => type),
        ['success', 'success'],
      );
      assert.deepEqual(violations, []);
      assert.deepEqual(pageErrors, []);
    });
  }

  test('Tab moves into the panel, back to the button, and out on the other side', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const { page } = await openObserved(browser, site.add(tag, { script: '/modules/button.js' }));
    await page.waitForSelector('>>> [part=button]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await untilType(page, 'ready');
    await untilStill(page);
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, 'Close');
    assert.ok((await focused(page)).isMarked);
    await page.keyboard.down('Shift');
    for (
      let steps = 0;
      steps < 3 && (await focused(page)).name !== 'Sign in with WeChat';
      steps++
    ) {
      await page.keyboard.press('Tab');
    }
    assert.equal((await focused(page)).name, 'Sign in with WeChat');
    assert.equal(await page.evaluate(`${button}.isOpen`), true);
    await page.keyboard.press('Tab');
    await untilClosed(page);
    assert.equal((await focused(page)).name, 'Before');
    await page.keyboard.up('Shift');
  });

  test('a dialog keeps the focus inside', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const { page } = await openObserved(browser, site.add(tag, { script: '/modules/button.js' }));
    await page.setViewport({ width: 320, height: 700 });
    await press(page);
    await untilType(page, 'ready');
    await untilStill(page);
    const stops = new Set<string>();
    for (let steps = 0; steps < 6; steps++) {
      await page.keyboard.press('Tab');
      const { tag: at, name } = await focused(page);
      stops.add(at === 'body' ? '' : name);
    }
    // After the last stop comes the browser's own interface, never the page behind.
    assert.deepEqual([...stops], ['Close', 'Can’t scan? Sign in by message', '']);
  });

  // Browsers may remember a failed script load as long as the page lives.
  test('a panel that does not load is announced as an error; a reload fixes it', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    site.withhold(/\/(panel|register-login)-/);
    const { page, pageErrors, observations } = await openObserved(
      browser,
      site.add(tag, { script: '/modules/button.js' }),
    );
    await press(page);
    await page.waitForFunction(
      `/connect/.test(${button}.shadowRoot.querySelector('[role=alert]').textContent)`,
      { polling: 10 },
    );
    assert.deepEqual((await observations()).events, [
      { type: 'error', code: 'unreachable', retryable: true },
    ]);
    assert.equal((await focused(page)).name, 'Sign in with WeChat');
    assert.ok(!backend.requests.includes('POST /attempts'));
    site.withhold(undefined);
    await page.reload();
    await press(page);
    await untilType(page, 'ready');
    assert.deepEqual(pageErrors, []);
  });
});
