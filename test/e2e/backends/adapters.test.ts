/**
 * `<wechat-mp-login>` signs people in at other backends, with the samples of docs/backends.md as they stand
 * there, but for the addresses: those of stubs. Everything runs under a strict content security policy.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { Browser, ElementHandle } from 'puppeteer-core';
import {
  authingPeople,
  createAuthingStub,
  type AuthingStub,
} from '../../support/backends/authing-stub.js';
import { createCasdoorStub, type CasdoorStub } from '../../support/backends/casdoor-stub.js';
import { serveAnswers, type ServedStub } from '../../support/backends/serve.js';
import {
  openWatched,
  sampleWith,
  startAdapterSite,
  type AdapterSite,
  type WatchedPage,
} from '../../support/e2e/adapter-site.js';
import { typeInto } from '../../support/e2e/demo/shop-page.js';
import { closePages, press, readQrCode, untilState } from '../../support/e2e/page/browser.js';
import { until } from '../../support/until.js';
import { sharedBrowser } from '../../support/e2e/shared-browser.js';

let browser: Browser;
before(async () => {
  browser = await sharedBrowser();
});
afterEach(() => closePages(browser));

async function assertNoSecret(page: WatchedPage, secrets: readonly string[]): Promise<void> {
  const everything = await page.everything();
  assert.ok(secrets.length > 0);
  for (const secret of secrets) {
    assert.ok(!everything.includes(secret), `the page shows ${secret}`);
    assert.ok(
      !everything.includes(encodeURIComponent(secret)),
      `the page shows ${secret}, encoded`,
    );
  }
}

async function tile({ page }: WatchedPage): Promise<ElementHandle> {
  const handle = await page.waitForSelector('wechat-mp-login >>> wechat-mp-qr');
  assert.ok(handle);
  return handle;
}

const accountName = ({ page }: WatchedPage): Promise<string> =>
  page.evaluate(() => {
    const state = document.querySelector('wechat-mp-login')?.state;
    return state?.type === 'success' ? state.account.name : '';
  });

/** The warning of the adapter is the only thing in the console, but for the length that a sample prints. */
function assertOnlyWarned({ console }: WatchedPage, name: string): void {
  const lines = console.filter((line) => !/^\d+$/.test(line));
  assert.equal(lines.length, 1, lines.join('\n'));
  assert.match(lines[0] ?? '', new RegExp(`with ${name} as its backend.*docs/backends\\.md`));
}

describe('Authing', () => {
  let stub: AuthingStub;
  let served: ServedStub;
  let site: AdapterSite;
  let visit: WatchedPage;

  before(async () => {
    served = await serveAnswers((request) => stub.answer(request));
    const code = sampleWith('authingBackend').replace('https://shop.authing.cn', served.origin);
    site = await startAdapterSite(code, served.origin);
  });
  after(async () => {
    await site.close();
    await served.close();
  });
  beforeEach(async () => {
    stub = createAuthingStub(served.origin);
    visit = await openWatched(browser, site.origin);
    await untilState(visit.page, 'ready');
  });

  test('a scan of the picture signs in, and the page shows no name of a QR code and no ticket', async () => {
    assert.equal(await readQrCode(await tile(visit)), 'http://weixin.qq.com/q/02authing');
    await assertNoSecret(visit, stub.secrets());
    stub.set(1);
    await untilState(visit.page, 'confirm');
    stub.set(2);
    await untilState(visit.page, 'success');
    assert.equal(await accountName(visit), '林溪');
    await assertNoSecret(visit, stub.secrets());
    assert.ok((await visit.everything()).includes('authing.token'), 'the event has the token');
    assertOnlyWarned(visit, 'Authing');
  });

  test('a new visitor links the account that they have, and chooses between two', async () => {
    stub.set(4, { statusCode: 300, apiCode: 1641, flowHandle: true, data: {} });
    await untilState(visit.page, 'binding');
    await press(visit.page, 'I have an account Link it once, then just scan');
    await typeInto(visit.page, 'User name, phone number or email', 'two');
    await typeInto(visit.page, 'Password', authingPeople.password);
    await visit.page.keyboard.press('Enter');
    await press(visit.page, 'linxi2');
    await untilState(visit.page, 'success');
    assert.equal(await accountName(visit), 'linxi2');
    await assertNoSecret(visit, stub.secrets());
  });

  test('a second factor ends in a sentence, and the console says what to turn off', async () => {
    stub.set(4, { statusCode: 300, apiCode: 1635, data: {} });
    await untilState(visit.page, 'error');
    const said = (): boolean => /second factor \(MFA\).*Turn it off/.test(visit.console.join());
    await until(said, 'the console says what to turn off');
    const title = await visit.page.waitForSelector('wechat-mp-login >>> [part="title"]');
    assert.notEqual(await title?.evaluate(({ textContent }) => textContent.trim()), '');
  });
});

describe('Casdoor', () => {
  let stub: CasdoorStub;
  let served: ServedStub;
  let site: AdapterSite;

  before(async () => {
    served = await serveAnswers((request) => stub.answer(request));
    const code = sampleWith('casdoorBackend').replace('https://door.example.com', served.origin);
    site = await startAdapterSite(code, served.origin, (request, response) => {
      const { searchParams } = new URL(request.url ?? '', site.origin);
      const account = stub.exchange(searchParams.get('code') ?? '');
      response.writeHead(account ? 200 : 400).end(JSON.stringify(account ?? {}));
    });
  });
  after(async () => {
    await site.close();
    await served.close();
  });

  for (const kind of ['address', 'picture'] as const) {
    test(`a scan of the ${kind} leads through Casdoor's page and signs in`, async () => {
      stub = createCasdoorStub(kind);
      const visit = await openWatched(browser, `${site.origin}/`);
      await untilState(visit.page, 'ready');
      assert.equal(await readQrCode(await tile(visit)), 'http://weixin.qq.com/q/02casdoor1');
      await assertNoSecret(visit, stub.secrets());
      assertOnlyWarned(visit, 'Casdoor');
      stub.scan();
      await untilState(visit.page, 'success');
      assert.equal(await accountName(visit), '林溪');
      assert.equal(visit.page.url(), `${site.origin}/`);
      await assertNoSecret(visit, stub.secrets());
    });
  }

  test("somebody else's way back signs nobody in, and the card offers a QR code", async () => {
    stub = createCasdoorStub();
    const state = 'wechat-mp-00000000-0000-4000-8000-000000000000';
    const visit = await openWatched(browser, `${site.origin}/?code=theirs&state=${state}`);
    await untilState(visit.page, 'error');
    assert.equal(visit.page.url(), `${site.origin}/`);
    await press(visit.page, 'Try again');
    await untilState(visit.page, 'ready');
  });
});

test('An adapter of 30 lines signs in', async () => {
  let isScanned = false;
  const site = await startAdapterSite(sampleWith('ownBackend'), '', (request, response) => {
    const account = isScanned ? { name: '林溪' } : undefined;
    const status = isScanned ? 'signed-in' : 'waiting';
    const answer = { id: 'a1', url: 'http://weixin.qq.com/q/02own', status, account };
    response.writeHead(request.url?.startsWith('/my-login/codes') ? 200 : 404);
    response.end(JSON.stringify(answer));
  });
  try {
    const visit = await openWatched(browser, site.origin);
    await untilState(visit.page, 'ready');
    assert.equal(await readQrCode(await tile(visit)), 'http://weixin.qq.com/q/02own');
    isScanned = true;
    await untilState(visit.page, 'success');
    assert.equal(await accountName(visit), '林溪');
    assert.deepEqual(visit.console, []);
  } finally {
    await site.close();
  }
});
