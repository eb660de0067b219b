/**
 * Faults that every request of a login meets, from the QR code to the session: none costs a visitor the scan,
 * opens a second session, or makes the page ask without end.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { closePages } from '../../support/e2e/page/browser.js';
import * as faults from '../../support/e2e/proxy/faults.js';
import type { Fault, Faults, Kind } from '../../support/e2e/proxy/fault-proxy.js';
import {
  openFaulty,
  startFaultySite,
  type FaultySite,
} from '../../support/e2e/proxy/faulty-login.js';

const loginKinds = ['create', 'poll', 'redeem'] as const satisfies readonly Kind[];

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

  test('is sent to the backend twice by a proxy that tries again too early: one session', async () => {
    const met = { poll: faults.repeats, redeem: faults.repeats };
    const login = await openFaulty(faulty, met, 'transport="poll"');
    await login.backend.scan(await login.untilWatched());
    await login.assertSignedIn(4);
  });
});
