/**
 * A backend that fails, in a real browser: visitors get one sentence in their language and can try
 * again if that may help; developers get the details. The spinner never spins forever.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Fault } from '../../../src/simulator/index.js';
import { createCrypt, eventXml, signPush } from '../../../src/wechat/index.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import type { TestBackend } from '../../support/e2e/backend.js';
import { closePages, press, untilState } from '../../support/e2e/page/browser.js';
import { listen, startSite, stop } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { qrCodeUrl, openObserved, shownTextsIn } from '../../support/e2e/page/observed-page.js';
import type { ObservedPage } from '../../support/e2e/page/observed-page.js';
import { insecureHost, sharedBrowser } from '../../support/e2e/shared-browser.js';

const tag = '<wechat-mp-login backend="/wechat-login"></wechat-mp-login>';

const answer =
  (status: number, type: string, body: string, headers = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
const html = (status: number) => answer(status, 'text/html', '<!doctype html><h1>Welcome</h1>');
const json = (body: unknown) => answer(201, 'application/json', JSON.stringify(body));

const created = {
  ...{ protocol: 1, levels: ['core'], id: 'a'.repeat(22), state: 'pending', rev: 1, interval: 2 },
  officialAccount: { key: 'default', name: 'Mountain Shop', kind: 'service' },
  present: { type: 'qr', url: 'http://weixin.qq.com/q/02' },
  expiresIn: 180,
};

describe('A backend that fails', () => {
  let browser: Browser;
  let site: Site;
  before(async () => {
    [browser, site] = await Promise.all([sharedBrowser(), startSite()]);
  });
  afterEach(async () => {
    await closePages(browser);
    site.withhold(undefined);
  });
  after(async () => {
    await site.stop();
  });

  /** Checks the texts for the visitor, in two languages, and the one for the developer. */
  async function assertErrorShown(
    { page, developerErrors, observations, pageErrors, skipToState }: ObservedPage,
    code: string,
    options: { retryable?: boolean; hasButton?: boolean; texts?: TextPatterns } = {},
  ): Promise<void> {
    const { retryable = true, hasButton = retryable, texts = {} } = options;
    await skipToState('error');
    const { events, violations } = await observations();
    assert.deepEqual(events, [{ type: 'error', code, retryable }]);
    const zh = await shownTextsIn(page, 'zh-Hans');
    for (const text of [zh.title, zh.text, ...(hasButton ? [zh.button] : [])]) {
      assert.match(text, /^[^A-Za-z]*\p{Script=Han}[^A-Za-z]*$/u, `in Chinese: ${text}`);
    }
    const en = await shownTextsIn(page, 'en');
    for (const text of [en.title, en.text, ...(hasButton ? [en.button] : [])]) {
      assert.match(text, /^[A-Z][\p{Script=Latin}\d\s.,’'“”]+$/u, `in English: ${text}`);
    }
    if (texts.zh) assert.match(zh.text, texts.zh);
    if (texts.en) assert.match(en.text, texts.en);
    assert.equal(zh.button !== '', hasButton);
    assert.equal(en.button !== '', hasButton);
    await until(() => developerErrors.length > 0);
    assert.match(developerErrors.join('\n'), new RegExp(`^<wechat-mp-login> ${code} .{20}`));
    assert.equal(developerErrors.length, 1, 'written once');
    assert.deepEqual([...violations, ...pageErrors], []);
  }

  /** The backend works again, and the visitor tries again. */
  async function assertRecovers(observed: ObservedPage, backend: TestBackend): Promise<void> {
    const { page } = observed;
    await press(page, (await shownTextsIn(page, 'en')).button);
    await untilState(page, 'ready');
    await backend.scan(await qrCodeUrl(page));
    await untilState(page, 'success');
  }

  interface TextPatterns {
    readonly en?: RegExp;
    readonly zh?: RegExp;
  }

  const answers: readonly (readonly [
    what: string,
    listener: RequestListener,
    code: string,
    texts?: TextPatterns,
  ])[] = [
    ['answers HTML instead of JSON', html(200), 'bad_response'],
    ['is behind a proxy that answers 502', html(502), 'bad_response'],
    ['answers half of its JSON', answer(201, 'application/json', '{"id":"a'), 'bad_response'],
    ['sends a value of the wrong type', json({ ...created, expiresIn: 'soon' }), 'bad_response'],
    ['leaves out the QR code', json({ ...created, present: undefined }), 'bad_response'],
    ['answers with an array', json([]), 'bad_response'],
    ['cuts the connection', (request) => request.socket.destroy(), 'unreachable'],
    [
      'redirects to a sign-in page',
      answer(302, 'text/plain', '', { Location: '/login' }),
      'unreachable',
    ],
    [
      'limits the rate, and names the time to wait',
      answer(429, 'text/plain', '', { 'Retry-After': '100' }),
      'rate_limited',
      { en: /in 2 minutes/, zh: /2\s*分钟/ },
    ],
    [
      'limits the rate',
      answer(429, 'application/problem+json', '{"code":"rate_limited"}'),
      'rate_limited',
    ],
  ];

  for (const [fault, listener, errorCode, texts = {}] of answers) {
    test(`A backend that ${fault}: ${errorCode}, and a second try signs in`, async () => {
      site.backend = listener;
      const observed = await openObserved(browser, site.add(tag));
      await assertErrorShown(observed, errorCode, { texts });
      const backend = createTestBackend(site.origin);
      site.backend = backend.listener;
      await assertRecovers(observed, backend);
    });
  }

  test('If the backend never answers, the page gives up; a second try signs in', async () => {
    let requestCount = 0;
    site.backend = () => requestCount++;
    const observed = await openObserved(browser, site.add(tag));
    for (const tries of [1, 2, 3, 4]) {
      await until(() => requestCount === tries);
      assert.equal((await observed.observations()).states.at(-1), 'loading');
      await observed.skip(10_000);
    }
    await assertErrorShown(observed, 'timeout');
    assert.equal(requestCount, 4);
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    await assertRecovers(observed, backend);
  });

  test('A backend that is down refuses the connection; once it is up, a second try signs in', async () => {
    const server = createServer((request, response) => backend.listener(request, response));
    const port = await listen(server);
    await stop(server);
    const elsewhere = `http://localhost:${port}`;
    const backend = createTestBackend(elsewhere, [site.origin]);
    const url = site.add(
      `<wechat-mp-login backend="${elsewhere}/wechat-login"></wechat-mp-login>`,
      { connect: elsewhere },
    );
    const observed = await openObserved(browser, url);
    await assertErrorShown(observed, 'unreachable');
    await listen(server, port);
    await assertRecovers(observed, backend);
    await stop(server);
  });

  test('A backend on another origin that does not allow this page is reported as a CORS problem', async () => {
    const server = createServer((request, response) => backend.listener(request, response));
    const elsewhere = `http://localhost:${await listen(server)}`;
    let backend = createTestBackend(elsewhere);
    const url = site.add(
      `<wechat-mp-login backend="${elsewhere}/wechat-login"></wechat-mp-login>`,
      { connect: elsewhere },
    );
    const observed = await openObserved(browser, url);
    await assertErrorShown(observed, 'unreachable');
    assert.match(observed.developerErrors.join(), /CORS/);
    backend = createTestBackend(elsewhere, [site.origin]);
    await assertRecovers(observed, backend);
    await stop(server);
  });

  for (const [fault, markup] of [
    ['no backend', '<wechat-mp-login></wechat-mp-login>'],
    ['an empty backend', '<wechat-mp-login backend=""></wechat-mp-login>'],
    [
      'a backend over plain http',
      '<wechat-mp-login backend="http://shop.test/login"></wechat-mp-login>',
    ],
    [
      'a backend with a password',
      '<wechat-mp-login backend="https://a:b@c.test/d"></wechat-mp-login>',
    ],
    [
      'a backend that is a script',
      '<wechat-mp-login backend="javascript:alert(1)"></wechat-mp-login>',
    ],
  ] as const) {
    test(`A tag with ${fault} shows an error without a request`, async () => {
      let requestCount = 0;
      site.backend = () => requestCount++;
      const observed = await openObserved(browser, site.add(markup));
      await observed.skipToState('error');
      // A framework may set the backend some seconds after the tag: the card says it at once, the console then.
      await observed.skip(3000);
      await assertErrorShown(observed, 'bad_backend', { retryable: false });
      assert.equal(requestCount, 0);
    });
  }

  test('A page on plain http, where Web Crypto is missing, shows an error', async () => {
    site.backend = html(404);
    const url = site.add(tag).replace('localhost', insecureHost);
    const observed = await openObserved(browser, url);
    await assertErrorShown(observed, 'insecure_context', { retryable: false });
  });

  const scanOnly = { name: 'Mountain Shop', methods: ['scan'] } as const;
  const refusals: readonly (readonly [Fault, string, { retryable: boolean }])[] = [
    [40013, 'misconfigured', { retryable: false }],
    [40125, 'misconfigured', { retryable: false }],
    [40164, 'misconfigured', { retryable: false }],
    [45009, 'quota_exhausted', { retryable: true }],
    [50002, 'platform_disabled', { retryable: true }],
    [{ answer: 'cut' }, 'upstream_unavailable', { retryable: true }],
    [{ answer: 'html' }, 'upstream_unavailable', { retryable: true }],
  ];

  for (const [fault, code, { retryable }] of refusals) {
    const answer = typeof fault === 'number' ? `answers ${fault}` : JSON.stringify(fault);
    test(`WeChat's API ${answer}: visitors see one calm sentence, and the log says what to fix`, async () => {
      // With another method, the page would go on by it.
      const failing = createTestBackend(site.origin, [], { officialAccount: scanOnly });
      failing.simulator.settings.fail['qrcode/create'] = fault;
      site.backend = failing.listener;
      const observed = await openObserved(browser, site.add(tag));
      await assertErrorShown(observed, code, { retryable });
      const logged = JSON.stringify(failing.log.filter(([event]) => event !== 'confirm_none'));
      if (typeof fault === 'number') assert.match(logged, new RegExp(String(fault)));
      assert.match(logged, /"sentence":".{20}|"error":".{20}|[a-z]{4,} [a-z]{2,} [a-z]{2,}/);
      assert.doesNotMatch(logged, new RegExp(failing.simulator.account.appSecret));
      const text = await observed.page.$eval('wechat-mp-login', (it) => it.shadowRoot?.textContent);
      assert.doesNotMatch(text ?? '', /\d{5}|errcode|whitelist/);
      if (!retryable) return;
      const working = createTestBackend(site.origin);
      site.backend = working.listener;
      await assertRecovers(observed, working);
    });
  }

  test("WeChat's API answers 48001: the page goes on by message and shows digits, and the log says why", async () => {
    const backend = createTestBackend(site.origin);
    backend.simulator.settings.fail['qrcode/create'] = 48001;
    site.backend = backend.listener;
    const observed = await openObserved(browser, site.add(tag));
    const { page, developerErrors } = observed;
    await observed.untilState('ready');
    const digits = await page.$eval('wechat-mp-login', ({ state: { shown } }) =>
      shown?.method === 'message' ? shown.digits : '',
    );
    assert.match(digits, /^\d{6}$/);
    await page.waitForSelector(`>>> ::-p-text(${digits})`);
    assert.deepEqual((await observed.observations()).states, ['loading', 'ready']);
    assert.deepEqual(developerErrors, []);
    assert.match(JSON.stringify(backend.log), /48001/);
    const { phone } = backend.simulator;
    const { id = '' } = (await phone.people())[0] ?? {};
    const found = await phone.search(id, backend.simulator.account.name);
    if (found.type === 'profile') await phone.follow(id, found.scanId);
    await phone.send(id, digits);
    await observed.untilState('success');
  });

  test("WeChat's API that fails once is called again, and no error is shown", async () => {
    const backend = createTestBackend(site.origin);
    backend.simulator.settings.fail['qrcode/create'] = { answer: 'cut', times: 1 };
    site.backend = backend.listener;
    const observed = await openObserved(browser, site.add(tag));
    await observed.skipToState('ready');
    assert.deepEqual((await observed.observations()).states, ['loading', 'ready']);
  });

  test('If the backend fails during the wait, the page reconnects and the QR code stays valid', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    const observed = await openObserved(browser, site.add(tag));
    const { page } = observed;
    await untilState(page, 'ready');
    await until(() => backend.openStreams() === 1);
    const code = await qrCodeUrl(page);
    let refused = 0;
    site.backend = (request) => {
      refused++;
      request.socket.destroy();
    };
    backend.cutStreams();
    await page.waitForFunction(() => {
      const state = document.querySelector('wechat-mp-login')?.state;
      return state?.type === 'ready' && state.reconnecting;
    });
    assert.ok(refused > 0);
    assert.match((await shownTextsIn(page, 'en')).text, /Reconnecting/);
    assert.equal(await qrCodeUrl(page), code);
    await backend.scan(code);
    site.backend = backend.listener;
    await untilState(page, 'success');
    assert.deepEqual(observed.developerErrors, []);
  });

  test('If the backend has lost the attempt, the page gets a new QR code', async () => {
    const before = createTestBackend(site.origin);
    site.backend = before.listener;
    const observed = await openObserved(browser, site.add(tag));
    const { page } = observed;
    await untilState(page, 'ready');
    await until(() => before.openStreams() === 1);
    const stale = await qrCodeUrl(page);
    const restarted = createTestBackend(site.origin);
    site.backend = restarted.listener;
    before.cutStreams();
    const shown = "document.querySelector('wechat-mp-login').state.shown?.url";
    await page.waitForFunction(`${shown} !== ${JSON.stringify(stale)}`, { polling: 10 });
    await untilState(page, 'ready');
    await restarted.scan(await qrCodeUrl(page));
    await untilState(page, 'success');
  });

  // Browsers may remember a failed script load as long as the page lives.
  for (const [what, file, markup = tag] of [
    ['A file that watches the attempt', /\/watching-/],
    ['A file that asks the backend about it', /\/after-create-/],
    ['A file that draws what follows', /\/card-after-qr-code-/],
    ['A file for forms', /\/form-part-/, tag.replace('>', ' name="code">')],
    ['A file for terms', /\/form-part-/, tag.replace('><', '><p slot="terms">Terms</p><')],
  ] as const) {
    test(`${what} that does not load is an error, not an endless wait; a reload fixes it`, async () => {
      const backend = createTestBackend(site.origin);
      site.backend = backend.listener;
      site.withhold(file);
      const observed = await openObserved(browser, site.add(markup));
      // The same call cannot succeed, but a button loads the page again.
      await assertErrorShown(observed, 'load_failed', { retryable: false, hasButton: true });
      assert.equal(await observed.page.$('>>> .code'), null);
      site.withhold(undefined);
      await observed.page.reload();
      await untilState(observed.page, 'ready');
      assert.ok(await observed.page.waitForSelector('>>> .code path'));
      assert.deepEqual((await observed.observations()).states, ['loading', 'ready']);
    });
  }

  test('Forged and unencrypted pushes are refused, and the waiting page does not change', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    const observed = await openObserved(browser, site.add(tag));
    const { page } = observed;
    await untilState(page, 'ready');
    await until(() => backend.openStreams() === 1);
    const { account } = backend.simulator;
    const { token, originalId } = account;
    const other = { appId: account.appId, encodingAesKey: 'x'.repeat(42) + 'A' };
    // Only WeChat knows the ticket of an attempt. The scene is a guess.
    const xml = eventXml({
      ...{ to: originalId, from: 'oSomebody', event: 'SCAN', eventKey: 'guess', ticket: 'guess' },
      createdAtS: Math.floor(Date.now() / 1000),
    });
    const about = { timestampS: Math.floor(Date.now() / 1000), nonce: '1234567890' };
    const own = { token, crypt: await createCrypt(account) };
    const forgeries = [
      await signPush(xml, { ...own, ...about, mode: 'plain' }),
      await signPush(xml, { ...own, ...about, token: 'guessedtoken', mode: 'safe' }),
      await signPush(xml, { token, crypt: await createCrypt(other), ...about, mode: 'safe' }),
      await signPush(xml, { ...own, ...about, timestampS: about.timestampS - 4000, mode: 'safe' }),
      { query: new URLSearchParams(), body: xml },
      { query: new URLSearchParams(), body: 'x'.repeat(100_000) },
    ];
    for (const { query, body } of forgeries) {
      const url = `${backend.callbackUrl}?${query.toString()}`;
      const { status } = await fetch(url, { method: 'POST', body });
      assert.ok(status === 403 || status === 413, String(status));
    }
    await backend.scan(await qrCodeUrl(page));
    await untilState(page, 'success');
    const { states } = await observed.observations();
    assert.deepEqual(states, ['loading', 'ready', 'approved', 'success']);
    // A slow machine may repeat the request for the attempt; no push makes another stream or redeem.
    const later = backend.requests.filter((request) => request !== 'POST /attempts');
    assert.deepEqual(later, ['STREAM /attempts/*', 'POST /attempts/*/redeem']);
  });
});
