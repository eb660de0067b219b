/** `<wechat-phone>` on anyone's own page: connected by an attribute, in two languages, in any surroundings. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { transform } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { openidOf } from '../../../src/simulator/ids.js';
import { samples } from '../../support/documentation/documents.js';
import { closePages, openPage } from '../../support/e2e/page/browser.js';
import { startPhoneSite, type PhoneSite } from '../../support/e2e/page/phone-site.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const phone = '<wechat-phone simulator="/simulator"></wechat-phone>';
const view = { width: 800, height: 700 };

/** Everything that a page's text hands down, and more. */
const hostileStyles = `<style>
  :root { color: red; font: italic 30px/3 serif; letter-spacing: 4px; word-spacing: 9px; text-indent: 40px;
    text-transform: uppercase; text-align: center; white-space: nowrap; text-shadow: 2px 2px red;
    -webkit-text-fill-color: red; --ink: red; --surface: red; --accent: red; }
  * { --ink: red; --accent: red; box-sizing: content-box; margin: 7px; padding: 7px; border: 1px solid red; }
  wechat-phone { margin: 0; padding: 0; border: 0; box-sizing: border-box; }
  button, input, select, h2, p, ul, section { display: inline; color: red; }
</style>`;

describe('A phone on any page', () => {
  let browser: Browser;
  let site: PhoneSite;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startPhoneSite()]);
  });
  afterEach(() => closePages(browser));
  after(() => site.stop());

  const open = (html: string, headers: Readonly<Record<string, string>> = {}) =>
    openPage(browser, site.add(html, headers), view);

  const find = (page: Page, name: string) =>
    page.waitForSelector(`wechat-phone ::-p-aria([name="${name}"])`);
  const tap = (page: Page, name: string) =>
    page.locator(`wechat-phone ::-p-aria([name="${name}"][role="button"])`).click();

  test('scans and follows under a strict policy, in Chinese', async () => {
    await site.simulator.phone.unfollow('person-1');
    const { page, consoleErrors } = await open(`<html lang="zh-CN">${site.qrCode.svg}${phone}`, {
      'content-security-policy':
        "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'",
    });
    await find(page, '使用者');
    await tap(page, '扫一扫');
    await tap(page, '关注');
    for (const name of ['返回', '账号资料', '消息', '发送']) await find(page, name);
    assert.equal((await site.simulator.phone.people())[0]?.follows, true);
    assert.deepEqual(consoleErrors, []);
  });

  test('is operated by the sample of docs/simulator.md, in English', async () => {
    await site.simulator.phone.unfollow('person-1');
    const sample = samples('ts').find(({ code }) => code.includes('scanWithPhone'));
    const { code } = await transform(sample?.code ?? '', { loader: 'ts' });
    const { scanWithPhone } = (await import(
      `data:text/javascript,${encodeURIComponent(code)}`
    )) as {
      scanWithPhone: (page: Page) => Promise<void>;
    };
    const { page } = await open(`<html lang="en">${site.qrCode.svg}${phone}`);
    await scanWithPhone(page);
    await page.waitForSelector('wechat-phone >>> .chat');
    assert.equal((await site.simulator.phone.people())[0]?.follows, true);
  });

  test('finds the account by its name, follows it and types digits in the chat', async () => {
    const { simulator } = site;
    await simulator.phone.unfollow('person-1');
    const { page } = await open(`<html lang="en">${phone}`);
    await tap(page, 'Find an account');
    const field = await find(page, 'Name of the account');
    await field?.type('Lake Shop\n');
    await page.waitForSelector('wechat-phone ::-p-text(No account has this name)');
    await field?.evaluate((input) => ((input as HTMLInputElement).value = ''));
    await field?.type('山岚\n');
    await tap(page, 'Follow');
    await (await find(page, 'Message'))?.type('402913\n');
    await page.waitForSelector('wechat-phone ::-p-text(402913)');
    const texts = (await simulator.phone.chat('person-1')).map(({ text }) => text);
    assert.deepEqual(texts, ['402913']);
  });

  test('opens its page inside WeChat, where the simulator knows whose phone it is', async () => {
    const { appId } = site.simulator.account;
    const { page } = await open(`<html lang="en">${phone}`);
    await (await find(page, 'Person'))?.select('person-2');
    await tap(page, 'Find an account');
    const opened = new Promise<Page | null>((resolve) => page.once('popup', resolve));
    await tap(page, 'Open this page in WeChat');
    const inside = await opened;
    assert.ok(inside);
    await inside.waitForSelector('wechat-phone[hidden]');
    assert.equal(inside.url(), page.url());
    const userAgentOf = (each: Page) => each.evaluate(() => navigator.userAgent);
    assert.match(await userAgentOf(inside), /MicroMessenger/);
    assert.doesNotMatch(await userAgentOf(page), /MicroMessenger/);
    const back = encodeURIComponent(page.url());
    const query = `appid=${appId}&redirect_uri=${back}&response_type=code&scope=snsapi_base&state=a1`;
    const authorizeUrl = `${site.origin}/simulator/connect/oauth2/authorize?${query}#wechat_redirect`;
    await Promise.all([
      inside.waitForNavigation(),
      inside.evaluate((url) => location.assign(url), authorizeUrl),
    ]);
    await inside.waitForSelector('wechat-phone[hidden]');
    const code = new URL(inside.url()).searchParams.get('code') ?? '';
    const { account } = site.simulator;
    const answer = await site.simulator.fetch(
      `https://api.weixin.qq.com/sns/oauth2/access_token?appid=${appId}&secret=${account.appSecret}&code=${code}&grant_type=authorization_code`,
    );
    const { openid } = (await answer.json()) as { openid: string };
    assert.equal(openid, await openidOf(appId, 'person-2'));
    assert.match(await userAgentOf(inside), /MicroMessenger/, 'still, after leaving the page');
  });

  test('changes its language with the page, around shadow roots too', async () => {
    const { page } = await open(
      `<html lang="zh_TW"><div><template shadowrootmode="open">${phone}</template></div>`,
    );
    await page.waitForSelector('>>> wechat-phone ::-p-aria([name="扫一扫"])');
    const shown = () =>
      page.evaluate(
        () =>
          document
            .querySelector('div')
            ?.shadowRoot?.querySelector('wechat-phone')
            ?.shadowRoot?.querySelector<HTMLElement>('.device')?.lang,
      );
    for (const [lang, expected] of [
      ['en-GB', 'en'],
      ['zh-Hant', 'zh-Hans'],
      ['fr', 'en'],
      ['ZH', 'zh-Hans'],
      ['', 'en'],
    ]) {
      await page.$eval('html', (root, next) => (root.lang = next), lang as string);
      assert.equal(await shown(), expected, lang);
    }
  });

  test("does not take over the page's styles", async () => {
    const look = async (html: string) => {
      const { page } = await open(html);
      await find(page, 'Scan');
      const looks = await page.$eval('wechat-phone', ({ shadowRoot }) =>
        [...(shadowRoot?.querySelectorAll('.device, .device *') ?? [])].map((each) => {
          const { width, height } = each.getBoundingClientRect();
          const style = getComputedStyle(each);
          const inherited = ['color', 'font', 'letterSpacing', 'textShadow', 'webkitTextFillColor'];
          // Every property exists in Chromium; the types know them by name only.
          const values = inherited.map((name) => style[name as 'color']);
          const size = [width, height].map((length) => length.toFixed(1));
          return [each.localName, ...size, style.backgroundColor, ...values].join(' ');
        }),
      );
      return looks;
    };
    const plain = await look(`<html lang="en">${phone}`);
    assert.ok(plain.length > 30);
    const beset = await look(`<html lang="en" dir="rtl">${hostileStyles}${phone}`);
    assert.deepEqual(
      beset.filter((each, index) => each !== plain[index]),
      [],
    );
  });

  const mistakes: readonly (readonly [name: string, html: string, sentence: RegExp])[] = [
    ['nothing', '<wechat-phone></wechat-phone>', /no simulator\. Set the attribute `simulator`/],
    ['no address', '<wechat-phone simulator=""></wechat-phone>', /simulator="" is not an address/],
    [
      'an object that became text',
      '<wechat-phone simulator="[object Object]"></wechat-phone>',
      /simulator="\[object Object\]" is not an address\..* property `connection`/,
    ],
    [
      'a server that is not there',
      '<wechat-phone simulator="http://localhost:9/"></wechat-phone>',
      /cannot be reached at http:\/\/localhost:9\/phone\/people\. Is its server running\?/,
    ],
    [
      'an address that answers with a page',
      '<wechat-phone simulator="/elsewhere"></wechat-phone>',
      /\/elsewhere\/phone\/people is not .*status 404 and text\/html\. Use the address/,
    ],
    [
      'a whole simulator as the connection',
      '<wechat-phone></wechat-phone><script>document.querySelector("wechat-phone").connection = { phone: {} }</script>',
      /The property `connection` is not the phone of a simulator\. Set it to simulator\.phone/,
    ],
  ];

  for (const [name, html, sentence] of mistakes) {
    test(`names the mistake if it is connected to ${name}`, async () => {
      const { page, consoleErrors } = await open(`<html lang="en">${html}`);
      await page.waitForSelector('wechat-phone >>> .notice');
      const said = consoleErrors.filter((line) => line.startsWith('<wechat-phone> '));
      assert.equal(said.length, 1, consoleErrors.join('\n'));
      assert.match(said[0] ?? '', sentence);
    });
  }

  test('takes properties that were set before its script, and connects to another origin', async () => {
    const other = site.origin.replace('localhost', '127.0.0.1');
    const { page } = await open(
      `<html lang="en"><wechat-phone></wechat-phone><script>
        document.querySelector('wechat-phone').simulator = new URL('${other}/simulator/');
      </script><script type="module" src="/phone-again.js"></script>`,
    );
    await find(page, 'Scan');
    assert.equal(await page.$eval('wechat-phone', (tag) => tag.simulator), `${other}/simulator/`);
  });

  const pictures: readonly (readonly [
    name: string,
    html: (path: string, other: string) => string,
    policy: string,
    sentence: RegExp | undefined,
  ])[] = [
    ['an img of the same origin', (path) => `<img src="${path}">`, '', undefined],
    [
      'an img of another origin with CORS',
      (path, other) => `<img crossorigin src="${other}${path}">`,
      '',
      undefined,
    ],
    [
      'an img of another origin',
      (path, other) => `<img src="${other}${path}">`,
      '',
      /does not let the camera read the picture http:\/\/127\.0\.0\.1.* crossorigin="anonymous"/,
    ],
    [
      'an svg of plain shapes under a policy without data:',
      () => site.qrCode.svg,
      "img-src 'self'",
      undefined,
    ],
    [
      'an svg with a gradient under a policy without data:',
      () => site.qrCode.svg.replace('<path d', '<defs><linearGradient id="a"/></defs><path d'),
      "img-src 'self'",
      /Content Security Policy does not let the camera .* `data:` to img-src/,
    ],
  ];

  for (const [name, html, policy, sentence] of pictures) {
    test(`${sentence ? 'says why it cannot read' : 'reads'} ${name}`, async () => {
      const other = site.origin.replace('localhost', '127.0.0.1');
      const path = site.addPicture({ 'access-control-allow-origin': '*' });
      const headers = policy === '' ? {} : { 'content-security-policy': policy };
      const body = `<html lang="en">${html(path, other)}${phone}`;
      const { page, consoleErrors } = await open(body, headers);
      await tap(page, 'Scan');
      if (sentence) {
        await page.waitForSelector('wechat-phone >>> [data-state="nothing"]');
        assert.match(consoleErrors.filter((line) => line.startsWith('<wechat')).join(), sentence);
      } else {
        await page.waitForSelector('wechat-phone >>> :is(.profile, .chat)');
        assert.deepEqual(consoleErrors, []);
      }
    });
  }
});
