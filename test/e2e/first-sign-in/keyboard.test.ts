/** The prompts and the settings page with the keyboard alone, including the phone beside them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { customers } from '../../../demo/shop/customers.js';
import { openDemoPage, untilStateIs, untilPromptsTitle } from '../../support/e2e/demo/demo-page.js';
import type { DemoPage } from '../../support/e2e/demo/demo-page.js';
import { readChatDigits, otherDigits } from '../../support/e2e/demo/phone.js';
import { people } from '../../support/e2e/demo/account-rows.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import {
  assertTabStops,
  focused,
  pressToNavigate,
  tab,
  tabTo,
  typeOver,
} from '../../support/e2e/page/keyboard.js';

const card = 'wechat-mp-login';
const prompts = [card, 'wechat-mp-binding'];
const headline = (page: Page): Promise<string> => page.$eval('h1', (it) => it.innerText);
const rows = `document.querySelector('wechat-mp-identities')?.state?.identities?.length`;
const untilName = (page: Page, name: string) =>
  page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);

/** Tabs to each field and types its value. */
async function fillIn(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    if ((await focused(page)).name !== name) await tabTo(page, name);
    await typeOver(page, value);
  }
}

describe('The prompts with the keyboard alone', () => {
  const suite = useDemo('ask');

  /** Uses the phone by keyboard: chooses the person, scans and follows. */
  async function scanByKeys(page: Page, person: Person): Promise<void> {
    await page.waitForSelector('wechat-phone ::-p-aria([name="Person"])');
    await tabTo(page, 'Person');
    for (let down = 0; down < Object.keys(people).indexOf(person); down++) {
      await page.keyboard.press('ArrowDown');
      assert.equal((await focused(page)).name, 'Person');
    }
    const owner = await page.$eval(
      'wechat-phone',
      ({ shadowRoot }) => shadowRoot?.querySelector('select')?.value,
    );
    assert.equal(owner, people[person].id);
    await tabTo(page, 'Scan');
    await page.keyboard.press('Enter');
    await untilName(page, 'Follow');
    await tabTo(page, 'Follow');
    await page.keyboard.press('Enter');
    await untilStateIs(page, "state.type === 'binding'");
  }

  /** Opens the first question for a new visitor, with the focus still on the phone. */
  async function openFirstQuestion(person: Person): Promise<DemoPage> {
    const demoPage = await openDemoPage(suite.browser, suite.demo);
    await demoPage.goTo('/?lang=en');
    await demoPage.untilState('ready');
    await scanByKeys(demoPage.page, person);
    await untilPromptsTitle(demoPage.page, 'First time here');
    assert.deepEqual(
      (await focused(demoPage.page)).hosts,
      ['wechat-phone'],
      'the prompts do not steal the focus',
    );
    return demoPage;
  }

  test('a new visitor creates an account', async () => {
    const { page } = await openFirstQuestion('noor');
    await tabTo(page, 'I’m new here Create a new account', 'back');
    await pressToNavigate(page, 'Enter');
    assert.match(await headline(page), /^WeChat user \d+$/);
  });

  test('a customer goes back and forth, makes a mistake, corrects it and links by password', async () => {
    const { page } = await openFirstQuestion('linXi');
    const digits = await readChatDigits(page);
    await tabTo(page, 'I have an account Link it once, then just scan', 'back');
    await page.keyboard.press('Enter');
    await untilPromptsTitle(page, 'Link your account');
    let at = await focused(page);
    assert.deepEqual([at.name, at.hosts], ['User name or e-mail', prompts]);

    await tabTo(page, 'Back');
    await page.keyboard.press('Space');
    await untilPromptsTitle(page, 'First time here');
    at = await focused(page);
    assert.deepEqual([at.name, at.tag, at.hosts], ['First time here', 'h2', prompts]);
    await tabTo(page, 'I have an account Link it once, then just scan');
    await page.keyboard.press('Space');
    await untilPromptsTitle(page, 'Link your account');

    await page.keyboard.press('Enter');
    at = await focused(page);
    assert.equal(at.name, 'User name or e-mail', 'the focus moves to the empty field');
    assert.ok(at.isMarked && at.isInView);
    const { email, password, name } = customers.zhouLan;
    await fillIn(page, { 'User name or e-mail': email, Password: password });
    await page.keyboard.press('Escape');
    await fillIn(page, { 'Six digits from WeChat': otherDigits(digits) });
    await page.keyboard.press('Enter');
    await untilStateIs(page, 'state.problem && !state.busy');
    at = await focused(page);
    assert.deepEqual([at.name, at.isMarked], ['Six digits from WeChat', true]);

    // The wrong value is selected, so typing replaces it. Escape has cleared nothing.
    await page.keyboard.type(digits);
    await pressToNavigate(page, 'Enter');
    assert.equal(await headline(page), name);
  });

  test('a customer whose phone number has two accounts uses a verification code and chooses one', async () => {
    const { page, verificationCodeFor } = await openFirstQuestion('heXin');
    const codes: string[] = [];
    page.on('request', (request) => request.url().endsWith('/codes') && codes.push(request.url()));
    const digits = await readChatDigits(page);
    await tabTo(page, 'I have an account Link it once, then just scan', 'back');
    await page.keyboard.press('Enter');
    await untilPromptsTitle(page, 'Link your account');
    await tabTo(page, 'Password', 'back');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await untilStateIs(page, "state.method === 'phone-code'");
    let at = await focused(page);
    assert.deepEqual([at.name, at.isMarked], ['Text message', true]);

    await tabTo(page, 'Mobile number');
    await page.keyboard.type(customers.heXin.phone);
    await page.keyboard.press('Enter');
    await untilStateIs(page, 'state.sent && !state.busy');
    assert.equal((await focused(page)).name, 'Code', 'Enter has requested a verification code');
    await tabTo(page, 'Send again');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    assert.equal((await focused(page)).name, 'Send again', 'pressing it too early keeps the focus');

    assert.equal(codes.length, 1);
    await tabTo(page, 'Code', 'back');
    await page.keyboard.type(await verificationCodeFor(customers.heXin.phone));
    await fillIn(page, { 'Six digits from WeChat': digits });
    await page.keyboard.press('Enter');
    await untilPromptsTitle(page, 'Choose your account');
    at = await focused(page);
    assert.deepEqual([at.tag, at.hosts], ['h2', prompts]);
    await tabTo(page, 'Back');
    await tabTo(page, customers.heXin.names[1], 'back');
    await pressToNavigate(page, 'Enter');
    assert.equal(await headline(page), customers.heXin.names[1]);
  });

  test('a WeChat is linked, kept and unlinked on the settings page', async () => {
    const { page, goTo, untilState } = await openDemoPage(suite.browser, suite.demo);
    await goTo('/password?lang=en');
    await fillIn(page, { 'E-mail': customers.zhouLan.email, Password: customers.zhouLan.password });
    await pressToNavigate(page, 'Enter');
    await tabTo(page, 'Settings');
    await pressToNavigate(page, 'Enter');
    await page.waitForFunction(`${rows} !== undefined`);
    const before = Number(await page.evaluate(rows));
    await tabTo(page, 'Show code');
    await page.keyboard.press('Enter');
    await untilState('ready');
    assert.equal(
      (await focused(page)).hosts[0],
      'wechat-mp-login',
      'the focus stays in the tag when its button goes',
    );
    await scanByKeys(page, 'meiTan');
    await untilPromptsTitle(page, 'Link your WeChat');
    assert.deepEqual((await focused(page)).hosts, ['wechat-phone']);
    const digits = await readChatDigits(page);
    await tabTo(page, 'Six digits from WeChat', 'back');
    await page.keyboard.type(digits);
    await page.keyboard.press('Enter');
    await untilState('success');
    assert.equal(
      (await focused(page)).hosts[0],
      'wechat-mp-login',
      'the focus stays in the tag when its form goes',
    );

    await page.waitForFunction(`${rows} === ${before} + 1`);
    await tabTo(page, 'Unlink', 'back');
    await page.keyboard.press('Enter');
    let at = await focused(page);
    assert.deepEqual([at.name, at.isMarked], ['Keep', true], 'the focus is on the safe button');
    await page.keyboard.press('Escape');
    at = await focused(page);
    assert.deepEqual([at.name, at.isMarked], ['Unlink', true]);
    await page.keyboard.press('Enter');
    await tabTo(page, 'Unlink', 'back');
    await page.keyboard.press('Space');
    await page.waitForFunction(`${rows} === ${before}`);
    at = await focused(page);
    assert.deepEqual(
      [at.tag, at.hosts],
      ['h2', ['wechat-mp-identities']],
      'the focus moves to the heading when the entry goes',
    );
    await tabTo(page, 'Sign out everywhere else');
  });

  test('the focus stays elsewhere on the page, but moves on from the QR code to the prompts', async () => {
    const { page, goTo, scan, untilState } = await openDemoPage(suite.browser, suite.demo);
    await goTo('/?lang=en');
    await untilState('ready');
    await tabTo(page, 'Demo accounts');
    await page.keyboard.press('Enter');
    await scan('meiTan');
    await untilPromptsTitle(page, 'First time here');
    assert.equal((await focused(page)).name, 'Demo accounts');

    await tabTo(page, 'Scan again', 'back');
    await page.keyboard.press('Enter');
    await untilState('ready');
    assert.equal(
      (await focused(page)).hosts[0],
      'wechat-mp-login',
      'the focus stays in the tag when its button goes',
    );
    await scan('meiTan');
    await untilPromptsTitle(page, 'First time here');
    assert.deepEqual((await focused(page)).hosts, prompts);
    await tabTo(page, 'I’m new here Create a new account');
  });

  test('Tab goes from top to bottom, and every form ends with its button and Back', async () => {
    const { page, goTo, scan } = await openDemoPage(suite.browser, suite.demo);
    await page.setViewport({ width: 320, height: 720 });
    await goTo('/?lang=en');
    await scan('meiTan');
    await untilPromptsTitle(page, 'First time here');
    const member = 'I have an account Link it once, then just scan';
    await assertTabStops(page, card, 'I’m new here Create a new account', member, 'Scan again');
    await tabTo(page, member, 'back');
    await page.keyboard.press('Enter');
    await untilPromptsTitle(page, 'Link your account');
    const ends = ['Six digits from WeChat', 'Link and sign in', 'Back'] as const;
    const forms = [
      ['Password', 'User name or e-mail', 'Password'],
      ['E-mail code', 'E-mail', 'Code', 'Send code'],
      ['Text message', 'Mobile number', 'Code', 'Send code'],
      ['Member number', 'Member number', 'PIN'],
    ] as const;
    for (const [method, ...fields] of forms) {
      if (method !== forms[0][0]) await page.keyboard.press('ArrowRight');
      await assertTabStops(page, card, method, ...fields, ...ends);
      // A field may have the same name as its method.
      await tabTo(page, fields[0], 'back');
      await tab(page, 'back');
    }
  });
});
