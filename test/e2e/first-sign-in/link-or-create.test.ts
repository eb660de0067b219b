/** Four people scan for the first time. The tables are looked at after each of them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import {
  choose,
  enter,
  go,
  greeted,
  mistake,
  see,
  sees,
  type,
  typed,
} from '../../support/e2e/demo/shop-page.js';
import type { Walk } from '../../support/e2e/demo/shop-page.js';
import {
  codeInMessages,
  digitsInChat,
  follow,
  otherThan,
  scan,
  tap,
} from '../../support/e2e/demo/phone.js';
import { asSeeded, linesOf, people, rowsOf } from '../../support/e2e/demo/account-rows.js';
import { launch, overflow } from '../../support/e2e/page/browser.js';

const { zhouLan, gaoYuan, heXin, family } = asSeeded;
/** What a browser says of an answer that refuses a proof. */
const refused = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';

const desktop = { width: 1280, height: 900 };

describe('A person scans for the first time', () => {
  let browser: Browser;
  let demo: RunningDemo;
  /** Name of the account that the first of them gets. */
  let newcomer = '';
  before(async () => {
    [browser, demo] = await Promise.all([
      launch(),
      startDemo({ port: 0, confirm: 'none', newAccounts: 'ask' }, () => undefined),
    ]);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });

  /** Scans once more, and is let in without a question, to the same account. */
  async function comesBack({ page, states }: Walk, signOut: string, name: string): Promise<void> {
    const before = await rowsOf(demo);
    await go(page, 'button', signOut);
    const seen = states.length;
    await scan(page);
    assert.equal(await greeted(page), name);
    assert.ok(states.slice(seen).includes('success'));
    assert.ok(!states.slice(seen).includes('binding'), 'nothing is asked');
    assert.deepEqual(await rowsOf(demo), before);
  }

  test('a new person says so, gets an account, and is known from then on', async () => {
    const view = { width: 320, height: 720, scale: 2 };
    const walk = await enter(browser, demo, '/?lang=zh-Hans', view);
    const { page, complaints } = walk;
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family]);
    await scan(page, 'linXi');
    await follow(page);

    await see(page, 'heading', '第一次在这里登录');
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family], 'only asked so far');
    await choose(page, 'button', '我是新用户 创建一个新账号');

    newcomer = await greeted(page);
    assert.match(newcomer, /^微信用户 \d{4}$/);
    const made = `${newcomer} ← ${people.linXi.name}`;
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family, made]);

    await comesBack(walk, '退出登录', newcomer);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(complaints, []);
    await walk.leave();
  });

  test('a member links by password and the digits of the chat, after a wrong password', async () => {
    const walk = await enter(browser, demo, '/?lang=en', desktop);
    const { page, complaints, successes } = walk;
    await scan(page, 'chenYu');
    await see(page, 'heading', 'First time here');
    await choose(page, 'button', 'I have an account Link it once, then just scan');
    await see(page, 'heading', 'Link your account');
    const digits = await digitsInChat(page);
    const before = await rowsOf(demo);

    const { email, password } = customers.zhouLan;
    await type(page, 'User name or e-mail', email);
    await type(page, 'Password', 'mountain-tea-24');
    await type(page, 'Six digits from WeChat', digits);
    await choose(page, 'button', 'Link and sign in');
    assert.equal(await mistake(page), 'That didn’t match. 4 tries left.');
    assert.equal(await typed(page, 'User name or e-mail'), email);
    assert.equal(await typed(page, 'Password'), 'mountain-tea-24');
    assert.equal(await typed(page, 'Six digits from WeChat'), digits);
    assert.deepEqual(await rowsOf(demo), before);

    await type(page, 'Password', password);
    await choose(page, 'button', 'Link and sign in');
    assert.equal(await greeted(page), zhouLan);
    const said = ['WeChat linked', 'WeChat opens this account from now on.', zhouLan];
    assert.deepEqual(successes, [said.join(' · ')]);
    const [linked, made] = [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${newcomer} ← ${people.linXi.name}`,
    ];
    assert.deepEqual(await linesOf(demo), [linked, gaoYuan, heXin, family, made]);
    await comesBack(walk, 'Sign out', zhouLan);
    assert.deepEqual(complaints, [refused]);
    await walk.leave();
  });

  test('a member links by a code to the e-mail address, after a wrong one', async () => {
    const walk = await enter(browser, demo, '/?lang=en', { ...desktop, dark: true });
    const { page, complaints } = walk;
    await scan(page, 'meiTan');
    await follow(page);
    await choose(page, 'button', 'I have an account Link it once, then just scan');
    await choose(page, 'radio', 'E-mail code');
    const digits = await digitsInChat(page);
    await tap(page, 'Back');
    const before = await rowsOf(demo);

    const { email } = customers.gaoYuan;
    await type(page, 'E-mail', email);
    await choose(page, 'button', 'Send code');
    const sent = await see(page, 'button', 'Send again');
    const told = await sent.evaluate((button) => ({
      words: (button as HTMLElement).innerText.trim(),
      isOff: button.getAttribute('aria-disabled'),
    }));
    assert.match(told.words, /Again in [1-6]?\ds$/);
    assert.equal(told.isOff, 'true');
    const code = await codeInMessages(page, email);

    await type(page, 'Code', otherThan(code));
    await type(page, 'Six digits from WeChat', digits);
    await choose(page, 'button', 'Link and sign in');
    assert.equal(await mistake(page), 'That didn’t match. 4 tries left.');
    assert.equal(await typed(page, 'E-mail'), email);
    assert.equal(await typed(page, 'Six digits from WeChat'), digits);
    assert.deepEqual(await rowsOf(demo), before);

    await type(page, 'Code', code);
    await choose(page, 'button', 'Link and sign in');
    assert.equal(await greeted(page), gaoYuan);
    assert.deepEqual(await linesOf(demo), [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${gaoYuan} ← ${people.meiTan.name}`,
      heXin,
      family,
      `${newcomer} ← ${people.linXi.name}`,
    ]);
    await comesBack(walk, 'Sign out', gaoYuan);
    assert.deepEqual(complaints, [refused]);
    await walk.leave();
  });

  test('a number with two accounts: one of them is chosen', async () => {
    const view = { width: 390, height: 844, scale: 2 };
    const walk = await enter(browser, demo, '/?lang=zh-Hans', view);
    const { page, complaints } = walk;
    await scan(page, 'heXin');
    await follow(page);
    await choose(page, 'button', '我已有账号 关联后，扫码即可登录');
    await choose(page, 'radio', '手机验证码');
    const digits = await digitsInChat(page);
    await tap(page, 'Back');
    await type(page, '手机号', '138 0000 0003');
    await choose(page, 'button', '获取验证码');
    await type(page, '验证码', await codeInMessages(page, '+8613800000003'));
    await type(page, '微信里的六位数字', digits);
    await choose(page, 'button', '关联并登录');

    await see(page, 'heading', '选择账号');
    assert.ok(await sees(page, 'button', heXin));
    const before = await linesOf(demo);
    assert.equal(before[2], heXin, 'nothing is linked before the choice');
    assert.equal(before[3], family);
    await choose(page, 'button', family);

    assert.equal(await greeted(page), family);
    assert.deepEqual(await linesOf(demo), [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${gaoYuan} ← ${people.meiTan.name}`,
      heXin,
      `${family} ← ${people.heXin.name}`,
      `${newcomer} ← ${people.linXi.name}`,
    ]);
    await comesBack(walk, '退出登录', family);
    assert.deepEqual(complaints, []);
    await walk.leave();
  });
});
