/** A settings page: WeChats are linked and unlinked by who is signed in, and by nobody else. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import {
  digitsInChat,
  follow,
  newestMessage,
  otherThan,
  scan,
  tap,
} from '../../support/e2e/demo/phone.js';
import { asSeeded, linesOf, people, rowsOf } from '../../support/e2e/demo/account-rows.js';
import {
  choose,
  click,
  enter,
  go,
  greeted,
  mistake,
  see,
  sees,
  type,
} from '../../support/e2e/demo/shop-page.js';
import type { Walk } from '../../support/e2e/demo/shop-page.js';
import { launch, overflow } from '../../support/e2e/page/browser.js';

const { zhouLan, gaoYuan, heXin, family } = asSeeded;
const desktop = { width: 1280, height: 900 };

/** What a browser says of an answer with this status. */
const failed = (status: string): string =>
  `Failed to load resource: the server responded with a status of ${status}`;

/** Signs in as Zhou Lan, on the page that asks for it. */
async function signIn(page: Page): Promise<void> {
  const { email, password } = customers.zhouLan;
  await type(page, 'E-mail', email);
  await type(page, 'Password', password);
  await go(page, 'button', 'Sign in');
}

/** Waits until so many WeChats are on the list. */
async function untilLinked(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const root = document.querySelector('wechat-mp-identities')?.shadowRoot;
      return root?.querySelectorAll('li').length === wanted;
    },
    {},
    count,
  );
}

/** Clicks "Unlink" in the row of this index. */
async function askToUnlink(page: Page, index: number): Promise<void> {
  await click(page, `wechat-mp-identities >>> #unlink-${index}`);
}

/** The page anew, as whoever looks at it later has it: is anybody signed in? */
async function isSignedIn(page: Page): Promise<boolean> {
  await page.reload();
  const isIn = new URL(page.url()).pathname === '/settings';
  assert.equal(await sees(page, 'link', 'Sign in with a password'), !isIn);
  return isIn;
}

describe('On the settings page', () => {
  let browser: Browser;
  let demo: RunningDemo;
  /** Lin Xi's account, which nothing but a WeChat opens. */
  let newcomer = '';
  before(async () => {
    [browser, demo] = await Promise.all([
      launch(),
      startDemo({ port: 0, confirm: 'none', newAccounts: 'ask' }, () => undefined),
    ]);
    const { page, leave } = await enter(browser, demo, '/?lang=en', desktop);
    await scan(page, 'linXi');
    await follow(page);
    await choose(page, 'button', 'I’m new here Create a new account');
    newcomer = await greeted(page);
    await leave();
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });

  /** Somebody who is signed in as Zhou Lan, on the settings page. */
  async function atSettings(view = desktop): Promise<Walk> {
    const walk = await enter(browser, demo, '/password?return=%2Fsettings&lang=en', view);
    await signIn(walk.page);
    await see(walk.page, 'heading', 'Settings');
    return walk;
  }

  /** As if the person had signed in a minute too long ago. */
  async function age(name: string): Promise<void> {
    const sql = `
      update wml_sessions set authenticated_at = authenticated_at - interval '6 minutes'
        where account_id = (select id from wml_accounts where name = $1) returning id_hash`;
    const { rows } = await demo.database.query(sql, [name]);
    assert.ok(rows.length > 0);
  }

  test("a WeChat that is another account's is refused, and nothing changes", async () => {
    const { page, complaints, leave } = await atSettings();
    const before = await rowsOf(demo);
    await choose(page, 'button', 'Show code');
    await scan(page, 'linXi');
    await see(page, 'heading', 'Already linked');
    await page.waitForSelector('::-p-text(This WeChat belongs to another account.)');
    assert.deepEqual(await rowsOf(demo), before);
    assert.ok(await isSignedIn(page), 'Zhou Lan stays signed in');
    const [answer, advice, ...others] = complaints;
    assert.equal(answer, failed('409 (Conflict)'));
    assert.match(advice ?? '', /^<wechat-mp-login> identity_conflict /);
    assert.deepEqual(others, []);
    await leave();
  });

  test('a member links one WeChat and another, and unlinks one', async () => {
    const other = await atSettings();
    const { page, complaints, leave } = await atSettings();
    const made = `${newcomer} ← ${people.linXi.name}`;
    const { email } = customers.zhouLan;
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');

    await choose(page, 'button', 'Show code');
    await scan(page, 'chenYu');
    await see(page, 'heading', 'Link your WeChat');
    const digits = await digitsInChat(page);
    await type(page, 'Six digits from WeChat', otherThan(digits));
    await choose(page, 'button', `Continue as ${zhouLan}`);
    assert.equal(await mistake(page), 'These aren’t the digits from the chat. 2 tries left.');
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family, made]);
    assert.ok(await isSignedIn(other.page), 'nobody is signed out by a mistake');

    await type(page, 'Six digits from WeChat', digits);
    await choose(page, 'button', `Continue as ${zhouLan}`);
    await see(page, 'heading', 'WeChat linked');
    await untilLinked(page, 1);
    const one = `${zhouLan} ← ${people.chenYu.name}`;
    assert.deepEqual(await linesOf(demo), [one, gaoYuan, heXin, family, made]);
    assert.equal(await isSignedIn(other.page), false);
    await tap(page, 'Back');
    const linked = await newestMessage(page, 'now opens your account');
    assert.equal(linked.to, `to ${email}`);
    assert.match(linked.text, new RegExp(`^A WeChat now opens your account “${zhouLan}”`));

    // The other browser comes back by that WeChat, and goes again with the next change.
    await scan(other.page, 'chenYu');
    assert.equal(await greeted(other.page), zhouLan);
    await go(other.page, 'link', 'Settings');

    assert.ok(await isSignedIn(page));
    await choose(page, 'button', 'Show code');
    await scan(page, 'meiTan');
    await follow(page);
    await type(page, 'Six digits from WeChat', await digitsInChat(page));
    await choose(page, 'button', `Continue as ${zhouLan}`);
    await see(page, 'heading', 'WeChat linked');
    await untilLinked(page, 2);
    const two = `${zhouLan} ← ${people.chenYu.name}, ${people.meiTan.name}`;
    assert.deepEqual(await linesOf(demo), [two, gaoYuan, heXin, family, made]);
    assert.equal(await isSignedIn(other.page), false);
    await scan(other.page, 'meiTan');
    assert.equal(await greeted(other.page), zhouLan);
    await go(other.page, 'link', 'Settings');

    await askToUnlink(page, 1);
    await page.waitForSelector('::-p-text(Unlink? This WeChat will no longer open your account.)');
    await choose(page, 'button', 'Unlink');
    await untilLinked(page, 1);
    assert.deepEqual(await linesOf(demo), [one, gaoYuan, heXin, family, made]);
    assert.equal(await isSignedIn(other.page), false);
    await tap(page, 'Back');
    const unlinked = await newestMessage(page, 'no longer opens your account');
    assert.equal(unlinked.to, `to ${email}`);
    assert.ok(await isSignedIn(page));

    assert.deepEqual(complaints, [failed('401 (Unauthorized)')]);
    assert.deepEqual(other.complaints, []);
    await other.leave();
    await leave();
  });

  test('the last way in to an account stays, and the person is told why', async () => {
    const view = { width: 320, height: 720, scale: 2 };
    const { page, complaints, leave } = await enter(browser, demo, '/?lang=zh-Hans', view);
    await scan(page, 'linXi');
    assert.equal(await greeted(page), newcomer);
    await go(page, 'link', '设置');
    await untilLinked(page, 1);
    const before = await rowsOf(demo);
    await askToUnlink(page, 0);
    await choose(page, 'button', '解除关联');
    await page.waitForSelector('::-p-text(这是您账号唯一的登录方式。请先添加其他方式，再解除关联)');
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await rowsOf(demo), before);
    assert.deepEqual(complaints, [failed('409 (Conflict)')]);
    await leave();
  });

  test('an old session is asked to sign in again by password, and then may unlink', async () => {
    const { page, complaints, leave } = await atSettings();
    await untilLinked(page, 1);
    await age(zhouLan);
    const before = await rowsOf(demo);
    await askToUnlink(page, 0);
    await choose(page, 'button', 'Unlink');
    await see(page, 'heading', 'Is it still you?');
    await page.waitForSelector('::-p-text(For your safety, sign in again first.)');
    assert.deepEqual(await rowsOf(demo), before);
    assert.deepEqual(complaints, [failed('403 (Forbidden)')]);

    await go(page, 'link', 'Sign in with a password');
    await signIn(page);
    await untilLinked(page, 1);
    await askToUnlink(page, 0);
    await choose(page, 'button', 'Unlink');
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');
    const made = `${newcomer} ← ${people.linXi.name}`;
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family, made]);
    assert.equal(complaints.length, 1);
    await leave();
  });

  test('an old session is asked to sign in again by WeChat, and then may link', async () => {
    const { page, complaints, leave } = await enter(browser, demo, '/?lang=en', desktop);
    await scan(page, 'linXi');
    await greeted(page);
    await go(page, 'link', 'Settings');
    await age(newcomer);
    await choose(page, 'button', 'Show code');
    await see(page, 'heading', 'Please sign in again');
    await see(page, 'heading', 'Is it still you?');
    await go(page, 'link', 'Sign in with WeChat');
    await Promise.all([page.waitForNavigation(), scan(page)]);
    assert.equal(new URL(page.url()).pathname, '/settings');

    await choose(page, 'button', 'Show code');
    await scan(page, 'noor');
    await follow(page);
    await type(page, 'Six digits from WeChat', await digitsInChat(page));
    await choose(page, 'button', `Continue as ${newcomer}`);
    await untilLinked(page, 2);
    const both = `${newcomer} ← ${people.linXi.name}, ${people.noor.name}`;
    assert.deepEqual(await linesOf(demo), [zhouLan, gaoYuan, heXin, family, both]);
    const [answer, advice, ...others] = complaints;
    assert.equal(answer, failed('403 (Forbidden)'));
    assert.match(advice ?? '', /^<wechat-mp-login> reauthentication_required /);
    assert.deepEqual(others, []);
    await leave();
  });
});
