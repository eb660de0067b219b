/** A stranger's browser shows its QR code to a person, in another browser, whose phone scans it. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Browser, Page } from 'puppeteer-core';
import { startDemo, type RunningDemo } from '../../../demo/start.js';
import { answer, confirm, readReply, scan, tap } from '../../support/e2e/demo/phone.js';
import {
  clickSelector,
  navigateByClick,
  openShop,
  signedInName,
} from '../../support/e2e/demo/shop-page.js';
import { useDemo } from '../../support/e2e/demo/use-demo.js';
import { closePages, press, untilState } from '../../support/e2e/page/browser.js';
import { openObserved, type ObservedPage } from '../../support/e2e/page/observed-page.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

const view = { width: 1280, height: 900 };
const strangersBrowser =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
/** The chat waits 90 seconds for an answer. */
const tooLateMs = 91_000;

/** Opens the shop in a person's own browser, and signs in. */
async function openAsMember(browser: Browser, demo: RunningDemo, isAsked: boolean): Promise<Page> {
  const { page } = await openShop(browser, demo, '/?lang=en', view);
  await scan(page, 'chenYu');
  if (isAsked) await confirm(page);
  assert.notEqual(await signedInName(page), '');
  return page;
}

async function openAsStranger(browser: Browser, { origin }: RunningDemo): Promise<ObservedPage> {
  const stranger = await openObserved(browser, 'about:blank');
  await stranger.page.setUserAgent({ userAgent: strangersBrowser });
  await stranger.page.goto(`${origin}/?lang=en`);
  await stranger.untilState('ready');
  return stranger;
}

/** Sends a picture of the stranger's QR code to the person, whose phone scans it. */
async function sendQrCode({ page: stranger }: ObservedPage, person: Page): Promise<void> {
  const tile = await stranger.waitForSelector('wechat-mp-login >>> [part=tile]');
  const picture = await tile?.screenshot({ encoding: 'base64' });
  await person.bringToFront();
  await person.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const { width, height } = image;
    const canvas = Object.assign(document.createElement('canvas'), { width, height });
    canvas.getContext('2d')?.drawImage(image, 0, 0);
    document.querySelector('main')?.prepend(canvas);
  }, picture ?? '');
  await tap(person, 'Scan');
}

/** Reads the question, which warns. */
async function assertWarned(person: Page): Promise<void> {
  const question = await readReply(person, /Firefox/);
  assert.match(question, /^Somebody wants to sign in to localhost:\d+ with your WeChat:/);
  assert.match(question, /Firefox · Windows · 上海 Shanghai · \d\d:\d\d/);
  assert.match(question, /Confirm only if you opened this page yourself\./);
}

/** Asks for a page that only members see, with the stranger's cookies. */
async function assertSignedOut({ page }: ObservedPage): Promise<void> {
  const members = new URL('/settings?lang=en', page.url());
  await page.goto(members.href);
  assert.equal(new URL(page.url()).pathname, '/', 'a page for members only');
  assert.equal(await page.$('h1 bdi'), null, 'nobody is signed in');
}

describe('A stranger shows a QR code to a member', () => {
  let passedMs = 0;
  let demo: RunningDemo;
  let browser: Browser;

  /** @returns the member's page and the stranger's, after the scan */
  async function lure(confirm: 'auto' | 'tap'): Promise<[Page, ObservedPage]> {
    const config = { port: 0, confirm, newAccounts: 'create' } as const;
    browser = await sharedBrowser();
    demo = await startDemo(
      config,
      () => undefined,
      () => Date.now() + passedMs,
    );
    const person = await openAsMember(browser, demo, confirm === 'tap');
    const stranger = await openAsStranger(browser, demo);
    await sendQrCode(stranger, person);
    await stranger.untilState('confirm');
    await assertWarned(person);
    return [person, stranger];
  }
  afterEach(async () => {
    await closePages(browser);
    await demo.stop();
  });

  for (const mode of ['auto', 'tap'] as const) {
    test(`mode ${mode}: the member is warned and refuses, and the stranger is not signed in`, async () => {
      const [person, stranger] = await lure(mode);
      await answer(person, 'Not me');
      await readReply(
        person,
        /Nobody was signed in\. Scan QR codes and send digits only from pages that you opened/,
      );
      await stranger.untilState('denied');
      await assertSignedOut(stranger);
      await person.reload();
      assert.notEqual(await signedInName(person), '', 'the member stays signed in');
    });
  }

  test('mode tap: the member does not answer in time, and a late answer changes nothing', async () => {
    const [person, stranger] = await lure('tap');
    passedMs += tooLateMs;
    await stranger.skipToState('expired');
    await answer(person, 'Confirm');
    await readReply(person, /too late for this answer, and nothing has changed/);
    await assertSignedOut(stranger);
  });
});

describe('The page of the demo on which readers try an attack', () => {
  const suite = useDemo('create', 'auto');

  test('the stranger is refused, gets in by a careless answer, and is thrown out by Not me', async () => {
    const { browser, demo } = suite;
    const { page, consoleErrors } = await openShop(browser, demo, '/?lang=en', view);
    const who = (browserOf: 'you' | 'stranger') =>
      page.$eval(`#${browserOf}`, (cell) => cell.textContent.trim());
    await scan(page, 'chenYu');
    const name = await signedInName(page);
    await navigateByClick(page, 'link', 'Try an attack');
    assert.equal(await who('you'), `Signed in as ${name}`);

    await scan(page);
    // The message about the reader's own login offers "Not me" too.
    await readReply(page, /Firefox · Linux · 成都 Chengdu[^]*Not me/);
    await answer(page, 'Not me');
    await untilState(page, 'denied');
    assert.equal(await who('stranger'), 'Not signed in');

    await press(page, 'Try again');
    await tap(page, 'Back');
    await scan(page);
    await confirm(page);
    await page.waitForSelector('.window h2');
    assert.equal(await who('stranger'), `Signed in as ${name}`);

    // The page has loaded again, and the phone shows its list of chats.
    await clickSelector(page, 'wechat-phone >>> ::-p-text(Confirmed. Please)');
    await answer(page, 'Not me');
    await readReply(page, /This login is being ended/);
    await navigateByClick(page, 'link', 'Reload the page');
    assert.equal(await who('stranger'), 'Not signed in');
    assert.deepEqual(consoleErrors, []);
  });
});
