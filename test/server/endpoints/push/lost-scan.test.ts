/** Processes that do not share a store: the log says so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryStore } from '../../../../src/server/index.js';
import { encodeTicket } from '../../../../src/wechat/ticket.js';
import { createHarness } from '../../../support/server/harness.js';

type Harness = ReturnType<typeof createHarness>;

const lines = ({ log }: Harness) => log.filter(({ event }) => event === 'store_not_shared');

const scene = `wml_${'a'.repeat(32)}`;
const url = 'http://weixin.qq.com/q/028MgH1oLwdyi1ySjNxq17';

/** A QR code that was made so long before it is scanned, as WeChat's clock says. */
function ticketOf({ clock }: Harness, ageS: number): string {
  const createdAtS = Math.floor(clock.nowMs / 1000) - ageS;
  return encodeTicket({ url, createdAtS, expireSeconds: 240 });
}

test('a scan of a QR code that another process has made leaves one line, with the way out', async () => {
  const process = createHarness();
  process.clock.nowMs += 60_000;
  for (const event of ['subscribe', 'SCAN']) {
    const reply = await process.scan(scene, { event, ticket: ticketOf(process, 20) });
    assert.match(reply, /no longer works/);
  }
  assert.equal(lines(process).length, 1);
  assert.match(JSON.stringify(lines(process)), /in the memory of each process.*createRedisStore/);
});

test('with a store of their own, processes are told to compare its settings', async () => {
  const process = createHarness({ store: createMemoryStore({ now: () => 1_800_000_000_000 }) });
  process.clock.nowMs += 60_000;
  await process.scan(scene, { ticket: ticketOf(process, 20) });
  assert.match(JSON.stringify(lines(process)), /same database and `prefix`/);
});

test('a QR code from before the start, an old one, and one of this process leave no line', async () => {
  const process = createHarness();
  process.clock.nowMs += 60_000;
  await process.scan(scene, { ticket: ticketOf(process, 61) });
  await process.scan(scene, { ticket: ticketOf(process, 55) });
  process.clock.nowMs += 3_600_000;
  await process.scan(scene, { ticket: ticketOf(process, 600) });
  await process.scan(scene, { ticket: 'gQnoTicketOfWeChat' });
  const tab = await process.open();
  await process.scan(tab.scene, { ticket: ticketOf(process, 5) });
  assert.deepEqual(lines(process), []);
});
