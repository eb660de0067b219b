/** What the simulator says about pushes that the account's server does not get, or does not take. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SimulatorLog, SimulatorOptions } from '../../../src/simulator/index.js';
import {
  createSceneQrCode,
  createSimulatorHarness,
  scanByFollower,
} from '../../support/simulator/harness.js';

type Line = Parameters<SimulatorLog>;

function createLog(): { readonly lines: Line[]; readonly log: SimulatorLog } {
  const lines: Line[] = [];
  return { lines, log: (...line) => void lines.push(line) };
}

test('a scan without a callback URL is named once, with the way out', async () => {
  for (const personId of ['person-1', 'person-2']) {
    const { lines, log } = createLog();
    const { simulator } = createSimulatorHarness({ log, account: { callbackUrl: undefined } });
    const { url } = await createSceneQrCode(simulator);
    await simulator.phone.scan(personId, url);
    await simulator.phone.scan(personId, url);
    await simulator.idle();
    assert.deepEqual(
      lines.map(([, event]) => event),
      ['no_callback_url'],
    );
    assert.match(
      String(lines[0]?.[2]['meaning']),
      /simulator\.account\.callbackUrl = login\.callbackUrl\.$/,
    );
  }
});

const unreachable = new TypeError('fetch failed', {
  cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
});
const failures: readonly (readonly [
  deliver: NonNullable<SimulatorOptions['deliver']>,
  reason: RegExp,
  meaning: RegExp,
])[] = [
  [() => Promise.reject(unreachable), /^fetch failed \(ECONNREFUSED\)$/, /Is it running/],
  [
    () => Promise.resolve(new Response('', { status: 404 })),
    /^HTTP 404$/,
    /does not take pushes at this/,
  ],
  [
    () => Promise.resolve(new Response('', { status: 403 })),
    /^HTTP 403$/,
    /Token, EncodingAESKey or mode/,
  ],
  [() => Promise.resolve(new Response('<html>')), /./, /passive-replies/],
];

test('a push that fails is named, with the reason and the way out', async () => {
  for (const [deliver, reason, meaning] of failures) {
    const { lines, log } = createLog();
    const harness = createSimulatorHarness({ log, deliver });
    await scanByFollower(harness);
    await harness.simulator.idle();
    const [[level, event, details] = assert.fail('no line'), ...more] = lines;
    assert.deepEqual([level, event, more], ['warn', 'push_failed', []]);
    assert.equal(details['to'], 'https://shop.example/wechat-login/wechat/default');
    assert.equal(details['event'], 'SCAN');
    assert.match(String(details['reason']), reason);
    assert.match(String(details['meaning']), meaning);
  }
});

test('a push that is answered says nothing', async () => {
  const { lines, log } = createLog();
  const harness = createSimulatorHarness({ log });
  await scanByFollower(harness);
  await harness.simulator.idle();
  assert.deepEqual(lines, []);
});
