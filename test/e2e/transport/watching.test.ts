/**
 * A page that waits for a scan behind a bad proxy: whoever scans is signed in, by a stream where streams get
 * through, else by polling.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { closePages } from '../../support/e2e/page/browser.js';
import { shownTextsIn } from '../../support/e2e/page/observed-page.js';
import { until } from '../../support/until.js';
import * as faults from '../../support/e2e/proxy/faults.js';
import type { Fault, Faults } from '../../support/e2e/proxy/fault-proxy.js';
import {
  openFaulty,
  startFaultySite,
  type FaultySite,
} from '../../support/e2e/proxy/faulty-login.js';

interface Case {
  /** A proxy that … */
  readonly proxy: string;
  readonly stream: Fault;
  /** How the page watches in the end. */
  readonly watches: 'stream' | 'poll';
  /** Within how many seconds whoever scans at once is signed in. */
  readonly withinS: number;
}

/** Each event twice, and then the one before it. */
function repeatsEvents(): Fault {
  let before = '';
  return faults.passesInPieces((text) => {
    const pieces = [text, text, before];
    before = text;
    return pieces;
  });
}

const eventText = (text: string) => text.replaceAll('\n', '\r\n');

const streams: readonly Case[] = [
  {
    proxy: 'changes nothing',
    stream: faults.first(0, faults.resets),
    watches: 'stream',
    withinS: 3,
  },
  { proxy: 'buffers', stream: faults.buffers, watches: 'poll', withinS: 8 },
  {
    proxy: 'passes on the headers alone',
    stream: faults.holdsAfter(0),
    watches: 'poll',
    withinS: 8,
  },
  {
    proxy: 'passes the first event and then holds',
    stream: faults.holdsAfter(1),
    watches: 'poll',
    withinS: 20,
  },
  {
    proxy: 'ends every stream at once',
    stream: faults.endsAfterFirst,
    watches: 'stream',
    withinS: 5,
  },
  { proxy: 'resets streams', stream: faults.resets, watches: 'poll', withinS: 8 },
  { proxy: 'answers streams with HTML', stream: faults.html(), watches: 'poll', withinS: 8 },
  { proxy: 'forbids streams', stream: faults.html(403), watches: 'poll', withinS: 8 },
  { proxy: 'answers streams with 502', stream: faults.html(502), watches: 'poll', withinS: 8 },
  {
    proxy: 'answers streams with 503 and Retry-After',
    stream: faults.html(503, { 'Retry-After': '2' }),
    watches: 'poll',
    withinS: 10,
  },
  {
    proxy: 'limits streams with 429',
    stream: faults.html(429, { 'Retry-After': '2' }),
    watches: 'poll',
    withinS: 8,
  },
  {
    proxy: 'redirects streams to a login page',
    stream: faults.redirects(302, '/login'),
    watches: 'poll',
    withinS: 8,
  },
  {
    proxy: 'calls streams text/plain',
    stream: faults.withHeaders({ 'content-type': 'text/plain' }),
    watches: 'poll',
    withinS: 8,
  },
  {
    proxy: 'compresses and collects',
    stream: faults.compresses(false),
    watches: 'poll',
    withinS: 8,
  },
  {
    proxy: 'compresses each event',
    stream: faults.compresses(true),
    watches: 'stream',
    withinS: 3,
  },
  { proxy: 'drops Accept', stream: faults.withoutHeader('accept'), watches: 'poll', withinS: 3 },
  {
    proxy: 'ends lines with CRLF',
    stream: faults.passesInPieces((text) => [eventText(text)]),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'passes on one byte at a time',
    stream: faults.byteByByte,
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'repeats events and mixes their order',
    stream: repeatsEvents(),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'adds a byte order mark',
    stream: faults.passesInPieces((text) => [`\uFEFF${text}`]),
    watches: 'stream',
    withinS: 3,
  },
];

describe('A page that waits behind a bad proxy', () => {
  let faulty: FaultySite;
  before(async () => (faulty = await startFaultySite()));
  afterEach(() => closePages(faulty.browser));
  after(() => faulty.stop());

  for (const { proxy, stream, watches, withinS } of streams) {
    test(`that ${proxy}: whoever scans is signed in`, async () => {
      const login = await openFaulty(faulty, { stream } satisfies Faults);
      await login.backend.scan(await login.untilWatched());
      await login.assertSignedIn(withinS);
      assert.equal(login.count('poll') > 0 ? 'poll' : 'stream', watches);
    });
  }

  test('that cuts streams which have lived: each is followed by another, and nothing is shown', async () => {
    const login = await openFaulty(faulty, {});
    const url = await login.untilWatched();
    for (let streams = 2; streams <= 5; streams++) {
      await login.passS(16);
      faulty.proxy.cut('stream');
      await login.passUntil('true', 1);
      await until(() => login.count('stream') === streams, 'another stream');
    }
    assert.equal(login.count('poll'), 0);
    assert.deepEqual((await login.observations()).states, ['loading', 'ready']);
    await login.backend.scan(url);
    await login.assertSignedIn(3);
  });

  for (const [outage, fault] of [
    ['shows a captive portal', faults.html()],
    ['redirects to a captive portal', faults.redirects(302, 'http://portal.test/')],
    ['answers 503', faults.html(503)],
    ['resets every connection', faults.resets],
    ['lets nothing through', faults.stalls],
  ] as const) {
    test(`that ${outage} for a minute: the page says so, asks seldom, and the scan counts`, async () => {
      const login = await openFaulty(faulty, {});
      const url = await login.untilWatched();
      const asked = faulty.proxy.kinds.length;
      login.meet({ create: fault, stream: fault, poll: fault, redeem: fault });
      faulty.proxy.cut('stream');
      await login.backend.scan(url);
      await login.passS(60);
      const requests = faulty.proxy.kinds.length - asked;
      assert.ok(requests <= 30, `${requests} requests in a minute`);
      assert.match((await shownTextsIn(login.page, 'zh-Hans')).text, /正在重新连接/);
      assert.match((await shownTextsIn(login.page, 'en')).text, /Reconnecting/);
      login.meet({});
      await login.assertSignedIn(40);
    });
  }
});
