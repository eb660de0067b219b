/** The prompts by ear alone: what is read, what is said by itself, and nothing of it twice. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { errorText } from '../../../src/elements/binding/form/errors.js';
import { violations } from '../../support/e2e/looks/axe.js';
import { invite, untilIs, untilTitle } from '../../support/e2e/demo/demo-page.js';
import { formOutline, optionsOf, wordsFor } from '../../support/e2e/demo/expected-outline.js';
import type { FormView } from '../../support/e2e/demo/expected-outline.js';
import { otherThan } from '../../support/e2e/demo/phone.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import { launch, press } from '../../support/e2e/page/browser.js';
import { ears, everything, heard, languagesIn, outline } from '../../support/e2e/page/screen-reader.js';

/** The last step would leave the page, and take with it what it says. */
const stay = `addEventListener('wechat-mp-login-success', (event) => event.preventDefault())`;
/** The demo's page has its own test for this. */
const ofThePage = ['page-has-heading-one'];
/** Longer than the news wait for the focus to be heard; not as long as a code can be shown. */
const aWhileMs = 1000;

async function fill(page: Page, name: string, text: string): Promise<void> {
  await page.locator(`wechat-mp-login ::-p-aria([name="${name}"][role="textbox"])`).fill(text);
}

async function choose(page: Page, name: string): Promise<void> {
  await page.locator(`wechat-mp-login ::-p-aria([name="${name}"][role="radio"])`).click();
}

describe('The prompts by ear alone', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    const config = { port: 0, confirm: 'none', newAccounts: 'ask' } as const;
    [browser, demo] = await Promise.all([launch(), startDemo(config, () => undefined)]);
  });
  after(async () => {
    await browser.close();
    await demo.stop();
  });
  afterEach(async () => {
    // A page that is left open would go on asking for its backend.
    for (const context of browser.browserContexts()) {
      if (context !== browser.defaultBrowserContext()) await context.close();
    }
  });

  async function begin(lang: string) {
    const guest = await invite(browser, demo, ears, stay);
    const { page, go, until, skip } = guest;
    const words = await wordsFor(lang);
    await go(`/?lang=${lang}`);
    await until('ready');
    /** Reads the card, and compares what was said since: each change once, in its order. */
    async function isRead(lines: readonly string[], ...news: readonly string[]): Promise<void> {
      await skip(aWhileMs);
      assert.deepEqual(await outline(page, words.login.name), lines);
      assert.deepEqual(await heard(page), news);
      assert.deepEqual(await languagesIn(page, 'wechat-mp-login'), [lang]);
      assert.deepEqual(await violations(page, ofThePage), []);
    }
    return { ...guest, words, isRead };
  }

  async function wholeWay(lang: string, person: Person, account: string): Promise<void> {
    const { page, words, isRead, scan, skip, digits, codeTo, until } = await begin(lang);
    const { login, prompts } = words;
    const isForm = async (view: Partial<FormView>, ...news: string[]): Promise<void> =>
      isRead(formOutline(words, await optionsOf(page), { method: 'phone-code', ...view }), ...news);
    const said = ([title, text]: readonly [string, unknown]) =>
      `status: ${title} · ${String(text)}`;

    await isRead(
      [
        `heading "${login.messages.ready[0]}"`,
        `text "${String(login.messages.ready[1])}"`,
        `image "${login.picture}"`,
        'text "山岚商店"',
        `text "${login.kinds.service}"`,
      ],
      said(login.messages.ready),
    );

    await scan(person);
    const { choose: asked, link, select } = prompts.prompts;
    await untilTitle(page, asked[0]);
    await isRead(
      [
        `heading "${asked[0]}"`,
        `text "${asked[1]}"`,
        `button "${prompts.newAccount.join(' ')}"`,
        `button "${prompts.existingAccount.join(' ')}"`,
        `button "${prompts.restart}"`,
      ],
      said(login.messages.approved),
      said(asked),
    );

    /** Presses, and hears once that it is under way, for as long as that takes. */
    const send = async (name: string, view: Partial<FormView>): Promise<void> => {
      await page.evaluate('hold()');
      await press(page, name);
      await untilIs(page, 'state.busy');
      await isForm(view, `status: ${prompts.busy}`);
      await page.evaluate('release()');
      await untilIs(page, '!state.busy');
    };

    await press(page, prompts.existingAccount.join(' '));
    await untilTitle(page, link[0]);
    const [, , phone] = (await optionsOf(page)).filter((option) => option.action === 'link');
    const [number, code] = phone?.fields ?? [];
    assert.ok(phone && number && code);
    await isForm({ method: 'password' }, said(link));
    // A radio button says itself that it is chosen.
    await choose(page, phone.label);
    await isForm({});

    const missing = String(prompts.mistakes.missing);
    await press(page, prompts.submit.link);
    const labels = [number.label, code.label, prompts.chatDigitsLabel];
    await isForm(
      { errors: { phone: missing, code: missing, chatCode: missing } },
      `alert: ${labels.map((label) => `${label}: ${missing}`).join(' ')}`,
    );

    const values: Record<string, string> = { phone: customers.heXin.phone };
    await fill(page, number.label, customers.heXin.phone);
    await isForm({ values, errors: { code: missing, chatCode: missing } });
    await send(prompts.send, { values, busy: 'code' });
    await isForm({ values, isSent: true }, `status: ${prompts.sent}`);
    const read = await outline(page, login.name);
    await skip(20_000);
    assert.deepEqual(await heard(page), [], 'nobody hears the seconds');
    assert.deepEqual(await outline(page, login.name), read);

    const code6 = await codeTo(customers.heXin.phone);
    const digits6 = await digits(person);
    values['code'] = code6;
    values['chatCode'] = otherThan(digits6);
    await fill(page, code.label, code6);
    await fill(page, prompts.chatDigitsLabel, otherThan(digits6));
    await send(prompts.submit.link, { values, isSent: true, busy: 'bind' });
    const chat = errorText({ kind: 'chat', remaining: 2 }, prompts);
    await isForm(
      { values, isSent: true, errors: { chatCode: chat } },
      `alert: ${prompts.chatDigitsLabel}: ${chat}`,
    );
    values['chatCode'] = digits6;
    await fill(page, prompts.chatDigitsLabel, digits6);
    await isForm({ values, isSent: true });
    assert.ok(!(await everything(page)).includes(chat), 'what is mended is wrong no longer');

    values['code'] = otherThan(code6);
    await fill(page, code.label, otherThan(code6));
    await send(prompts.submit.link, { values, isSent: true, busy: 'bind' });
    const proof = errorText({ kind: 'proof', remaining: 4 }, prompts);
    await isForm({ values, isSent: true, error: proof }, `alert: ${proof}`);

    values['code'] = code6;
    await fill(page, code.label, code6);
    await send(prompts.submit.link, { values, isSent: true, error: '', busy: 'bind' });
    await untilTitle(page, select[0]);
    // The title has the focus by now, and is read with it.
    await isRead(
      [
        `heading "${select[0]}"`,
        `text "${select[1]}"`,
        ...customers.heXin.names.map((name) => `button "${name}"`),
        `button "${prompts.back}"`,
      ],
      `status: ${select[1]}`,
    );

    await press(page, account);
    await until('success');
    const [title, text] = prompts.messages.linked;
    await isRead(
      [
        `heading "${title}"`,
        `text "${String(text)}"`,
        `text "${account}"`,
        `text "${login.yourAccount}"`,
      ],
      `status: ${title} · ${account} · ${String(text)}`,
    );
  }

  test('from the code to the account, in English', () =>
    wholeWay('en', 'heXin', customers.heXin.names[1]));

  test('from the code to the account, in Chinese', () =>
    wholeWay('zh-Hans', 'linXi', customers.heXin.names[0]));

  test('a password and a PIN are read as dots, whatever became of them', async () => {
    const { page, words, scan, skip } = await begin('en');
    const { prompts } = words;
    const secrets = { Password: 'correct-horse-42', PIN: '8642' };
    await scan('meiTan');
    await untilTitle(page, prompts.prompts.choose[0]);
    await press(page, prompts.existingAccount.join(' '));
    await untilTitle(page, prompts.prompts.link[0]);
    const isKept = async (): Promise<void> => {
      await skip(aWhileMs);
      const all = [await everything(page), ...(await heard(page))].join('\n');
      assert.ok(all.includes('••••'));
      for (const secret of Object.values(secrets)) assert.ok(!all.includes(secret));
    };
    await fill(page, 'Password', secrets.Password);
    await isKept();
    await press(page, prompts.submit.link);
    await isKept();
    await choose(page, 'Member number');
    await fill(page, 'PIN', secrets.PIN);
    await isKept();
  });
});
