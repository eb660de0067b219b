/** `counters` while time passes: when counts leave the window. */
import { randomToken } from '../../../protocol/chain.js';
import { counterKeptMs } from '../../../server/base/shared/counters.js';
import { expect } from '../../expect.js';
import { expectSame } from '../expect-same.js';
import { countersOf, defineStoreCase, type StoreKit } from '../kit.js';
import { countOne, expectRefused, wasCounted } from './counters.js';

const windowMs = 1500;

/** Counts again and again until there is room, which may not be before `earliestMs`. */
async function expectRoom(
  kit: StoreKit,
  key: string,
  max: number,
  earliestMs: number,
): Promise<void> {
  const { own } = countersOf(kit);
  await kit.holdsWithin(
    counterKeptMs(windowMs) + kit.slackMs,
    async () => {
      if (!wasCounted(await countOne(own, key, max, windowMs))) return false;
      const earlyMs = earliestMs - (await kit.nowMs());
      expect(earlyMs <= 0, `there was room ${earlyMs} ms before a count left its window`);
      return true;
    },
    () => `there was no room ${kit.slackMs} ms after the window and a slot of it`,
  );
}

export const windowsCases = [
  defineStoreCase(
    'counters-window',
    'After the window there is room again, not before it, and at most a slot after it.',
    async (kit) => {
      const { own } = countersOf(kit);
      const key = randomToken(16);
      const startMs = await kit.nowMs();
      await countOne(own, key, 1, windowMs);
      await expectRoom(kit, key, 1, startMs + windowMs);
    },
  ),
  defineStoreCase(
    'counters-retry-after',
    'Whoever waits for `retryAfterMs` is counted.',
    async (kit) => {
      const { own, others } = countersOf(kit);
      const key = randomToken(16);
      const startMs = await kit.nowMs();
      await countOne(own, key, 2, windowMs);
      await kit.wait(windowMs / 3);
      await countOne(own, key, 2, windowMs);
      const refused = await countOne(others, key, 2, windowMs);
      // On a machine that was slow just now, the first one has left the window.
      if ((await kit.nowMs()) >= startMs + windowMs) return;
      expectRefused(refused, 2, windowMs);
      await kit.wait(refused.retryAfterMs);
      const counted = await countOne(others, key, 2, windowMs);
      expect(wasCounted(counted), `no room after ${refused.retryAfterMs} ms, as it was told`);
    },
  ),
  defineStoreCase(
    'counters-slide',
    'The window slides: when the first of two counts has left it, there is room for one, not for two.',
    async (kit) => {
      const { own } = countersOf(kit);
      const key = randomToken(16);
      const startMs = await kit.nowMs();
      await countOne(own, key, 2, windowMs);
      await kit.wait(windowMs / 2);
      const secondMs = await kit.nowMs();
      await countOne(own, key, 2, windowMs);
      await expectRoom(kit, key, 2, startMs + windowMs);
      const third = await countOne(own, key, 2, windowMs);
      // On a machine that was slow just now, the second one has left as well.
      if ((await kit.nowMs()) < secondMs + windowMs) {
        expect(!wasCounted(third), 'three counts were in one window with max 2');
      }
    },
  ),
  defineStoreCase(
    'counters-give-back-late',
    'After the window, `giveBack` changes nothing.',
    async (kit) => {
      const { own } = countersOf(kit);
      const key = randomToken(16);
      const { slot } = await countOne(own, key, 1, windowMs);
      await kit.wait(counterKeptMs(windowMs));
      const again = await countOne(own, key, 1, windowMs);
      expectSame(again.before, 0, '`before` after the window');
      await own.giveBack({ key, windowMs }, slot);
      const { before } = await countOne(own, key, 0, windowMs);
      // On a machine that was slow just now, the count has left its window.
      const isOver = (await countOne(own, key, 0, windowMs)).slot - again.slot > 28;
      expect(before === 1 || isOver, `\`before\` was ${before}, not 1`);
    },
  ),
];
