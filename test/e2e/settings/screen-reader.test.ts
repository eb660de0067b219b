/** The settings page by ear alone: a WeChat is linked, looked at and unlinked, or stays. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import { customers } from '../../../demo/shop/customers.js';
import { startDemo } from '../../../demo/start.js';
import type { RunningDemo } from '../../../demo/start.js';
import { identitiesTermsFor } from '../../../src/elements/texts/terms.js';
import { violations } from '../../support/e2e/looks/axe.js';
import { invite, untilTitle } from '../../support/e2e/demo/demo-page.js';
import { optionsOf, wordsFor } from '../../support/e2e/demo/expected-outline.js';
import { people } from '../../support/e2e/demo/account-rows.js';
import type { Person } from '../../support/e2e/demo/account-rows.js';
import { launch, press } from '../../support/e2e/page/browser.js';
import {
  ears,
  everything,
  heard,
  languagesIn,
  outline,
} from '../../support/e2e/page/screen-reader.js';

/** Longer than the news wait for the focus to be heard. */
const aWhileMs = 1000;
const shop = '山岚商店';
/** The phone looks once before the reply is there, as it does wherever that takes a moment. */
const lateReply = `(() => {
  const { fetch } = globalThis;
  let looks = 0;
  globalThis.fetch = (url, ...given) =>
    String(url).endsWith('/phone/chat') && looks++ === 0
      ? Promise.resolve(Response.json([]))
      : fetch(url, ...given);
})()`;
const rows = `document.querySelector('wechat-mp-identities').state.identities?.length`;
const step = `document.querySelector('wechat-mp-identities').state.open?.step`;

describe('The settings page by ear alone', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    const config = { port: 0, confirm: 'none', newAccounts: 'ask' } as const;
    [browser, demo] = await Promise.all([launch(), startDemo(config, () => undefined)]);
  });
  beforeEach(async () => {
    const [member] = await demo.database.accounts.byEmail(customers.zhouLan.email);
    assert.ok(member);
    await demo.database.accounts.unlinkAll(member.id);
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
    const guest = await invite(browser, demo, ears);
    const { page, skip } = guest;
    const { login, prompts } = await wordsFor(lang);
    const terms = await identitiesTermsFor(lang);
    /** Reads one of the cards, and compares what was said since on the whole page. */
    async function isRead(
      card: string,
      lines: readonly (string | RegExp)[],
      ...news: readonly string[]
    ): Promise<void> {
      await skip(aWhileMs);
      const read = await outline(page, card);
      assert.equal(read.length, lines.length, read.join('\n'));
      lines.forEach((wanted, index) => {
        if (typeof wanted === 'string') assert.equal(read[index], wanted);
        else assert.match(read[index] ?? '', wanted);
      });
      assert.deepEqual(await heard(page), news);
      assert.deepEqual(await languagesIn(page, 'wechat-mp-identities'), [lang]);
      assert.deepEqual(await violations(page), []);
    }
    const head = [`heading "${terms.title}"`, `text "${terms.text}"`];
    const kept = [...head, 'list ""', 'listitem ""', `text "${shop}"`, /^text ".+"$/];
    const row = [...kept, new RegExp(`^button "${terms.unlink} ${shop} .+"$`)];
    const unlink = async (): Promise<void> =>
      page.locator(`wechat-mp-identities >>> li button`).click();
    return { ...guest, login, prompts, terms, isRead, head, kept, row, unlink };
  }

  async function wholeWay(lang: string, person: Person): Promise<void> {
    const guest = await begin(lang);
    const { page, go, scan, digits, until, prompts, login, terms, isRead, head, kept, row } = guest;
    const said = ([title, text]: readonly [string, unknown]) =>
      `status: ${title} · ${String(text)}`;

    await go(`/password?lang=${lang}`);
    await page.locator('#email').fill(customers.zhouLan.email);
    await page.locator('#password').fill(customers.zhouLan.password);
    assert.ok(!(await everything(page)).includes(customers.zhouLan.password));
    await Promise.all([page.waitForNavigation(), page.locator('form button').click()]);
    await go(`/settings?lang=${lang}`);
    await page.waitForFunction(`${rows} === 0`);
    await page.waitForSelector(`wechat-mp-login ::-p-aria([name="${login.show}"])`);
    await isRead(terms.title, [...head, `text "${terms.empty}"`], said(prompts.link.messages.idle));

    await press(page, login.show);
    await until('ready');
    await scan(person);
    await untilTitle(page, prompts.prompts.connect[0]);
    const [option] = await optionsOf(page);
    assert.ok(option?.action === 'link');
    const hint = prompts.chatDigitsHint(`\u2068${shop}\u2069`);
    await isRead(
      prompts.link.name,
      [
        `heading "${prompts.prompts.connect[0]}"`,
        `text "${prompts.prompts.connect[1]}"`,
        `textbox "${prompts.chatDigitsLabel}" required: ${hint}`,
        `text "${hint}"`,
        `button "${option.label}"`,
        `button "${prompts.restart}"`,
      ],
      said(prompts.link.messages.ready),
      said(prompts.link.messages.approved),
      said(prompts.prompts.connect),
    );

    const chat = `wechat-mp-login ::-p-aria([name="${prompts.chatDigitsLabel}"][role="textbox"])`;
    await page.locator(chat).fill(await digits(person));
    await page.evaluate('hold()');
    await press(page, option.label);
    await page.waitForSelector(`wechat-mp-login ::-p-aria([name="${prompts.busy}"])`);
    await guest.skip(aWhileMs);
    assert.deepEqual(await heard(page), [`status: ${prompts.busy}`]);
    await page.evaluate('release()');
    await until('success');
    await page.waitForFunction(`${rows} === 1`);
    const [title, text] = prompts.messages.linked;
    await isRead(
      terms.title,
      row,
      `status: ${title} · ${customers.zhouLan.name} · ${String(text)}`,
    );

    // What is asked is in the name of the group that the focus goes to.
    await guest.unlink();
    await page.waitForFunction(`${step} === 'ask'`);
    const asked = [`group "${terms.confirmUnlink}"`, `text "${terms.confirmUnlink}"`];
    const answers = [`button "${terms.unlink}"`, `button "${terms.keep}"`];
    await isRead(terms.title, [...kept, ...asked, ...answers]);
    await press(page, terms.keep);
    await isRead(terms.title, row);
    await guest.unlink();
    await page.evaluate('hold()');
    await press(page, terms.unlink);
    await page.waitForFunction(`${step} === 'busy'`);
    const idle = [`button "${terms.unlinking}" disabled`, `button "${terms.keep}" disabled`];
    await isRead(terms.title, [...kept, ...asked, ...idle]);
    await page.evaluate('release()');
    await page.waitForFunction(`${rows} === 0`);
    const empty = [...head, `text "${terms.empty}"`];
    await isRead(terms.title, empty, `status: ${terms.unlinked(shop)}`);
  }

  test('in English, from the password to the list and back', () => wholeWay('en', 'linXi'));
  test('in Chinese, from the password to the list and back', () => wholeWay('zh-Hans', 'heXin'));

  test('the only way in stays, and why is said at once', async () => {
    const { page, go, scan, prompts, terms, isRead, kept, unlink } = await begin('en');
    await go('/?lang=en');
    await scan('noor');
    await untilTitle(page, prompts.prompts.choose[0]);
    const answered = page.waitForNavigation();
    await press(page, prompts.newAccount.join(' '));
    await answered;
    await go('/settings?lang=en');
    await page.waitForFunction(`${rows} === 1`);
    await unlink();
    await press(page, terms.unlink);
    await page.waitForFunction(`${step} === 'refused'`);
    const why = String(terms.messages.last_way_in);
    await isRead(
      terms.title,
      [...kept, `group "${why}"`, `text "${why}"`, `button "${terms.close}"`],
      `status: ${prompts.link.messages.idle.join(' · ')}`,
      `alert: ${why}`,
    );
  });

  test('the phone says a message once', async () => {
    const { page, go, until } = await begin('en');
    await page.evaluateOnNewDocument(lateReply);
    await go('/?lang=en');
    await until('ready');
    const owner = await page.waitForSelector('wechat-phone ::-p-aria([name="Person"])');
    await owner?.select(people.meiTan.id);
    await press(page, 'Scan');
    await press(page, 'Follow');
    await page.waitForSelector('wechat-phone >>> .line');
    const said = await heard(page, 'wechat-phone');
    assert.equal(said.filter((each) => each.includes('You have scanned')).length, 1, String(said));
  });

  test('every page of the shop has one heading above all others', async () => {
    const { page, go } = await begin('en');
    for (const path of ['/?lang=en', '/password?lang=en']) {
      await go(path);
      assert.deepEqual(await violations(page), [], path);
    }
  });
});
