/** The prompts with a screen reader: what it reads, and that it announces each change once. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { errorText } from '../../../src/elements/binding/form/errors.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import {
  openDemoPage,
  untilPromptsTitle,
  untilStateIs,
  type DemoPage,
} from '../../support/e2e/demo/demo-page.js';
import {
  formOutline,
  shownOptions,
  textsFor,
  type FormView,
  type PromptTexts,
} from '../../support/e2e/demo/expected-outline.js';
import { otherDigits } from '../../support/e2e/demo/phone.js';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { violations } from '../../support/e2e/looks/axe.js';
import { press, whenStill } from '../../support/e2e/page/browser.js';
import {
  announcementRecorder,
  languagesIn,
  readAllText,
  readOutline,
  takeAnnouncements,
  untilRead,
} from '../../support/e2e/page/screen-reader.js';

/** Without this, the last step would leave the page and lose its announcements. */
const stayOnPage = `addEventListener('wechat-mp-login-success', (event) => event.preventDefault())`;
/** The card alone cannot fulfil these rules; another test checks them for the demo's pages. */
const rulesForPages = ['page-has-heading-one'];
/** Announcements wait until the new focus has been read. This is longer, but shorter than a QR code lives. */
const announcementMs = 1000;

async function fill(page: Page, name: string, text: string): Promise<void> {
  await page.locator(`wechat-mp-login ::-p-aria([name="${name}"][role="textbox"])`).fill(text);
}

async function chooseMethod(page: Page, name: string): Promise<void> {
  await whenStill(page, `wechat-mp-login ::-p-aria([name="${name}"][role="radio"])`).click();
}

const status = ([title, text]: readonly [string, unknown]): string =>
  `status: ${title} · ${String(text)}`;

interface Reader extends DemoPage {
  readonly lang: string;
  readonly texts: PromptTexts;
}

describe('The prompts with a screen reader', () => {
  const suite = useDemo('ask');

  async function openReader(lang: string): Promise<Reader> {
    const demoPage = await openDemoPage(
      suite.browser,
      suite.demo,
      announcementRecorder,
      stayOnPage,
    );
    const texts = await textsFor(lang);
    await demoPage.goTo(`/?lang=${lang}`);
    await demoPage.untilState('ready');
    return { ...demoPage, lang, texts };
  }

  /** Reads the card, and checks the announcements since the last call: each change once, in order. */
  async function assertRead(
    { page, lang, texts, skip }: Reader,
    lines: readonly string[],
    ...announcements: readonly string[]
  ): Promise<void> {
    await skip(announcementMs);
    await untilRead(
      () => readOutline(page, texts.login.name),
      (found) => assert.deepEqual(found, lines),
    );
    assert.deepEqual(await takeAnnouncements(page), announcements);
    assert.deepEqual(await languagesIn(page, 'wechat-mp-login'), [lang]);
    assert.deepEqual(await violations(page, rulesForPages), []);
  }

  async function assertForm(
    reader: Reader,
    view: Partial<FormView>,
    ...announcements: string[]
  ): Promise<void> {
    const options = await shownOptions(reader.page);
    const lines = formOutline(reader.texts, options, { method: 'phone-code', ...view });
    await assertRead(reader, lines, ...announcements);
  }

  /** Presses a button, and checks that the wait for the backend is announced once. */
  async function send(reader: Reader, name: string, view: Partial<FormView>): Promise<void> {
    const { page, texts } = reader;
    await page.evaluate('hold()');
    await press(page, name);
    await untilStateIs(page, 'state.busy');
    await assertForm(reader, view, `status: ${texts.prompts.busy}`);
    await page.evaluate('release()');
    await untilStateIs(page, '!state.busy');
  }

  async function readQrCode(reader: Reader): Promise<void> {
    const { login } = reader.texts;
    await assertRead(
      reader,
      [
        `heading "${login.messages.ready[0]}"`,
        `text "${String(login.messages.ready[1])}"`,
        `image "${login.picture}"`,
        'text "山岚商店"',
        `text "${login.kinds.service}"`,
        `button "${reader.texts.doors.cannotScan}"`,
      ],
      status(login.messages.ready),
    );
  }

  async function readFirstQuestion(reader: Reader, person: Person): Promise<void> {
    const { prompts } = reader.texts;
    await reader.scan(person);
    const [title, text] = prompts.prompts.choose;
    await untilPromptsTitle(reader.page, title);
    await assertRead(
      reader,
      [
        `heading "${title}"`,
        `text "${text}"`,
        `button "${prompts.newAccount.join(' ')}"`,
        `button "${prompts.existingAccount.join(' ')}"`,
        `button "${prompts.restart}"`,
      ],
      status(prompts.messages.approved),
      status(prompts.prompts.choose),
    );
  }

  /** Opens the form for a phone number and sends it while it is empty. @returns the field labels */
  async function readEmptyForm(reader: Reader) {
    const { page, texts } = reader;
    const { prompts } = texts;
    const { link } = prompts.prompts;
    await press(page, prompts.existingAccount.join(' '));
    await untilPromptsTitle(page, link[0]);
    const [, , phone] = (await shownOptions(page)).filter((option) => option.action === 'link');
    const [number, verificationCode] = phone?.fields ?? [];
    assert.ok(phone && number && verificationCode);
    await assertForm(reader, { method: 'password' }, status(link));
    // The screen reader itself says that a radio button is checked.
    await chooseMethod(page, phone.label);
    await assertForm(reader, {});

    const missing = String(prompts.mistakes.missing);
    await press(page, prompts.submit.link);
    const labels = [number.label, verificationCode.label, prompts.chatDigitsLabel];
    await assertForm(
      reader,
      { errors: { phone: missing, code: missing, chatCode: missing } },
      `alert: ${labels.map((label) => `${label}: ${missing}`).join(' ')}`,
    );
    return { number: number.label, verificationCode: verificationCode.label, missing };
  }

  async function readWholeSignIn(lang: string, person: Person, account: string): Promise<void> {
    const reader = await openReader(lang);
    const { page, texts, skip, untilState } = reader;
    const { login, prompts } = texts;
    await readQrCode(reader);
    await readFirstQuestion(reader, person);
    const labels = await readEmptyForm(reader);
    const { missing } = labels;

    // Another code may be asked for after 60 s, which is then read as well.
    await page.evaluate('stopClock()');
    const values: Record<string, string> = { phone: customers.heXin.phone };
    await fill(page, labels.number, customers.heXin.phone);
    await assertForm(reader, { values, errors: { code: missing, chatCode: missing } });
    await send(reader, prompts.send, { values, busy: 'code' });
    await assertForm(reader, { values, isSent: true }, `status: ${prompts.sent}`);
    const outline = await readOutline(page, login.name);
    await skip(20_000);
    assert.deepEqual(await takeAnnouncements(page), [], 'the countdown is not announced');
    assert.deepEqual(await readOutline(page, login.name), outline);

    const rightCode = await reader.verificationCodeFor(customers.heXin.phone);
    const rightDigits = await reader.chatDigits(person);
    values['code'] = rightCode;
    values['chatCode'] = otherDigits(rightDigits);
    await fill(page, labels.verificationCode, rightCode);
    await fill(page, prompts.chatDigitsLabel, otherDigits(rightDigits));
    await send(reader, prompts.submit.link, { values, isSent: true, busy: 'bind' });
    const wrongDigits = errorText({ kind: 'chat', remaining: 2 }, prompts);
    await assertForm(
      reader,
      { values, isSent: true, errors: { chatCode: wrongDigits } },
      `alert: ${prompts.chatDigitsLabel}: ${wrongDigits}`,
    );
    values['chatCode'] = rightDigits;
    await fill(page, prompts.chatDigitsLabel, rightDigits);
    await assertForm(reader, { values, isSent: true });
    assert.ok(!(await readAllText(page)).includes(wrongDigits), 'the error is gone');

    values['code'] = otherDigits(rightCode);
    await fill(page, labels.verificationCode, otherDigits(rightCode));
    await send(reader, prompts.submit.link, { values, isSent: true, busy: 'bind' });
    const wrongProof = errorText({ kind: 'proof', remaining: 4 }, prompts);
    await assertForm(reader, { values, isSent: true, error: wrongProof }, `alert: ${wrongProof}`);

    values['code'] = rightCode;
    await fill(page, labels.verificationCode, rightCode);
    await send(reader, prompts.submit.link, { values, isSent: true, error: '', busy: 'bind' });
    await readChoiceOfAccount(reader);

    await page.evaluate('hold()');
    await press(page, account);
    await untilStateIs(page, 'state.busy');
    await skip(announcementMs);
    assert.deepEqual(await takeAnnouncements(page), [`status: ${prompts.busy}`]);
    await page.evaluate('release()');
    await untilState('success');
    const [title, text] = prompts.messages.linked;
    await assertRead(
      reader,
      [
        `heading "${title}"`,
        `text "${String(text)}"`,
        `text "${account}"`,
        `text "${prompts.yourAccount}"`,
      ],
      `status: ${title} · ${account} · ${String(text)}`,
    );
  }

  async function readChoiceOfAccount(reader: Reader): Promise<void> {
    const { prompts } = reader.texts;
    const [title, text] = prompts.prompts.select;
    await untilPromptsTitle(reader.page, title);
    // The title has the focus by now, so it is read with it. Only the text is announced.
    await assertRead(
      reader,
      [
        `heading "${title}"`,
        `text "${text}"`,
        ...customers.heXin.names.map((name) => `button "${name}"`),
        `button "${prompts.back}"`,
      ],
      `status: ${text}`,
    );
  }

  test('every step is read and announced, in English', () =>
    readWholeSignIn('en', 'heXin', customers.heXin.names[1]));

  test('every step is read and announced, in Chinese', () =>
    readWholeSignIn('zh-Hans', 'linXi', customers.heXin.names[0]));

  test('a password and a PIN are read as dots, also after an error', async () => {
    const { page, texts, scan, skip } = await openReader('en');
    const { prompts } = texts;
    const secrets = { Password: 'correct-horse-42', PIN: '8642' };
    const assertSecret = (text: string): void => {
      // Not an AssertionError, after which `untilRead` would try again: a secret must never be read.
      if (Object.values(secrets).some((secret) => text.includes(secret))) throw new Error(text);
    };
    const assertDots = async (): Promise<void> => {
      await skip(announcementMs);
      await untilRead(
        () => readAllText(page),
        (text) => {
          assertSecret(text);
          assert.match(text, /••••/);
        },
      );
      assertSecret((await takeAnnouncements(page)).join('\n'));
    };
    await scan('meiTan');
    await untilPromptsTitle(page, prompts.prompts.choose[0]);
    await press(page, prompts.existingAccount.join(' '));
    await untilPromptsTitle(page, prompts.prompts.link[0]);
    await fill(page, 'Password', secrets.Password);
    await assertDots();
    await press(page, prompts.submit.link);
    await assertDots();
    await chooseMethod(page, 'Member number');
    await fill(page, 'PIN', secrets.PIN);
    await assertDots();
  });
});
