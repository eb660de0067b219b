/**
 * One page of the demo, opened on a desktop, in a phone's browser, inside WeChat, and by keyboard with a
 * screen reader's eyes: each way signs the same person in.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import jsqr from 'jsqr';
import { PNG } from 'pngjs';
import { KnownDevices, type Browser, type Page } from 'puppeteer-core';
import type { WechatMpLogin } from '../../../src/index.js';
import { startDemo, type RunningDemo } from '../../../demo/start.js';
import { accountLines, people } from '../../support/e2e/demo/account-rows.js';
import { closePages, press } from '../../support/e2e/page/browser.js';
import { tabTo } from '../../support/e2e/page/keyboard.js';
import {
  openObserved,
  qrCodeUrl,
  type ObservedPage,
} from '../../support/e2e/page/observed-page.js';
import {
  announcementRecorder,
  readOutline,
  takeAnnouncements,
} from '../../support/e2e/page/screen-reader.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';
import { until } from '../../support/until.js';

const { id } = people.linXi;
const iPhone = KnownDevices['iPhone 15'];
const android = KnownDevices['Galaxy S9+'];
const wechat = {
  ...iPhone,
  userAgent: `${iPhone.userAgent.replace(/ Version.*/, '')} Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI Language/zh_CN`,
};

describe('One page signs the same person in', () => {
  let browser: Browser;
  let demo: RunningDemo;
  before(async () => {
    const config = { port: 0, confirm: 'tap', newAccounts: 'create' } as const;
    [browser, demo] = await Promise.all([sharedBrowser(), startDemo(config, () => undefined)]);
  });
  afterEach(() => closePages(browser));
  after(() => demo.stop());

  const phone = () => {
    assert.ok(demo.simulator);
    return demo.simulator.phone;
  };

  async function open(device?: typeof iPhone, ...scripts: string[]): Promise<ObservedPage> {
    const observed = await openObserved(browser, 'about:blank');
    const { page } = observed;
    if (device) await page.emulate(device);
    for (const script of scripts) await page.evaluateOnNewDocument(script);
    await page.goto(`${demo.origin}/?lang=en`);
    return observed;
  }

  async function scan(url: string): Promise<void> {
    const result = await phone().scan(id, url);
    if (result.type === 'profile') await phone().follow(id, result.scanId);
    else assert.equal(result.type, 'chat');
  }

  async function findAndSend(text: string): Promise<void> {
    const result = await phone().search(id, '山岚商店');
    if (result.type === 'profile') await phone().follow(id, result.scanId);
    await phone().send(id, text);
  }

  /** Taps Confirm in the newest question of the chat, if there is one. */
  async function confirm(): Promise<void> {
    await demo.simulator?.idle();
    const text = (await phone().chat(id)).at(-1)?.text ?? '';
    const [link] = /weixin:\/\/bizmsgmenu[^"]+/.exec(text) ?? [];
    assert.ok(link, `a question with answers: ${text}`);
    await phone().tap(id, link.replaceAll('&amp;', '&'));
  }

  async function assertSignedIn({
    page,
    pageErrors,
    developerErrors,
  }: ObservedPage): Promise<void> {
    await page.waitForFunction(() => document.querySelector('h1 bdi') !== null);
    assert.deepEqual([...pageErrors, ...developerErrors], []);
    const isOwn = ([line = '']: readonly string[]): boolean =>
      line.endsWith(`← ${people.linXi.name}`);
    const lines = (await accountLines(demo)).filter((line) => isOwn([line]));
    assert.equal(lines.length, 1, 'one account');
    assert.equal(await page.evaluate('Object.keys(sessionStorage).join()'), '');
  }

  test('on a desktop, by scanning', async () => {
    const observed = await open();
    await observed.untilState('ready');
    await scan(await qrCodeUrl(observed.page));
    if (await isAsked(observed.page)) await confirm();
    await assertSignedIn(observed);
  });

  for (const [name, device] of [
    ['an iPhone', iPhone],
    ['Android', android],
  ] as const) {
    test(`in the browser of ${name}, by a saved picture, though the page is discarded meanwhile`, async () => {
      const observed = await open(device);
      const { page } = observed;
      const picture = await savedPicture(page);
      const { data, width, height } = PNG.sync.read(picture);
      assert.ok(width >= 600 && height === width);
      const read = jsqr(new Uint8ClampedArray(data), width, height, {
        inversionAttempts: 'dontInvert',
      });
      // Nothing of the page is left but what its tab has kept.
      await page.goto('about:blank');
      await scan(read?.data ?? '');
      await confirm();
      await page.goto(`${demo.origin}/?lang=en`);
      await assertSignedIn(observed);
    });
  }

  test('in the browser of a phone, by a message', async () => {
    const observed = await open(android);
    await press(observed.page, 'Sign in by message instead');
    await findAndSend(await digitsOn(observed.page));
    await confirm();
    await assertSignedIn(observed);
  });

  test('inside WeChat, by its authorization, at the same address', async () => {
    const observed = await open(wechat);
    const { page } = observed;
    await observed.untilState('ready');
    const result = await phone().authorize(id, await authorizeUrl(page));
    assert.equal(result.type, 'page', JSON.stringify(result));
    await page.goto(result.url);
    await assertSignedIn(observed);
    assert.equal(page.url(), `${demo.origin}/?lang=en`);
  });

  test('inside WeChat, refused: a sentence, and the other ways', async () => {
    const { page, untilState } = await open(wechat);
    await untilState('ready');
    const result = await phone().authorize(id, await authorizeUrl(page), 'refuse');
    await page.goto(result.type === 'page' ? result.url : '');
    await page.waitForSelector('::-p-text(You didn’t allow it)');
    await page.waitForSelector('::-p-aria([name="Use a QR code instead"][role="button"])');
    await page.waitForSelector('::-p-aria([name="Try again"][role="button"])');
    assert.equal(page.url(), `${demo.origin}/?lang=en`);
  });

  test('by keyboard and screen reader, by a message: steps, digits and result in order', async () => {
    const observed = await open(undefined, announcementRecorder);
    const { page } = observed;
    await observed.untilState('ready');
    await page.waitForSelector('::-p-aria([name="Can’t scan? Sign in by message"][role="button"])');
    await takeAnnouncements(page);
    await tabTo(page, 'Can’t scan? Sign in by message');
    await page.keyboard.press('Enter');
    const digits = await digitsOn(page);
    const spoken = digits.split('').join(' ');
    const heard: string[] = [];
    const hears = (text: string): Promise<unknown> =>
      until(async () => {
        heard.push(...(await takeAnnouncements(page, 'wechat-mp-login')));
        return heard.some((each) => each.includes(text));
      }, text);
    await hears(spoken);
    const outline = (await readOutline(page, 'Sign in with WeChat')).join('\n');
    const places = ['Sign in by message', 'search', spoken, 'Tap Confirm'].map((each) =>
      outline.indexOf(each),
    );
    assert.ok(
      places.every((place) => place >= 0),
      `${String(places)} in ${outline}`,
    );
    assert.deepEqual(
      places,
      places.toSorted((one, other) => one - other),
      outline,
    );
    await findAndSend(digits);
    await hears('Confirm in WeChat');
    await confirm();
    await assertSignedIn(observed);
  });
});

/** The picture that the visitor's album gets. */
async function savedPicture(page: Page): Promise<Buffer> {
  const link = await page.waitForSelector('::-p-aria([name="Save the code"])');
  const found = await page.waitForFunction(
    (each) =>
      (each as HTMLAnchorElement).href.startsWith('data:') && (each as HTMLAnchorElement).href,
    {},
    link,
  );
  return Buffer.from(String(await found.jsonValue()).split(',')[1] ?? '', 'base64');
}

/** Waits until the page says that the chat asks, or that the person is signed in. */
async function isAsked(page: Page): Promise<boolean> {
  const reached = await page.waitForFunction(() => {
    if (document.querySelector('h1 bdi')) return 'signed in';
    const tag = document.querySelector<WechatMpLogin>('wechat-mp-login:defined');
    return tag?.state.type === 'confirm' && 'asked';
  });
  return (await reached.jsonValue()) === 'asked';
}

async function digitsOn(page: Page): Promise<string> {
  const found = await page.waitForFunction(() => {
    const shown = document.querySelector<WechatMpLogin>('wechat-mp-login:defined')?.state.shown;
    return shown?.method === 'message' && shown.digits;
  });
  return String(await found.jsonValue());
}

const authorizeUrl = async (page: Page): Promise<string> => {
  const link = await page.waitForSelector('::-p-aria([name="Continue with WeChat"])');
  return String(await link?.evaluate((each) => (each as HTMLAnchorElement).href));
};
