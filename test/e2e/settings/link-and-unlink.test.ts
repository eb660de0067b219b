/** A settings page: only the signed-in person can link and unlink a WeChat. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { customers } from '../../../demo/shop/customers.js';
import {
  confirm,
  readChatDigits,
  follow,
  readNewestMessage,
  otherDigits,
  scan,
  scanAndConfirm,
  tap,
} from '../../support/e2e/demo/phone.js';
import {
  seededNames,
  accountLines,
  people,
  accountRows,
} from '../../support/e2e/demo/account-rows.js';
import {
  clickByRole,
  clickSelector,
  openShop,
  navigateByClick,
  signedInName,
  shownError,
  findByRole,
  isShown,
  typeInto,
} from '../../support/e2e/demo/shop-page.js';
import type { ShopVisit } from '../../support/e2e/demo/shop-page.js';
import { horizontalOverflow } from '../../support/e2e/page/browser.js';
import { until } from '../../support/until.js';

const { zhouLan, gaoYuan, heXin, family } = seededNames;
const desktop = { width: 1280, height: 900 };

/** The browser's console line for an answer with this status. */
const failed = (status: string): string =>
  `Failed to load resource: the server responded with a status of ${status}`;

/** Signs in as Zhou Lan on the password page. */
async function signIn(page: Page): Promise<void> {
  const { email, password } = customers.zhouLan;
  await typeInto(page, 'E-mail', email);
  await typeInto(page, 'Password', password);
  await navigateByClick(page, 'button', 'Sign in');
}

/** Waits until the list has this many entries. */
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

/** Clicks "Unlink" in an entry of the list. */
async function askToUnlink(page: Page, index: number): Promise<void> {
  await clickSelector(page, `wechat-mp-identities >>> #unlink-${index}`);
}

/** Reloads the page. @returns whether the browser is still signed in */
async function isSignedIn(page: Page): Promise<boolean> {
  await page.reload();
  const isIn = new URL(page.url()).pathname === '/settings';
  assert.equal(await isShown(page, 'link', 'Sign in with a password'), !isIn);
  return isIn;
}

describe('On the settings page', () => {
  const suite = useDemo('ask', 'auto');
  /** Lin Xi's account, whose only login method is WeChat. */
  let newcomer = '';
  before(async () => {
    const { page, close } = await openShop(suite.browser, suite.demo, '/?lang=en', desktop);
    await scan(page, 'linXi');
    await follow(page);
    await clickByRole(page, 'button', 'I’m new here Create a new account');
    newcomer = await signedInName(page);
    await close();
  });

  /** Opens the settings page, signed in as Zhou Lan. */
  async function openSettings(view = desktop): Promise<ShopVisit> {
    const visit = await openShop(
      suite.browser,
      suite.demo,
      '/password?return=%2Fsettings&lang=en',
      view,
    );
    await signIn(visit.page);
    await findByRole(visit.page, 'heading', 'Settings');
    return visit;
  }

  /** Makes the sessions of this account a minute too old for changes. */
  async function ageSessions(name: string): Promise<void> {
    const sql = `
      update wml_sessions set authenticated_at = authenticated_at - interval '6 minutes'
        where account_id = (select id from wml_accounts where name = $1) returning id_hash`;
    const { rows } = await suite.demo.database.query(sql, [name]);
    assert.ok(rows.length > 0);
  }

  /** Forgets what the backend keeps of logins for a day. */
  async function letADayPass(): Promise<void> {
    await suite.demo.database.query('delete from wml_identity_records', []);
  }

  test('a WeChat that is linked to another account is refused, and nothing changes', async () => {
    const { page, consoleErrors, close } = await openSettings();
    const before = await accountRows(suite.demo);
    await clickByRole(page, 'button', 'Show code');
    await scanAndConfirm(page, 'linXi');
    await findByRole(page, 'heading', 'Already linked');
    await page.waitForSelector('::-p-text(This WeChat belongs to another account.)');
    assert.deepEqual(await accountRows(suite.demo), before);
    assert.ok(await isSignedIn(page), 'Zhou Lan stays signed in');
    // The sentences for developers are in a file of their own.
    await until(() => consoleErrors.length > 1);
    const [answer, developerErrors, ...others] = consoleErrors;
    assert.equal(answer, failed('409 (Conflict)'));
    assert.match(developerErrors ?? '', /^<wechat-mp-login> identity_conflict /);
    assert.deepEqual(others, []);
    await close();
  });

  test('a customer links two WeChats and unlinks one', async () => {
    const other = await openSettings();
    const { page, consoleErrors, close } = await openSettings();
    const created = `${newcomer} ← ${people.linXi.name}`;
    const { email } = customers.zhouLan;
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');

    await clickByRole(page, 'button', 'Show code');
    await scanAndConfirm(page, 'chenYu');
    await findByRole(page, 'heading', 'Link your WeChat');
    const digits = await readChatDigits(page);
    await typeInto(page, 'Six digits from WeChat', otherDigits(digits));
    await clickByRole(page, 'button', `Continue as ${zhouLan}`);
    assert.equal(await shownError(page), 'These aren’t the digits from the chat. 2 tries left.');
    assert.deepEqual(await accountLines(suite.demo), [zhouLan, gaoYuan, heXin, family, created]);
    assert.ok(await isSignedIn(other.page), 'a mistake signs nobody out');

    await typeInto(page, 'Six digits from WeChat', digits);
    await clickByRole(page, 'button', `Continue as ${zhouLan}`);
    await findByRole(page, 'heading', 'WeChat linked');
    await untilLinked(page, 1);
    const one = `${zhouLan} ← ${people.chenYu.name}`;
    assert.deepEqual(await accountLines(suite.demo), [one, gaoYuan, heXin, family, created]);
    assert.equal(await isSignedIn(other.page), false);
    await tap(page, 'Back');
    const linked = await readNewestMessage(page, 'now opens your account');
    assert.equal(linked.to, `to ${email}`);
    assert.match(linked.text, new RegExp(`^A WeChat now opens your account “${zhouLan}”`));

    // The other browser signs in with that WeChat, and the next change signs it out again.
    await scanAndConfirm(other.page, 'chenYu');
    assert.equal(await signedInName(other.page), zhouLan);
    await navigateByClick(other.page, 'link', 'Settings');

    assert.ok(await isSignedIn(page));
    await clickByRole(page, 'button', 'Show code');
    await scan(page, 'meiTan');
    await follow(page);
    await confirm(page);
    await typeInto(page, 'Six digits from WeChat', await readChatDigits(page));
    await clickByRole(page, 'button', `Continue as ${zhouLan}`);
    await findByRole(page, 'heading', 'WeChat linked');
    await untilLinked(page, 2);
    const two = `${zhouLan} ← ${people.chenYu.name}, ${people.meiTan.name}`;
    assert.deepEqual(await accountLines(suite.demo), [two, gaoYuan, heXin, family, created]);
    assert.equal(await isSignedIn(other.page), false);
    await scanAndConfirm(other.page, 'meiTan');
    assert.equal(await signedInName(other.page), zhouLan);
    await navigateByClick(other.page, 'link', 'Settings');

    await askToUnlink(page, 1);
    await page.waitForSelector('::-p-text(Unlink? This WeChat will no longer open your account.)');
    await clickByRole(page, 'button', 'Unlink');
    await untilLinked(page, 1);
    assert.deepEqual(await accountLines(suite.demo), [one, gaoYuan, heXin, family, created]);
    assert.equal(await isSignedIn(other.page), false);
    await tap(page, 'Back');
    const unlinked = await readNewestMessage(page, 'no longer opens your account');
    assert.equal(unlinked.to, `to ${email}`);
    assert.ok(await isSignedIn(page));

    assert.deepEqual(consoleErrors, [failed('401 (Unauthorized)')]);
    assert.deepEqual(other.consoleErrors, []);
    await other.close();
    await close();
  });

  test('a WeChat cannot be unlinked on the day it signed in, nor the last login method, and the page says why', async () => {
    const view = { width: 320, height: 720, scale: 2 };
    const { page, consoleErrors, close } = await openShop(
      suite.browser,
      suite.demo,
      '/?lang=zh-Hans',
      view,
    );
    await scanAndConfirm(page, 'linXi');
    assert.equal(await signedInName(page), newcomer);
    await navigateByClick(page, 'link', '设置');
    await untilLinked(page, 1);
    const before = await accountRows(suite.demo);
    await askToUnlink(page, 0);
    await clickByRole(page, 'button', '解除关联');
    await page.waitForSelector(
      '::-p-text(您在过去一天内用此微信登录过。为了您的安全，24小时后才能解除关联)',
    );
    await letADayPass();
    await clickByRole(page, 'button', '知道了');
    await askToUnlink(page, 0);
    await clickByRole(page, 'button', '解除关联');
    await page.waitForSelector('::-p-text(这是您账号唯一的登录方式。请先添加其他方式，再解除关联)');
    assert.equal(await horizontalOverflow(page), 0);
    assert.deepEqual(await accountRows(suite.demo), before);
    assert.deepEqual(consoleErrors, [failed('403 (Forbidden)'), failed('409 (Conflict)')]);
    await close();
  });

  test('an old session has to sign in again by password before it may unlink', async () => {
    const { page, consoleErrors, close } = await openSettings();
    await untilLinked(page, 1);
    await ageSessions(zhouLan);
    const before = await accountRows(suite.demo);
    await askToUnlink(page, 0);
    await clickByRole(page, 'button', 'Unlink');
    await findByRole(page, 'heading', 'Is it still you?');
    await page.waitForSelector('::-p-text(For your safety, sign in again first.)');
    assert.deepEqual(await accountRows(suite.demo), before);
    assert.deepEqual(consoleErrors, [failed('403 (Forbidden)')]);

    await navigateByClick(page, 'link', 'Sign in with a password');
    await signIn(page);
    await untilLinked(page, 1);
    await askToUnlink(page, 0);
    await clickByRole(page, 'button', 'Unlink');
    await page.waitForSelector('::-p-text(No WeChat is linked to your account yet.)');
    const created = `${newcomer} ← ${people.linXi.name}`;
    assert.deepEqual(await accountLines(suite.demo), [zhouLan, gaoYuan, heXin, family, created]);
    assert.equal(consoleErrors.length, 1);
    await close();
  });

  test('an old session has to sign in again with WeChat before it may link', async () => {
    const { page, consoleErrors, close } = await openShop(
      suite.browser,
      suite.demo,
      '/?lang=en',
      desktop,
    );
    await scanAndConfirm(page, 'linXi');
    await signedInName(page);
    await navigateByClick(page, 'link', 'Settings');
    await ageSessions(newcomer);
    await clickByRole(page, 'button', 'Show code');
    await findByRole(page, 'heading', 'Please sign in again');
    await findByRole(page, 'heading', 'Is it still you?');
    await navigateByClick(page, 'link', 'Sign in with WeChat');
    await Promise.all([page.waitForNavigation(), scanAndConfirm(page)]);
    assert.equal(new URL(page.url()).pathname, '/settings');

    await clickByRole(page, 'button', 'Show code');
    await scan(page, 'noor');
    await follow(page);
    await confirm(page);
    await typeInto(page, 'Six digits from WeChat', await readChatDigits(page));
    await clickByRole(page, 'button', `Continue as ${newcomer}`);
    await untilLinked(page, 2);
    const both = `${newcomer} ← ${people.linXi.name}, ${people.noor.name}`;
    assert.deepEqual(await accountLines(suite.demo), [zhouLan, gaoYuan, heXin, family, both]);
    const [answer, developerErrors, ...others] = consoleErrors;
    assert.equal(answer, failed('403 (Forbidden)'));
    assert.match(developerErrors ?? '', /^<wechat-mp-login> reauthentication_required /);
    assert.deepEqual(others, []);
    await close();
  });
});
