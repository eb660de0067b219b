/**
 * A backend that fails, in a real browser: a sentence for the visitor in their language, the detail
 * for the developer, a way on where there is one, and never an endless spinner.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'puppeteer-core';
import type { Fault } from '../../../src/simulator/index.js';
import { createCrypt, eventXml, signPush } from '../../../src/wechat/index.js';
import { createTestBackend } from '../../support/e2e/backend.js';
import { until } from '../../support/until.js';
import type { TestBackend } from '../../support/e2e/backend.js';
import { launch, press, untilState } from '../../support/e2e/page/browser.js';
import { listen, startSite, stop } from '../../support/e2e/site.js';
import type { Site } from '../../support/e2e/site.js';
import { codeOf, visit, wordsIn } from '../../support/e2e/page/observed-page.js';
import type { Visit } from '../../support/e2e/page/observed-page.js';

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
    [browser, site] = await Promise.all([
      launch('--host-resolver-rules=MAP shop.test 127.0.0.1'),
      startSite(),
    ]);
  });
  after(async () => {
    await browser.close();
    await site.stop();
  });

  /** What the visitor and the developer are told; the visitor in both languages. */
  async function assertTold(
    { page, advice, heard, crashes, hurry }: Visit,
    code: string,
    { retryable = true, says = {} }: { retryable?: boolean; says?: Says } = {},
  ): Promise<void> {
    await hurry('error');
    const { events, violations } = await heard();
    assert.deepEqual(events, [{ type: 'error', code, retryable }]);
    const zh = await wordsIn(page, 'zh-Hans');
    for (const word of [zh.title, zh.text, ...(retryable ? [zh.button] : [])]) {
      assert.match(word, /^[^A-Za-z]*\p{Script=Han}[^A-Za-z]*$/u, `in Chinese: ${word}`);
    }
    const en = await wordsIn(page, 'en');
    for (const word of [en.title, en.text, ...(retryable ? [en.button] : [])]) {
      assert.match(word, /^[A-Z][\p{Script=Latin}\d\s.,’'“”]+$/u, `in English: ${word}`);
    }
    if (says.zh) assert.match(zh.text, says.zh);
    if (says.en) assert.match(en.text, says.en);
    assert.equal(zh.button !== '', retryable);
    assert.equal(en.button !== '', retryable);
    await until(() => advice.length > 0);
    assert.match(advice.join('\n'), new RegExp(`^<wechat-mp-login> ${code} .{20}`));
    assert.equal(advice.length, 1, 'told once');
    assert.deepEqual([...violations, ...crashes], []);
  }

  /** The backend is well again, and the visitor asks for another try. */
  async function assertRecovers(seen: Visit, backend: TestBackend): Promise<void> {
    const { page } = seen;
    await press(page, (await wordsIn(page, 'en')).button);
    await untilState(page, 'ready');
    await backend.scan(await codeOf(page));
    await untilState(page, 'success');
    await seen.close();
  }

  interface Says {
    readonly en?: RegExp;
    readonly zh?: RegExp;
  }

  const answers: readonly (readonly [
    what: string,
    listener: RequestListener,
    code: string,
    says?: Says,
  ])[] = [
    ['answers HTML in place of JSON', html(200), 'bad_response'],
    ['stands behind a proxy that answers 502', html(502), 'bad_response'],
    ['answers half of its JSON', answer(201, 'application/json', '{"id":"a'), 'bad_response'],
    ['lies about a type', json({ ...created, expiresIn: 'soon' }), 'bad_response'],
    ['leaves out the code', json({ ...created, present: undefined }), 'bad_response'],
    ['answers with a list', json([]), 'bad_response'],
    ['cuts the connection', (request) => request.socket.destroy(), 'unreachable'],
    [
      'redirects to a sign-in page',
      answer(302, 'text/plain', '', { Location: '/login' }),
      'unreachable',
    ],
    [
      'has seen too many tries, and says how long to wait',
      answer(429, 'text/plain', '', { 'Retry-After': '100' }),
      'rate_limited',
      { en: /in 2 minutes/, zh: /2\s*分钟/ },
    ],
    [
      'has seen too many tries',
      answer(429, 'application/problem+json', '{"code":"rate_limited"}'),
      'rate_limited',
    ],
  ];

  for (const [what, listener, code, says = {}] of answers) {
    test(`A backend that ${what}: ${code}, and another try gets in`, async () => {
      site.backend = listener;
      const seen = await visit(browser, site.add(tag));
      await assertTold(seen, code, { says });
      const backend = createTestBackend(site.origin);
      site.backend = backend.listener;
      await assertRecovers(seen, backend);
    });
  }

  test('A backend that never answers is given up, and another try gets in', async () => {
    let asked = 0;
    site.backend = () => asked++;
    const seen = await visit(browser, site.add(tag));
    for (const tries of [1, 2, 3, 4]) {
      await until(() => asked === tries);
      assert.equal((await seen.heard()).states.at(-1), 'loading');
      await seen.skip(10_000);
    }
    await assertTold(seen, 'timeout');
    assert.equal(asked, 4);
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    await assertRecovers(seen, backend);
  });

  test('A backend that is down: the connection is refused, until it is up again', async () => {
    const server = createServer((request, response) => backend.listener(request, response));
    const port = await listen(server);
    await stop(server);
    const elsewhere = `http://localhost:${port}`;
    const backend = createTestBackend(elsewhere, [site.origin]);
    const url = site.add(
      `<wechat-mp-login backend="${elsewhere}/wechat-login"></wechat-mp-login>`,
      { connect: elsewhere },
    );
    const seen = await visit(browser, url);
    await assertTold(seen, 'unreachable');
    await listen(server, port);
    await assertRecovers(seen, backend);
    await stop(server);
  });

  test('A backend on another origin that does not allow this page', async () => {
    const server = createServer((request, response) => backend.listener(request, response));
    const elsewhere = `http://localhost:${await listen(server)}`;
    let backend = createTestBackend(elsewhere);
    const url = site.add(
      `<wechat-mp-login backend="${elsewhere}/wechat-login"></wechat-mp-login>`,
      { connect: elsewhere },
    );
    const seen = await visit(browser, url);
    await assertTold(seen, 'unreachable');
    assert.match(seen.advice.join(), /CORS/);
    backend = createTestBackend(elsewhere, [site.origin]);
    await assertRecovers(seen, backend);
    await stop(server);
  });

  for (const [what, markup] of [
    ['no backend', '<wechat-mp-login></wechat-mp-login>'],
    ['an empty one', '<wechat-mp-login backend=""></wechat-mp-login>'],
    ['one over plain http', '<wechat-mp-login backend="http://shop.test/login"></wechat-mp-login>'],
    ['one with a password', '<wechat-mp-login backend="https://a:b@c.test/d"></wechat-mp-login>'],
    ['one that is a script', '<wechat-mp-login backend="javascript:alert(1)"></wechat-mp-login>'],
  ] as const) {
    test(`A tag with ${what} is refused without a request`, async () => {
      let asked = 0;
      site.backend = () => asked++;
      const seen = await visit(browser, site.add(markup));
      await assertTold(seen, 'bad_backend', { retryable: false });
      assert.equal(asked, 0);
      await seen.close();
    });
  }

  test('A page on plain http is told that it has no WebCrypto', async () => {
    site.backend = html(404);
    const url = site.add(tag).replace('localhost', 'shop.test');
    const seen = await visit(browser, url);
    await assertTold(seen, 'insecure_context', { retryable: false });
    await seen.close();
  });

  const refusals: readonly (readonly [Fault, string, { retryable: boolean }])[] = [
    [40013, 'misconfigured', { retryable: false }],
    [40125, 'misconfigured', { retryable: false }],
    [40164, 'misconfigured', { retryable: false }],
    [48001, 'misconfigured', { retryable: false }],
    [45009, 'quota_exhausted', { retryable: true }],
    [50002, 'platform_disabled', { retryable: true }],
    [{ answer: 'cut' }, 'upstream_unavailable', { retryable: true }],
    [{ answer: 'html' }, 'upstream_unavailable', { retryable: true }],
  ];

  for (const [fault, code, { retryable }] of refusals) {
    const what = typeof fault === 'number' ? `refuses with ${fault}` : JSON.stringify(fault);
    test(`WeChat's API ${what}: one calm sentence, and the log says what to mend`, async () => {
      const sick = createTestBackend(site.origin);
      sick.simulator.settings.fail['qrcode/create'] = fault;
      site.backend = sick.listener;
      const seen = await visit(browser, site.add(tag));
      await assertTold(seen, code, { retryable });
      const logged = JSON.stringify(sick.log.filter(([event]) => event !== 'confirm_none'));
      if (typeof fault === 'number') assert.match(logged, new RegExp(String(fault)));
      assert.match(logged, /"sentence":".{20}|"error":".{20}|[a-z]{4,} [a-z]{2,} [a-z]{2,}/);
      assert.doesNotMatch(logged, new RegExp(sick.simulator.account.appSecret));
      const text = await seen.page.$eval('wechat-mp-login', (it) => it.shadowRoot?.textContent);
      assert.doesNotMatch(text ?? '', /\d{5}|errcode|whitelist/);
      if (!retryable) return seen.close();
      const well = createTestBackend(site.origin);
      site.backend = well.listener;
      return assertRecovers(seen, well);
    });
  }

  test("WeChat's API that fails once is asked again, and nobody is told", async () => {
    const backend = createTestBackend(site.origin);
    backend.simulator.settings.fail['qrcode/create'] = { answer: 'cut', times: 1 };
    site.backend = backend.listener;
    const seen = await visit(browser, site.add(tag));
    await seen.hurry('ready');
    assert.deepEqual((await seen.heard()).states, ['loading', 'ready']);
    await seen.close();
  });

  test('A backend that goes away in mid-wait is waited for, and the code still counts', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    const seen = await visit(browser, site.add(tag));
    const { page } = seen;
    await untilState(page, 'ready');
    await until(() => backend.openStreams() === 1);
    const code = await codeOf(page);
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
    assert.match((await wordsIn(page, 'en')).text, /Reconnecting/);
    assert.equal(await codeOf(page), code);
    await backend.scan(code);
    site.backend = backend.listener;
    await untilState(page, 'success');
    assert.deepEqual(seen.advice, []);
    await seen.close();
  });

  test('A backend that has forgotten the attempt gives another code', async () => {
    const before = createTestBackend(site.origin);
    site.backend = before.listener;
    const seen = await visit(browser, site.add(tag));
    const { page } = seen;
    await untilState(page, 'ready');
    await until(() => before.openStreams() === 1);
    const stale = await codeOf(page);
    const restarted = createTestBackend(site.origin);
    site.backend = restarted.listener;
    before.cutStreams();
    const shown = "document.querySelector('wechat-mp-login').state.shown?.url";
    await page.waitForFunction(`${shown} !== ${JSON.stringify(stale)}`, { polling: 10 });
    await untilState(page, 'ready');
    await restarted.scan(await codeOf(page));
    await untilState(page, 'success');
    await seen.close();
  });

  // A browser may remember a script that it could not load for as long as the page lives.
  test('An encoder that does not load is an error, not a tile without a code; a reload mends it', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    site.withhold(/code-path/);
    const seen = await visit(browser, site.add(tag));
    await assertTold(seen, 'unreachable');
    site.withhold(undefined);
    await seen.page.reload();
    await untilState(seen.page, 'ready');
    assert.ok(await seen.page.waitForSelector('>>> .code path'));
    assert.deepEqual((await seen.heard()).states, ['loading', 'ready']);
    await seen.close();
  });

  test('Forged and unencrypted pushes are refused and leave no trace in the waiting page', async () => {
    const backend = createTestBackend(site.origin);
    site.backend = backend.listener;
    const seen = await visit(browser, site.add(tag));
    const { page } = seen;
    await untilState(page, 'ready');
    await until(() => backend.openStreams() === 1);
    const { account } = backend.simulator;
    const { token, originalId } = account;
    const other = { appId: account.appId, encodingAesKey: 'x'.repeat(42) + 'A' };
    // The ticket of an attempt is known to nobody but WeChat; the scene here is a guess.
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
    await backend.scan(await codeOf(page));
    await untilState(page, 'success');
    const { states } = await seen.heard();
    assert.deepEqual(states, ['loading', 'ready', 'approved', 'success']);
    assert.deepEqual(backend.requests, [
      'POST /attempts',
      'STREAM /attempts/*',
      'POST /attempts/*/redeem',
    ]);
    await seen.close();
  });
});
