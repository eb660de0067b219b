/** The page's policies: nothing that the tag does needs a hole in them, in any state. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { build } from 'vite';
import { createTestBackend } from '../../support/e2e/backend.js';
import { launch, press } from '../../support/e2e/page/browser.js';
import { startSite } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { codeOf, visit, wordsIn } from '../../support/e2e/page/observed-page.js';

const tag = '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>';

/** The one file for a script tag, as `npm run build` makes it. */
async function singleFile(): Promise<string> {
  const result = await build({
    configFile: fileURLToPath(new URL('../../../vite.config.ts', import.meta.url)),
    mode: 'single',
    logLevel: 'warn',
    build: { write: false },
  });
  const chunks = [result].flat().flatMap((each) => ('output' in each ? each.output : []));
  const [chunk] = chunks;
  assert.ok(chunk?.type === 'chunk' && chunks.length === 1, 'one file');
  return chunk.code;
}

describe('Under a strict Content-Security-Policy with Trusted Types', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    const [launched, started, body] = await Promise.all([launch(), startSite(), singleFile()]);
    [browser, site] = [launched, started];
    site.serve('/single.js', { body, type: 'text/javascript; charset=utf-8' });
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  for (const [what, script] of [
    ['the modules', '/assets/page.js'],
    ['the single file', '/single.js'],
  ] as const) {
    test(`${what}: no violation, from an error to success`, async () => {
      const backend = createTestBackend(site.origin);
      site.backend = (_, response) => response.writeHead(500).end();
      const { page, advice, crashes, heard, hurry, skip, close } = await visit(
        browser,
        site.add(tag, { script }),
      );
      await hurry('error');
      const { button } = await wordsIn(page, 'zh-Hans');
      site.backend = backend.listener;
      await press(page, button);
      await hurry('ready');
      // The outline of the time left is drawn anew.
      await skip(2000);
      await page.$eval('wechat-mp-login', (login) => {
        login.cancel();
      });
      await hurry('cancelled');
      await press(page, (await wordsIn(page, 'en')).button);
      await hurry('ready');
      await backend.scan(await codeOf(page));
      await hurry('success');
      const { states, violations } = await heard();
      assert.deepEqual(
        [...new Set(states)],
        ['loading', 'error', 'ready', 'cancelled', 'approved', 'success'],
      );
      assert.deepEqual(violations, []);
      assert.deepEqual(crashes, []);
      assert.equal(advice.length, 1);
      await close();
    });
  }

  test('what does violate it is heard', async () => {
    site.backend = createTestBackend(site.origin).listener;
    const { page, heard, until, close } = await visit(browser, site.add(tag));
    await until('ready');
    await page.evaluate(() => {
      document.body.setAttribute('style', 'color: red');
      try {
        document.body.innerHTML = '<b>markup</b>';
      } catch {
        // Refused: that is the point.
      }
    });
    await page.waitForFunction('heard.violations.length === 2');
    const { violations } = await heard();
    assert.match(violations.join(), /style-src-attr/);
    assert.match(violations.join(), /require-trusted-types-for/);
    await close();
  });

  test('the name of an account is text, whatever is in it', async () => {
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
    const { page, heard, until, close } = await visit(browser, site.add(tag));
    await until('ready');
    await page.waitForFunction(
      (text) => document.querySelector('wechat-mp-login')?.shadowRoot?.textContent.includes(text),
      { polling: 10 },
      name,
    );
    assert.equal(await page.$('>>> img[src=x]'), null);
    assert.deepEqual((await heard()).violations, []);
    await close();
  });
});
