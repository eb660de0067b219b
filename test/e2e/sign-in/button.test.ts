/** The button on a page below a strict policy: it signs in, and is there again when something fails. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { build } from 'vite';
import type { InlineConfig } from 'vite';
import { minifyTemplates } from '../../../tools/build/minify-templates.js';
import { qrcodeByteMode } from '../../../tools/build/qrcode-byte-mode.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import { launch } from '../../support/e2e/page/browser.js';
import { focused } from '../../support/e2e/page/keyboard.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { visit } from '../../support/e2e/page/observed-page.js';

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

const tag = `<a href="#before">Before</a>
  <wechat-mp-login-button backend="/wechat-login"></wechat-mp-login-button>
  <a href="#after">After</a>`;

/** File name → script. */
async function scripts(config: InlineConfig): Promise<ReadonlyMap<string, string>> {
  const result = await build({ logLevel: 'warn', ...config });
  const outputs = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  return new Map(
    outputs.map((each) => [each.fileName, each.type === 'chunk' ? each.code : String(each.source)]),
  );
}

/** As an application's bundler splits it. */
const modules = (): Promise<ReadonlyMap<string, string>> =>
  scripts({
    configFile: false,
    base: '/modules/',
    plugins: [qrcodeByteMode(), minifyTemplates()],
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

/** The one file for a script tag, as `npm run build` makes it. */
const singleFile = (): Promise<ReadonlyMap<string, string>> =>
  scripts({
    configFile: path('vite.config.ts'),
    mode: 'single-button',
    build: { write: false },
  });

const button = `document.querySelector('wechat-mp-login-button')`;

async function isAt(page: Page, type: string): Promise<void> {
  await page.waitForFunction(`${button}?.state.type === '${type}'`, { polling: 10 });
}

async function isClosed(page: Page): Promise<void> {
  await page.waitForFunction(`!${button}.isOpen && !${button}.shadowRoot.querySelector('dialog')`, {
    polling: 10,
  });
}

const press = (page: Page): Promise<void> => page.locator('>>> [part=button]').click();

const codeIn = (page: Page): Promise<string> =>
  page.evaluate(`${button}.state.shown.url`) as Promise<string>;

const cancels = (requests: readonly string[]): number =>
  requests.filter((request) => /cancel|DELETE/.test(request)).length;

describe('The button under a strict Content-Security-Policy with Trusted Types', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    const started = await Promise.all([launch(), startSite(), modules(), singleFile()]);
    [browser, site] = started;
    const type = 'text/javascript; charset=utf-8';
    for (const [name, body] of started[2]) site.serve(`/modules/${name}`, { body, type });
    assert.deepEqual([...started[3].keys()], ['wechat-mp-login-button.min.js']);
    for (const body of started[3].values()) site.serve('/single.js', { body, type });
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  for (const [what, script] of [
    ['the modules', '/modules/button.js'],
    ['the single file', '/single.js'],
  ] as const) {
    test(`${what}: opens, closes, and signs in from a popover and from a dialog, no violation`, async () => {
      const backend = createTestBackend(site.origin);
      site.backend = backend.listener;
      const { page, crashes, heard, skip, close } = await visit(browser, site.add(tag, { script }));
      for (const [width, isModal] of [
        [900, false],
        [320, true],
      ] as const) {
        await page.setViewport({ width, height: 700 });
        await press(page);
        await isAt(page, 'ready');
        assert.equal(
          await page.evaluate(`${button}.shadowRoot.querySelector('dialog').matches(':modal')`),
          isModal,
        );
        const before = cancels(backend.requests);
        await page.keyboard.press('Escape');
        await isClosed(page);
        await until(() => cancels(backend.requests) === before + 1);
        assert.deepEqual((await focused(page)).hosts, ['wechat-mp-login-button']);
        await press(page);
        await isAt(page, 'ready');
        await backend.scan(await codeIn(page));
        await isAt(page, 'success');
        await skip(2000);
        await isClosed(page);
      }
      const { events, violations } = await heard();
      assert.deepEqual(
        events.map(({ type }) => type),
        ['success', 'success'],
      );
      assert.deepEqual(violations, []);
      assert.deepEqual(crashes, []);
      await close();
    });
  }

  test('by keyboard: into the panel, back to the button, and out at the other side', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const { page, close } = await visit(browser, site.add(tag, { script: '/modules/button.js' }));
    await page.waitForSelector('>>> [part=button]');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await isAt(page, 'ready');
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
    await isClosed(page);
    assert.equal((await focused(page)).name, 'Before');
    await page.keyboard.up('Shift');
    await close();
  });

  test('a dialog keeps the keyboard to itself', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const { page, close } = await visit(browser, site.add(tag, { script: '/modules/button.js' }));
    await page.setViewport({ width: 320, height: 700 });
    await press(page);
    await isAt(page, 'ready');
    for (let steps = 0; steps < 6; steps++) {
      await page.keyboard.press('Tab');
      // Past its end come the browser's own bars, not what lies behind.
      const { tag: at, name } = await focused(page);
      assert.ok(at === 'body' || !/Before|After|Sign in/.test(name), `${at} ${name}`);
    }
    await close();
  });

  // A browser may remember a script that it could not load for as long as the page lives.
  test('a panel that does not load is an error that is said; a reload mends it', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    site.withhold(/button-panel|button-login/);
    const { page, crashes, heard, close } = await visit(
      browser,
      site.add(tag, { script: '/modules/button.js' }),
    );
    await press(page);
    await page.waitForFunction(
      `/connect/.test(${button}.shadowRoot.querySelector('[role=alert]').textContent)`,
      { polling: 10 },
    );
    assert.deepEqual((await heard()).events, [
      { type: 'error', code: 'unreachable', retryable: true },
    ]);
    assert.equal((await focused(page)).name, 'Sign in with WeChat');
    assert.deepEqual(backend.requests, []);
    site.withhold(undefined);
    await page.reload();
    await press(page);
    await isAt(page, 'ready');
    assert.deepEqual(crashes, []);
    await close();
  });
});
