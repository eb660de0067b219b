/** The settings page with a screen reader: a WeChat is linked, kept and unlinked. */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { customers } from '../../../demo/shop/customers.js';
import { identitiesTermsFor } from '../../../src/elements/texts/terms.js';
import type { IdentitiesTerms } from '../../../src/locales/terms/identities.js';
import { people, type Person } from '../../support/e2e/demo/account-rows.js';
import {
  openDemoPage,
  untilPromptsTitle,
  type DemoPage,
} from '../../support/e2e/demo/demo-page.js';
import {
  shownOptions,
  textsFor,
  type PromptTexts,
} from '../../support/e2e/demo/expected-outline.js';
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

/** Announcements wait until the new focus has been read. This is longer. */
const announcementMs = 1000;
const shop = '山岚商店';
/** Answers the phone's first request for the chat with an empty one: the reply comes late. */
const lateReply = `(() => {
  const { fetch } = globalThis;
  let looks = 0;
  globalThis.fetch = (url, ...given) =>
    String(url).endsWith('/phone/chat') && looks++ === 0
      ? Promise.resolve(Response.json([]))
      : fetch(url, ...given);
})()`;
const rowCount = `document.querySelector('wechat-mp-identities')?.state?.identities?.length`;
const openStep = `document.querySelector('wechat-mp-identities')?.state?.open?.step`;

const status = ([title, text]: readonly [string, unknown]): string =>
  `status: ${title} · ${String(text)}`;

interface Reader extends DemoPage, PromptTexts {
  readonly lang: string;
  readonly terms: IdentitiesTerms;
}

describe('The settings page with a screen reader', () => {
  const suite = useDemo('ask');
  beforeEach(async () => {
    const { accounts } = suite.demo.database;
    const [customer] = await accounts.byEmail(customers.zhouLan.email);
    assert.ok(customer);
    await accounts.unlinkAll(customer.id);
  });

  async function openReader(lang: string): Promise<Reader> {
    const demoPage = await openDemoPage(suite.browser, suite.demo, announcementRecorder);
    return { ...demoPage, ...(await textsFor(lang)), lang, terms: await identitiesTermsFor(lang) };
  }

  /** Reads one card, and checks the announcements of the whole page since the last call. */
  async function assertRead(
    { page, lang, skip }: Reader,
    card: string,
    lines: readonly (string | RegExp)[],
    ...announcements: readonly string[]
  ): Promise<void> {
    await skip(announcementMs);
    await untilRead(
      () => readOutline(page, card),
      (found) => {
        assert.equal(found.length, lines.length, found.join('\n'));
        lines.forEach((expected, index) => {
          if (typeof expected === 'string') assert.equal(found[index], expected);
          else assert.match(found[index] ?? '', expected);
        });
      },
    );
    assert.deepEqual(await takeAnnouncements(page), announcements);
    assert.deepEqual(await languagesIn(page, 'wechat-mp-identities'), [lang]);
    assert.deepEqual(await violations(page), []);
  }

  const headLines = ({ terms }: Reader) => [`heading "${terms.title}"`, `text "${terms.text}"`];
  const rowLines = (reader: Reader) => [
    ...headLines(reader),
    'list ""',
    'listitem ""',
    `text "${shop}"`,
    /^text ".+"$/,
  ];
  const listLines = (reader: Reader) => [
    ...rowLines(reader),
    new RegExp(`^button "${reader.terms.unlink} ${shop} .+"$`),
  ];
  const clickUnlink = async ({ page }: Reader): Promise<void> =>
    whenStill(page, `wechat-mp-identities >>> li button`).click();

  async function signInByPassword({ page, goTo, lang }: Reader): Promise<void> {
    await goTo(`/password?lang=${lang}`);
    await page.locator('#email').fill(customers.zhouLan.email);
    await page.locator('#password').fill(customers.zhouLan.password);
    assert.ok(!(await readAllText(page)).includes(customers.zhouLan.password));
    await Promise.all([page.waitForNavigation(), page.locator('form button').click()]);
  }

  async function readLinking(reader: Reader, person: Person): Promise<void> {
    const { page, scan, chatDigits, skip, untilState, prompts, login, terms } = reader;
    await press(page, login.show);
    await untilState('ready');
    await scan(person);
    await untilPromptsTitle(page, prompts.prompts.connect[0]);
    const [option] = await shownOptions(page);
    assert.ok(option?.action === 'link');
    const hint = prompts.chatDigitsHint(`\u2068${shop}\u2069`);
    await assertRead(
      reader,
      prompts.link.name,
      [
        `heading "${prompts.prompts.connect[0]}"`,
        `text "${prompts.prompts.connect[1]}"`,
        `textbox "${prompts.chatDigitsLabel}" required: ${hint}`,
        `text "${hint}"`,
        `button "${option.label}"`,
        `button "${prompts.restart}"`,
      ],
      status(prompts.link.messages.ready),
      status(prompts.link.messages.approved),
      status(prompts.prompts.connect),
    );

    const chat = `wechat-mp-login ::-p-aria([name="${prompts.chatDigitsLabel}"][role="textbox"])`;
    await page.locator(chat).fill(await chatDigits(person));
    await page.evaluate('hold()');
    await press(page, option.label);
    await page.waitForSelector(`wechat-mp-login ::-p-aria([name="${prompts.busy}"])`);
    await skip(announcementMs);
    assert.deepEqual(await takeAnnouncements(page), [`status: ${prompts.busy}`]);
    await page.evaluate('release()');
    await untilState('success');
    await page.waitForFunction(`${rowCount} === 1`);
    const [title, text] = prompts.messages.linked;
    await assertRead(
      reader,
      terms.title,
      listLines(reader),
      `status: ${title} · ${customers.zhouLan.name} · ${String(text)}`,
    );
  }

  async function readUnlinking(reader: Reader): Promise<void> {
    const { page, terms } = reader;
    // The focus moves to a group whose name is the question, so it is not announced.
    await clickUnlink(reader);
    await page.waitForFunction(`${openStep} === 'ask'`);
    const question = [`group "${terms.confirmUnlink}"`, `text "${terms.confirmUnlink}"`];
    const answers = [`button "${terms.unlink}"`, `button "${terms.keep}"`];
    await assertRead(reader, terms.title, [...rowLines(reader), ...question, ...answers]);
    await press(page, terms.keep);
    await assertRead(reader, terms.title, listLines(reader));
    await clickUnlink(reader);
    await page.evaluate('hold()');
    await press(page, terms.unlink);
    await page.waitForFunction(`${openStep} === 'busy'`);
    const disabled = [`button "${terms.unlinking}" disabled`, `button "${terms.keep}" disabled`];
    await assertRead(reader, terms.title, [...rowLines(reader), ...question, ...disabled]);
    await page.evaluate('release()');
    await page.waitForFunction(`${rowCount} === 0`);
    const empty = [...headLines(reader), `text "${terms.empty}"`];
    await assertRead(reader, terms.title, empty, `status: ${terms.unlinked(shop)}`);
  }

  async function readWholeVisit(lang: string, person: Person): Promise<void> {
    const reader = await openReader(lang);
    const { page, goTo, prompts, login, terms } = reader;
    await signInByPassword(reader);
    await goTo(`/settings?lang=${lang}`);
    await page.waitForFunction(`${rowCount} === 0`);
    await page.waitForSelector(`wechat-mp-login ::-p-aria([name="${login.show}"])`);
    await assertRead(
      reader,
      terms.title,
      [...headLines(reader), `text "${terms.empty}"`],
      status(prompts.link.messages.idle),
    );
    await readLinking(reader, person);
    await readUnlinking(reader);
  }

  test('linking and unlinking a WeChat is read and announced, in English', () =>
    readWholeVisit('en', 'linXi'));

  test('linking and unlinking a WeChat is read and announced, in Chinese', () =>
    readWholeVisit('zh-Hans', 'heXin'));

  /** Makes every session as strong as one by a password: it may unlink, and no login of today is kept. */
  async function confirmSessions(): Promise<void> {
    const { database } = suite.demo;
    await database.query('update wml_sessions set confirmed = true', []);
    await database.query('delete from wml_identity_records', []);
  }

  test('the last login method is kept, and the reason is announced at once', async () => {
    const reader = await openReader('en');
    const { page, goTo, scan, prompts, terms } = reader;
    await goTo('/?lang=en');
    await scan('noor');
    await untilPromptsTitle(page, prompts.prompts.choose[0]);
    const navigation = page.waitForNavigation();
    await press(page, prompts.newAccount.join(' '));
    await navigation;
    await confirmSessions();
    await goTo('/settings?lang=en');
    await page.waitForFunction(`${rowCount} === 1`);
    await clickUnlink(reader);
    await press(page, terms.unlink);
    await page.waitForFunction(`${openStep} === 'refused'`);
    const reason = String(terms.messages.last_way_in);
    await assertRead(
      reader,
      terms.title,
      [...rowLines(reader), `group "${reason}"`, `text "${reason}"`, `button "${terms.close}"`],
      `status: ${prompts.link.messages.idle.join(' · ')}`,
      `alert: ${reason}`,
    );
  });

  test('the phone announces each message once', async () => {
    const { page, goTo, untilState } = await openReader('en');
    await page.evaluateOnNewDocument(lateReply);
    await goTo('/?lang=en');
    await untilState('ready');
    const owner = await page.waitForSelector('wechat-phone ::-p-aria([name="Person"])');
    await owner?.select(people.meiTan.id);
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.waitForSelector('wechat-phone >>> .line');
    const announced = await takeAnnouncements(page, 'wechat-phone');
    const scanned = announced.filter((each) => each.includes('You are signing in'));
    assert.equal(scanned.length, 1, String(announced));
  });

  test('every page of the shop has one main heading', async () => {
    const { page, goTo } = await openReader('en');
    for (const path of ['/?lang=en', '/password?lang=en']) {
      await goTo(path);
      assert.deepEqual(await violations(page), [], path);
    }
  });
});
