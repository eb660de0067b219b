/** New visitors under the other two policies for new accounts, and after a restart of the backend. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { DemoConfig } from '../../../demo/config.js';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { readChatDigits, follow, scan } from '../../support/e2e/demo/phone.js';
import {
  seededNames,
  accountLines,
  people,
  accountRows,
} from '../../support/e2e/demo/account-rows.js';
import {
  clickByRole,
  openShop,
  navigateByClick,
  signedInName,
  findByRole,
  isShown,
  typeInto,
} from '../../support/e2e/demo/shop-page.js';
import { closePages } from '../../support/e2e/page/browser.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const { zhouLan, gaoYuan, heXin, family } = seededNames;
const view = { width: 900, height: 800 };

describe('A new visitor', () => {
  let browser: Browser;
  let demo: RunningDemo | undefined;
  before(async () => {
    browser = await sharedBrowser();
  });
  afterEach(async () => {
    await closePages(browser);
    await demo?.stop();
    demo = undefined;
  });

  async function start(config: Omit<DemoConfig, 'confirm'>): Promise<RunningDemo> {
    demo = await startDemo({ confirm: 'none', ...config }, () => undefined);
    return demo;
  }

  test('reads that only members may sign in, and links an account with a method of the shop', async () => {
    const shop = await start({ port: 0, newAccounts: 'existing-only' });
    const { page, consoleErrors, close } = await openShop(browser, shop, '/?lang=en', view);
    await scan(page, 'noor');
    await follow(page);
    await findByRole(page, 'heading', 'Members only');
    const text = 'Only members can sign in here. If you are one, link your account.';
    await page.waitForSelector(`::-p-text(${text})`);
    assert.ok(!(await isShown(page, 'button', 'I’m new here Create a new account')));
    assert.deepEqual(await accountLines(shop), [zhouLan, gaoYuan, heXin, family]);

    const { number, pin } = customers.zhouLan;
    await clickByRole(page, 'radio', 'Member number');
    await typeInto(page, 'Member number', number);
    await typeInto(page, 'PIN', pin);
    await typeInto(page, 'Six digits from WeChat', await readChatDigits(page));
    await clickByRole(page, 'button', 'Link and sign in');
    assert.equal(await signedInName(page), zhouLan);
    const linked = `${zhouLan} ← ${people.noor.name}`;
    assert.deepEqual(await accountLines(shop), [linked, gaoYuan, heXin, family]);
    assert.deepEqual(consoleErrors, []);
    await close();
  });

  test('gets an account without a question if the policy is `create`', async () => {
    const shop = await start({ port: 0, newAccounts: 'create' });
    const { page, consoleErrors, states, close } = await openShop(browser, shop, '/?lang=en', view);
    await scan(page, 'linXi');
    await follow(page);
    const name = await signedInName(page);
    assert.ok(states.includes('success'));
    assert.ok(!states.includes('binding'), 'no question is asked');
    const created = `${name} ← ${people.linXi.name}`;
    assert.deepEqual(await accountLines(shop), [zhouLan, gaoYuan, heXin, family, created]);
    assert.deepEqual(consoleErrors, []);
    await close();
  });

  test('keeps the account and the session over a restart', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'binding-restart-'));
    try {
      const first = await start({ port: 0, newAccounts: 'ask', dataDir });
      const { page, close } = await openShop(browser, first, '/?lang=en', view);
      await scan(page, 'linXi');
      await follow(page);
      await clickByRole(page, 'button', 'I’m new here Create a new account');
      const name = await signedInName(page);
      const created = `${name} ← ${people.linXi.name}`;
      assert.deepEqual(await accountLines(first), [zhouLan, gaoYuan, heXin, family, created]);
      const before = await accountRows(first);
      await first.stop();

      const port = Number(new URL(first.origin).port);
      const second = await start({ port, newAccounts: 'ask', dataDir });
      await page.reload();
      assert.equal(await signedInName(page), name);
      assert.deepEqual(await accountRows(second), before);

      await navigateByClick(page, 'button', 'Sign out');
      await scan(page);
      await follow(page);
      assert.equal(await signedInName(page), name, 'the same WeChat is the same account');
      // The restarted simulator is another official account. The unionid identifies the person.
      const { accounts, unionids } = await accountRows(second);
      assert.deepEqual(
        { accounts, unionids },
        { accounts: before.accounts, unionids: before.unionids },
      );
      await close();
    } finally {
      await demo?.stop();
      demo = undefined;
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
