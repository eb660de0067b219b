/** Counters in Redis, by the clock of Redis. */
import {
  slotMsOf,
  type Counted,
  type CounterLimit,
  type Counters,
} from '../../base/shared/counters.js';
import type { RedisCommands } from './commands.js';
import { count, giveBack } from './scripts.js';

export function createRedisCounters({ run }: RedisCommands, prefix: string): Counters {
  const keyOf = (key: string): string => `${prefix}:counter:${key}`;

  async function countOne({ key, max, windowMs }: CounterLimit): Promise<Counted> {
    const args = [max, slotMsOf(windowMs), windowMs].map(String);
    const reply = await run(count, [keyOf(key)], args);
    const [before, slot, retryAfterMs] = Array.isArray(reply) ? reply.map(Number) : [];
    if (before === undefined || slot === undefined || retryAfterMs === undefined) {
      throw new TypeError('Redis did not return counts');
    }
    return { before, slot, retryAfterMs };
  }

  return {
    // The client sends them together. In a cluster, each may be on another node.
    count: (limits) => Promise.all(limits.map(countOne)),
    async giveBack({ key }, slot) {
      await run(giveBack, [keyOf(key)], [String(slot)]);
    },
  };
}
