/** What a new person meets under the other two policies, and what a restart leaves of a sign-in. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { DemoConfig } from '../../../demo/config.js';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { digitsInChat, follow, scan } from '../../support/e2e/demo/phone.js';
import { asSeeded, linesOf, people, rowsOf } from '../../support/e2e/demo/account-rows.js';
import { choose, enter, go, greeted, see, sees, type } from '../../support/e2e/demo/shop-page.js';
import { launch } from '../../support/e2e/page/browser.js';

const { zhouLan, gaoYuan, heXin, family } = asSeeded;
const view = { width: 900, height: 800 };

describe('A new person', () => {
  let browser: Browser;
  let demo: RunningDemo | undefined;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  afterEach(async () => {
    await demo?.stop();
    demo = undefined;
  });

  async function start(config: Omit<DemoConfig, 'confirm'>): Promise<RunningDemo> {
    demo = await startDemo({ confirm: 'none', ...config }, () => undefined);
    return demo;
  }

  test('is told where only members may sign in, and links by what the shop has made up', async () => {
    const shop = await start({ port: 0, newAccounts: 'existing-only' });
    const { page, complaints, leave } = await enter(browser, shop, '/?lang=en', view);
    await scan(page, 'noor');
    await follow(page);
    await see(page, 'heading', 'Members only');
    const told = 'Only members can sign in here. If you are one, link your account.';
    await page.waitForSelector(`::-p-text(${told})`);
    assert.ok(!(await sees(page, 'button', 'I’m new here Create a new account')));
    assert.deepEqual(await linesOf(shop), [zhouLan, gaoYuan, heXin, family]);

    const { number, pin } = customers.zhouLan;
    await choose(page, 'radio', 'Member number');
    await type(page, 'Member number', number);
    await type(page, 'PIN', pin);
    await type(page, 'Six digits from WeChat', await digitsInChat(page));
    await choose(page, 'button', 'Link and sign in');
    assert.equal(await greeted(page), zhouLan);
    const linked = `${zhouLan} ← ${people.noor.name}`;
    assert.deepEqual(await linesOf(shop), [linked, gaoYuan, heXin, family]);
    assert.deepEqual(complaints, []);
    await leave();
  });

  test('gets an account unasked where that is the policy', async () => {
    const shop = await start({ port: 0, newAccounts: 'create' });
    const { page, complaints, states, leave } = await enter(browser, shop, '/?lang=en', view);
    await scan(page, 'linXi');
    await follow(page);
    const name = await greeted(page);
    assert.ok(states.includes('success'));
    assert.ok(!states.includes('binding'), 'nothing is asked');
    const made = `${name} ← ${people.linXi.name}`;
    assert.deepEqual(await linesOf(shop), [zhouLan, gaoYuan, heXin, family, made]);
    assert.deepEqual(complaints, []);
    await leave();
  });

  test('has an account and is signed in after a restart, too', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'binding-restart-'));
    try {
      const first = await start({ port: 0, newAccounts: 'ask', dataDir });
      const { page, leave } = await enter(browser, first, '/?lang=en', view);
      await scan(page, 'linXi');
      await follow(page);
      await choose(page, 'button', 'I’m new here Create a new account');
      const name = await greeted(page);
      const made = `${name} ← ${people.linXi.name}`;
      assert.deepEqual(await linesOf(first), [zhouLan, gaoYuan, heXin, family, made]);
      const before = await rowsOf(first);
      await first.stop();

      const port = Number(new URL(first.origin).port);
      const second = await start({ port, newAccounts: 'ask', dataDir });
      await page.reload();
      assert.equal(await greeted(page), name);
      assert.deepEqual(await rowsOf(second), before);

      await go(page, 'button', 'Sign out');
      await scan(page);
      await follow(page);
      assert.equal(await greeted(page), name, 'the same WeChat is the same account');
      // The simulated official account is another one by now; by the unionid it is the same person.
      const { accounts, unionids } = await rowsOf(second);
      assert.deepEqual(
        { accounts, unionids },
        { accounts: before.accounts, unionids: before.unionids },
      );
      await leave();
    } finally {
      await demo?.stop();
      demo = undefined;
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
