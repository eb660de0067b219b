/**
 * The Lua scripts. Redis runs each as a whole. `allow-oom` lets logins under way end when the memory is full;
 * what they write is small, and replaces what they wrote before.
 */

export interface Script {
  readonly text: string;
  /** By this, a server knows a script that it has seen. */
  sha1(): Promise<string>;
}

function createScript(text: string): Script {
  let digest: Promise<string> | undefined;
  async function sha1(): Promise<string> {
    const bytes = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
    return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  return { text, sha1: () => (digest ??= sha1()) };
}

/**
 * Compares and sets a value as `stored-value.ts` writes it. The arguments: the revision that it must have, or
 * `none`; the name of this write; the new value; when it expires; and, to tell all instances, a channel and
 * a message.
 *
 * A client that lost the answer may send a command once more. By the name of the write, it is told of its
 * own success.
 */
export const compareAndSet = createScript(`#!lua flags=allow-oom
local stored = redis.call('GETRANGE', KEYS[1], 0, 63)
local rev, write = string.match(stored, '^(%d+) (%S+) ')
if (rev or 'none') ~= ARGV[1] then
  return write == ARGV[2] and 1 or 0
end
redis.call('SET', KEYS[1], ARGV[3], 'PXAT', ARGV[4])
if ARGV[5] then redis.call('PUBLISH', ARGV[5], ARGV[6]) end
return 1`);

/** The revision of each value; -1 for one that is gone. */
export const readRevs = createScript(`#!lua flags=no-writes
local revs = {}
for index, key in ipairs(KEYS) do
  revs[index] = tonumber(string.match(redis.call('GETRANGE', key, 0, 20), '^%d+') or -1)
end
return revs`);

/** Deletes a key if it still has this value. */
export const deleteIf = createScript(`#!lua flags=allow-oom
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`);

/**
 * Counts as src/server/base/shared/memory-counters.ts does. The arguments: the most in a window, the
 * milliseconds of a slot, and those of the window. Returns `before`, the slot, and `retryAfterMs`.
 */
export const count = createScript(`#!lua flags=allow-oom
local max, slotMs, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local nowMs = time[1] * 1000 + math.floor(time[2] / 1000)
local slot = math.floor(nowMs / slotMs)
local stored, slots, before = redis.call('HGETALL', KEYS[1]), {}, 0
for index = 1, #stored, 2 do
  local each, counted = tonumber(stored[index]), tonumber(stored[index + 1])
  if (each + 1) * slotMs <= nowMs - windowMs or each > slot then
    redis.call('HDEL', KEYS[1], stored[index])
  else
    before = before + counted
    slots[#slots + 1] = { each, counted }
  end
end
if before + 1 <= max then
  redis.call('HINCRBY', KEYS[1], slot, 1)
  redis.call('PEXPIRE', KEYS[1], windowMs + slotMs)
  return { before, slot, 0 }
end
table.sort(slots, function(one, other) return one[1] < other[1] end)
local left = 0
for _, each in ipairs(slots) do
  left = left + each[2]
  if left >= before + 1 - max then
    return { before, slot, (each[1] + 1) * slotMs + windowMs - nowMs }
  end
end
return { before, slot, windowMs + slotMs }`);

/** Takes one count back from a slot. */
export const giveBack = createScript(`#!lua flags=allow-oom
if tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or 0) > 1 then
  return redis.call('HINCRBY', KEYS[1], ARGV[1], -1)
end
return redis.call('HDEL', KEYS[1], ARGV[1])`);
