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
import { pass, type Fault, type Faults } from '../../support/e2e/proxy/fault-proxy.js';
import type { Simulator } from '../../../src/simulator/index.js';
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

const stateEvent = (data: object) => `event: state\ndata: ${JSON.stringify(data)}\n\n`;
const unknownState = stateEvent({ state: 'queued', rev: 99, expiresIn: 90, interval: 2 });
const nulls = stateEvent({ state: null, rev: null, expiresIn: null, interval: null });
const addNulls = (text: string) =>
  text.replace('"state"', '"confirm":null,"reason":null,"place":{"line":[1]},"state"');

const eventText = (text: string) => text.replaceAll('\n', '\r\n');

/** Hits every second request. */
function alternates(fault: Fault): Fault {
  let count = 0;
  return (exchange) => (count++ % 2 === 0 ? fault : pass)(exchange);
}

/** The link in the chat with which a person confirms. */
async function confirmLink({ phone }: Simulator, personId: string): Promise<string> {
  const texts = (await phone.chat(personId)).map(({ text }) => text).join('');
  const [, href] = /<a href="(weixin:[^"]*)"/.exec(texts) ?? [];
  return href?.replaceAll('&amp;', '&') ?? assert.fail(texts);
}

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
    proxy: 'adds events with a state of a newer protocol',
    stream: faults.passesInPieces((text) => [unknownState, text, unknownState]),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'adds events of other kinds, and comments',
    stream: faults.passesInPieces((text) => ['event: news\ndata: {}\n\n', ': hello\n\n', text]),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'writes null where there is nothing, and adds fields',
    stream: faults.passesInPieces((text) => [addNulls(text)]),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'asks for no pause',
    stream: faults.passesInPieces((text) => [text.replace(/"interval":\d+/, '"interval":0')]),
    watches: 'stream',
    withinS: 3,
  },
  {
    proxy: 'begins streams with an event of nulls alone',
    stream: faults.passesInPieces((text) => [nulls, text]),
    watches: 'poll',
    withinS: 12,
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

  test('that falls silent after a while: the stream is replaced within 18 s', async () => {
    let isSilent = false;
    const stream = faults.first(
      1,
      faults.holdsWhen(() => isSilent),
    );
    const login = await openFaulty(faulty, { stream });
    const url = await login.untilWatched();
    await login.passS(10);
    await login.heartbeat();
    await login.passS(10);
    isSilent = true;
    await login.backend.scan(url);
    await login.assertSignedIn(20);
    assert.deepEqual([login.count('stream'), login.count('poll')], [2, 0]);
    assert.deepEqual((await login.observations()).states, [
      'loading',
      'ready',
      'approved',
      'success',
    ]);
  });

  test('of no fault for three minutes: one stream, until another QR code needs its own', async () => {
    const login = await openFaulty(faulty, {});
    await login.untilWatched();
    for (let passedS = 0; passedS < 165; passedS += 15) {
      await login.passS(15);
      await login.heartbeat();
    }
    assert.deepEqual(login.kinds(), ['create', 'check', 'stream']);
    await login.passS(15);
    // The first QR code may have been scanned just before the second one took its place.
    assert.deepEqual(new Set(login.kinds().slice(3)), new Set(['create', 'stream', 'poll']));
    assert.deepEqual([login.count('create'), login.count('stream')], [2, 2]);
    assert.ok(login.count('poll') <= 3, `${login.count('poll')} looks at the first QR code`);
  });

  for (const [how, fault] of [
    ['passes the first event and then holds', { stream: faults.holdsAfter(1) }],
    ['buffers', { stream: faults.buffers }],
    ['resets every second connection', { stream: faults.resets, poll: alternates(faults.resets) }],
  ] as const) {
    test(`that ${how}: the page shows that a scan has to be confirmed, and signs in after that`, async () => {
      const login = await openFaulty(faulty, fault, '', { confirm: 'tap' });
      const { simulator } = login.backend;
      await login.backend.scan(await login.untilWatched());
      await login.passUntil("state.type === 'confirm'", 20);
      const [person] = await simulator.phone.people();
      assert.ok(person);
      await simulator.phone.tap(person.id, await confirmLink(simulator, person.id));
      await simulator.idle();
      await login.assertSignedIn(12);
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
