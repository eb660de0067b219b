/**
 * Faults that every request of a login meets, from the QR code to the session: none costs a visitor the scan,
 * opens a second session, or makes the page ask without end.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { qrCodeUrl } from '../../support/e2e/page/observed-page.js';
import { until } from '../../support/until.js';
import { closePages, whenStill } from '../../support/e2e/page/browser.js';
import * as faults from '../../support/e2e/proxy/faults.js';
import type { Fault, Faults, Kind } from '../../support/e2e/proxy/fault-proxy.js';
import {
  openFaulty,
  startFaultySite,
  type FaultyLogin,
  type FaultySite,
} from '../../support/e2e/proxy/faulty-login.js';

const loginKinds = ['create', 'poll', 'redeem'] as const satisfies readonly Kind[];

/** Presses the button of the card as a visitor does. */
async function pressButton({ page }: FaultyLogin): Promise<void> {
  await whenStill(page, 'wechat-mp-login >>> [part=button]:not([disabled])').click();
}

/** The same fault for each kind of request, each with a count of its own. */
const forEach = (kinds: readonly Kind[], fault: () => Fault): Faults =>
  Object.fromEntries(kinds.map((kind) => [kind, fault()]));

const passing: readonly (readonly [network: string, fault: Fault])[] = [
  ['resets the connection', faults.resets],
  ['loses the answer', faults.losesAnswer],
  ['breaks off in the middle of the JSON', faults.breaksOff],
  ['cuts the JSON in half', faults.halves],
  ['answers HTML', faults.html()],
  ['asks for a sign-in to the network', faults.html(511)],
  ['answers 502', faults.html(502)],
  ['answers 503 and Retry-After', faults.html(503, { 'Retry-After': '2' })],
  ['redirects to a captive portal', faults.redirects(302, 'http://portal.test/')],
  ['redirects for good', faults.redirects(301, '/elsewhere')],
  ['redirects to https', faults.redirects(307, 'https://localhost/wechat-login')],
  ['answers nothing at all', faults.stalls],
  ['keeps the answer', faults.stallsAnswer],
];

/** With the error that the page shows in the end, and how often Chromium itself sends what was reset. */
const unanswered: readonly (readonly [what: string, fault: Fault, code: string, sent?: number])[] =
  [
    ['is reset', faults.resets, 'unreachable', 10],
    ['loses its answer', faults.losesAnswer, 'unreachable', 10],
    ['gets HTML', faults.html(), 'bad_response'],
    ['gets 502', faults.html(502), 'bad_response'],
    ['is redirected', faults.redirects(302, 'http://portal.test/'), 'unreachable'],
    ['gets no answer', faults.stalls, 'timeout'],
  ];

const harmless: readonly (readonly [network: string, fault: () => Fault])[] = [
  ['passes on one byte at a time', () => faults.byteByByte],
  ['adds a byte order mark', () => faults.rewrites((body) => `\uFEFF${body.toString()}`)],
  ['compresses', () => faults.rewrites(gzipSync, { 'content-encoding': 'gzip' })],
  [
    'writes the type in another way',
    () => faults.withHeaders({ 'content-type': 'Application/JSON;charset=UTF-8' }),
  ],
  [
    'writes null and "" where there is nothing, and adds fields',
    () => faults.changesJson(() => ({ confirm: null, reason: '', more: [1], returnTo: null })),
  ],
  ['asks for no pause', () => faults.changesJson(() => ({ interval: 0 }))],
  ['keeps what it has answered', faults.caches],
  ['drops the query', () => faults.withoutQuery],
  ['drops Authorization', () => faults.withoutHeader('authorization')],
];

describe('A login whose every request', () => {
  let faulty: FaultySite;
  before(async () => (faulty = await startFaultySite()));
  afterEach(() => closePages(faulty.browser));
  after(() => faulty.stop());

  for (const [network, fault] of passing) {
    test(`meets a network that ${network}, twice each: one scan, one session`, async () => {
      const met = forEach(loginKinds, () => faults.first(2, fault));
      const login = await openFaulty(faulty, met, 'transport="poll"');
      await login.passUntil("state.type === 'ready'", 30);
      await login.backend.scan(await login.untilWatched());
      await login.assertSignedIn(80);
      for (const kind of loginKinds)
        assert.ok(login.count(kind) <= 4, `${login.count(kind)} ${kind}`);
    });
  }

  for (const [network, fault] of harmless) {
    test(`passes a network that ${network}: the scan counts at once`, async () => {
      const met = forEach(loginKinds, fault);
      const login = await openFaulty(faulty, met, 'transport="poll"');
      await login.passUntil("state.type === 'ready'", 1);
      const url = await login.untilWatched();
      await login.passS(10);
      assert.ok(login.count('poll') <= 12, `${login.count('poll')} requests in 10 s`);
      await login.backend.scan(url);
      await login.assertSignedIn(4);
    });
  }

  for (const [what, fault, code, sent = 1] of [
    ...unanswered,
    ['gets 429 and Retry-After', faults.html(429, { 'Retry-After': '30' }), 'rate_limited'],
  ] as const) {
    test(`passes, but whose redeem ${what} in every try: the button redeems the same scan`, async () => {
      const login = await openFaulty(faulty, { redeem: fault });
      await login.backend.scan(await login.untilWatched());
      await login.passUntil("state.type === 'error'", 80);
      const tries = login.count('redeem');
      assert.ok(tries <= 4 * sent, `${tries} redeems`);
      login.meet({});
      await pressButton(login);
      await login.assertSignedIn(4, [code]);
      assert.deepEqual([login.count('create'), login.count('redeem')], [1, tries + 1]);
    });
  }

  test('passes, but whose create gets 429 and Retry-After: one request, and a button that works', async () => {
    const create = faults.refuses(429, 'rate_limited', { 'Retry-After': '30' });
    const login = await openFaulty(faulty, { create });
    await login.passUntil("state.type === 'error' && state.retryAfterMs === 30_000", 1);
    await login.passS(20);
    assert.equal(login.count('create'), 1);
    login.meet({});
    await login.passS(10);
    await pressButton(login);
    await login.backend.scan(await login.untilWatched());
    await login.assertSignedIn(4, ['rate_limited']);
  });

  test('passes, but whose polls are told to slow down: longer pauses, and the scan counts', async () => {
    const slowDown = faults.refuses(429, 'slow_down', { 'Retry-After': '4' });
    const login = await openFaulty(faulty, { poll: slowDown }, 'transport="poll"');
    const url = await login.untilWatched();
    await login.passS(40);
    // After 4 s at first, and each time 5 s more than the time before.
    assert.ok(login.count('poll') <= 5, `${login.count('poll')} requests in 40 s`);
    login.meet({});
    await login.backend.scan(url);
    await login.assertSignedIn(40);
  });

  for (const [what, fault, , sent = 1] of unanswered) {
    test(`passes, but whose check for cookies ${what}: the login goes on without it`, async () => {
      const login = await openFaulty(faulty, { check: fault });
      await login.passUntil("state.type === 'ready'", 1);
      await login.passS(4);
      await login.backend.scan(await login.untilWatched());
      await login.assertSignedIn(4);
    });

    test(`passes, but whose cancellation ${what}: one request, and the next login works`, async () => {
      const login = await openFaulty(faulty, { cancel: fault });
      await login.untilWatched();
      await login.page.$eval('wechat-mp-login', (tag) => tag.cancel());
      await login.passUntil("state.type === 'cancelled'", 1);
      await login.passS(5);
      assert.ok(login.count('cancel') <= sent, `${login.count('cancel')} cancellations`);
      await login.page.$eval('wechat-mp-login', (tag) => tag.start());
      await login.untilState('ready');
      await until(() => login.count('stream') === 2, 'the next QR code is watched');
      await login.backend.scan(await qrCodeUrl(login.page));
      await login.assertSignedIn(4);
    });
  }

  test('is cut off because the visitor leaves: the backend keeps no stream', async () => {
    const login = await openFaulty(faulty, { cancel: faults.stalls });
    await login.untilWatched();
    await login.close();
    await until(() => login.backend.openStreams() === 0, 'no stream is left');
  });

  test('is sent to the backend twice by a proxy that tries again too early: one session', async () => {
    const met = { poll: faults.repeats, redeem: faults.repeats };
    const login = await openFaulty(faulty, met, 'transport="poll"');
    await login.backend.scan(await login.untilWatched());
    await login.assertSignedIn(4);
  });
});
