/** `node examples/django/start.mjs`, with the built package: a visitor signs in and out in a browser. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { needDjango, python } from '../support/conformance/django/start.js';
import { freePort } from '../../src/cli/free-port.js';
import { follow, scan } from '../support/e2e/demo/phone.js';
import { launch, openPage } from '../support/e2e/page/browser.js';

const start = fileURLToPath(new URL('../../examples/django/start.mjs', import.meta.url));

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => undefined);
  if (response) assert.ok(response.ok, `the page is answered with ${response.status}`);
  return response !== undefined;
}

describe('The example in Django', () => {
  let origin: string;
  let close: () => Promise<void> = () => Promise.resolve();
  before(async () => {
    needDjango();
    const folder = mkdtempSync(join(tmpdir(), 'django-'));
    const port = String(await freePort());
    origin = `http://localhost:${port}`;
    const own = { PORT: port, PYTHON: python, DATABASE_PATH: join(folder, 'db.sqlite3') };
    const child = spawn(process.execPath, [start], {
      env: { PATH: process.env['PATH'], ...own },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'close');
    close = async () => {
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    };
    while (!(await answers(origin))) {
      assert.equal(child.exitCode, null, 'start.mjs has ended');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
  after(() => close());

  async function nameOn(page: Page): Promise<string> {
    const name = await page.waitForSelector('p > strong');
    return (await name?.evaluate(({ textContent }) => textContent)) ?? '';
  }

  test('a visitor follows and is signed in, signs out, and gets the same account by a scan alone', async () => {
    // Not the shared browser, which demands a strict policy of every page: Django 3.2 sets none.
    const browser = await launch();
    after(() => browser.close());
    const view = { width: 1000, height: 800 };
    const { page, consoleErrors } = await openPage(browser, origin, view);
    await scan(page);
    await follow(page);
    const name = await nameOn(page);
    assert.match(name, /^Member /);
    const cookies = await page.browserContext().cookies();
    const session = cookies.find((each) => each.name === 'sessionid');
    assert.deepEqual([session?.httpOnly, session?.sameSite], [true, 'Lax']);

    await page.locator('form button').click();
    await scan(page);
    assert.equal(await nameOn(page), name);
    assert.deepEqual(consoleErrors, []);
  });

  test('a form without its token is refused', async () => {
    const response = await fetch(`${origin}/sign-out`, { method: 'POST' });
    assert.equal(response.status, 403);
  });
});
