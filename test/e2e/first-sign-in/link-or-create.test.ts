/** Four people sign in for the first time. Each test checks the account tables. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { customers } from '../../../demo/shop/customers.js';
import {
  clickByRole,
  openShop,
  navigateByClick,
  signedInName,
  shownError,
  findByRole,
  isShown,
  typeInto,
  valueOf,
} from '../../support/e2e/demo/shop-page.js';
import type { ShopVisit } from '../../support/e2e/demo/shop-page.js';
import {
  readVerificationCode,
  readChatDigits,
  follow,
  otherDigits,
  scan,
  tap,
} from '../../support/e2e/demo/phone.js';
import {
  seededNames,
  accountLines,
  people,
  accountRows,
} from '../../support/e2e/demo/account-rows.js';
import { horizontalOverflow } from '../../support/e2e/page/browser.js';

const { zhouLan, gaoYuan, heXin, family } = seededNames;
/** The browser's console line for an answer that refuses a proof. */
const refused = 'Failed to load resource: the server responded with a status of 401 (Unauthorized)';

const desktop = { width: 1280, height: 900 };

describe('A visitor who signs in for the first time', () => {
  const suite = useDemo('ask');
  /** The name of the account that the first person gets. */
  let newcomer = '';

  /** Signs out and scans again: the same account is opened without a question. */
  async function signInAgain(
    { page, states }: ShopVisit,
    signOut: string,
    name: string,
  ): Promise<void> {
    const before = await accountRows(suite.demo);
    await navigateByClick(page, 'button', signOut);
    const seen = states.length;
    await scan(page);
    assert.equal(await signedInName(page), name);
    assert.ok(states.slice(seen).includes('success'));
    assert.ok(!states.slice(seen).includes('binding'), 'no question is asked');
    assert.deepEqual(await accountRows(suite.demo), before);
  }

  test('a new visitor creates an account and is recognized from then on', async () => {
    const view = { width: 320, height: 720, scale: 2 };
    const visit = await openShop(suite.browser, suite.demo, '/?lang=zh-Hans', view);
    const { page, consoleErrors } = visit;
    assert.deepEqual(await accountLines(suite.demo), [zhouLan, gaoYuan, heXin, family]);
    await scan(page, 'linXi');
    await follow(page);

    await findByRole(page, 'heading', '第一次在这里登录');
    assert.equal(await horizontalOverflow(page), 0);
    assert.deepEqual(
      await accountLines(suite.demo),
      [zhouLan, gaoYuan, heXin, family],
      'a question alone creates nothing',
    );
    await clickByRole(page, 'button', '我是新用户 创建一个新账号');

    newcomer = await signedInName(page);
    assert.match(newcomer, /^微信用户 \d{4}$/);
    const created = `${newcomer} ← ${people.linXi.name}`;
    assert.deepEqual(await accountLines(suite.demo), [zhouLan, gaoYuan, heXin, family, created]);

    await signInAgain(visit, '退出登录', newcomer);
    assert.equal(await horizontalOverflow(page), 0);
    assert.deepEqual(consoleErrors, []);
    await visit.close();
  });

  test('a customer links an account with the password and the chat digits, after a wrong password', async () => {
    const visit = await openShop(suite.browser, suite.demo, '/?lang=en', desktop);
    const { page, consoleErrors, successes } = visit;
    await scan(page, 'chenYu');
    await findByRole(page, 'heading', 'First time here');
    await clickByRole(page, 'button', 'I have an account Link it once, then just scan');
    await findByRole(page, 'heading', 'Link your account');
    const digits = await readChatDigits(page);
    const before = await accountRows(suite.demo);

    const { email, password } = customers.zhouLan;
    await typeInto(page, 'User name or e-mail', email);
    await typeInto(page, 'Password', 'mountain-tea-24');
    await typeInto(page, 'Six digits from WeChat', digits);
    await clickByRole(page, 'button', 'Link and sign in');
    assert.equal(await shownError(page), 'That didn’t match. 4 tries left.');
    assert.equal(await valueOf(page, 'User name or e-mail'), email);
    assert.equal(await valueOf(page, 'Password'), 'mountain-tea-24');
    assert.equal(await valueOf(page, 'Six digits from WeChat'), digits);
    assert.deepEqual(await accountRows(suite.demo), before);

    await typeInto(page, 'Password', password);
    await clickByRole(page, 'button', 'Link and sign in');
    assert.equal(await signedInName(page), zhouLan);
    const shown = ['WeChat linked', 'WeChat opens this account from now on.', zhouLan];
    assert.deepEqual(successes, [shown.join(' · ')]);
    const [linked, created] = [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${newcomer} ← ${people.linXi.name}`,
    ];
    assert.deepEqual(await accountLines(suite.demo), [linked, gaoYuan, heXin, family, created]);
    await signInAgain(visit, 'Sign out', zhouLan);
    assert.deepEqual(consoleErrors, [refused]);
    await visit.close();
  });

  test('a customer links an account with a verification code by e-mail, after a wrong one', async () => {
    const visit = await openShop(suite.browser, suite.demo, '/?lang=en', {
      ...desktop,
      dark: true,
    });
    const { page, consoleErrors } = visit;
    await scan(page, 'meiTan');
    await follow(page);
    await clickByRole(page, 'button', 'I have an account Link it once, then just scan');
    await clickByRole(page, 'radio', 'E-mail code');
    const digits = await readChatDigits(page);
    await tap(page, 'Back');
    const before = await accountRows(suite.demo);

    const { email } = customers.gaoYuan;
    await typeInto(page, 'E-mail', email);
    await clickByRole(page, 'button', 'Send code');
    const sent = await findByRole(page, 'button', 'Send again');
    const sendButton = await sent.evaluate((button) => ({
      label: (button as HTMLElement).innerText.trim(),
      isDisabled: button.getAttribute('aria-disabled'),
    }));
    assert.match(sendButton.label, /Again in [1-6]?\ds$/);
    assert.equal(sendButton.isDisabled, 'true');
    const code = await readVerificationCode(page, email);

    await typeInto(page, 'Code', otherDigits(code));
    await typeInto(page, 'Six digits from WeChat', digits);
    await clickByRole(page, 'button', 'Link and sign in');
    assert.equal(await shownError(page), 'That didn’t match. 4 tries left.');
    assert.equal(await valueOf(page, 'E-mail'), email);
    assert.equal(await valueOf(page, 'Six digits from WeChat'), digits);
    assert.deepEqual(await accountRows(suite.demo), before);

    await typeInto(page, 'Code', code);
    await clickByRole(page, 'button', 'Link and sign in');
    assert.equal(await signedInName(page), gaoYuan);
    assert.deepEqual(await accountLines(suite.demo), [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${gaoYuan} ← ${people.meiTan.name}`,
      heXin,
      family,
      `${newcomer} ← ${people.linXi.name}`,
    ]);
    await signInAgain(visit, 'Sign out', gaoYuan);
    assert.deepEqual(consoleErrors, [refused]);
    await visit.close();
  });

  test('a customer whose phone number has two accounts chooses one', async () => {
    const view = { width: 390, height: 844, scale: 2 };
    const visit = await openShop(suite.browser, suite.demo, '/?lang=zh-Hans', view);
    const { page, consoleErrors } = visit;
    await scan(page, 'heXin');
    await follow(page);
    await clickByRole(page, 'button', '我已有账号 关联后，扫码即可登录');
    await clickByRole(page, 'radio', '手机验证码');
    const digits = await readChatDigits(page);
    await tap(page, 'Back');
    await typeInto(page, '手机号', '138 0000 0003');
    await clickByRole(page, 'button', '获取验证码');
    await typeInto(page, '验证码', await readVerificationCode(page, '+8613800000003'));
    await typeInto(page, '微信里的六位数字', digits);
    await clickByRole(page, 'button', '关联并登录');

    await findByRole(page, 'heading', '选择账号');
    assert.ok(await isShown(page, 'button', heXin));
    const before = await accountLines(suite.demo);
    assert.equal(before[2], heXin, 'nothing is linked before the choice');
    assert.equal(before[3], family);
    await clickByRole(page, 'button', family);

    assert.equal(await signedInName(page), family);
    assert.deepEqual(await accountLines(suite.demo), [
      `${zhouLan} ← ${people.chenYu.name}`,
      `${gaoYuan} ← ${people.meiTan.name}`,
      heXin,
      `${family} ← ${people.heXin.name}`,
      `${newcomer} ← ${people.linXi.name}`,
    ]);
    await signInAgain(visit, '退出登录', family);
    assert.deepEqual(consoleErrors, []);
    await visit.close();
  });
});
