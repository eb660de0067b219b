/** Plain limits, counted in this process's memory, which they bound themselves. */

export interface Buckets {
  /**
   * Takes one token out of the key's bucket, leaving `reserve` of them in it. Returns 0, or how many
   * milliseconds to wait for one.
   */
  take(key: string, reserve?: number): number;
  /** True where the key has taken nothing lately. */
  isFull(key: string): boolean;
}

export interface BucketOptions {
  /** Tokens in a full bucket. */
  readonly capacity: number;
  readonly perSecond: number;
  readonly now: () => number;
  /** Buckets kept at once, 10 000 by default; the one unused for longest is forgotten, that is full. */
  readonly maxKeys?: number;
}

export function createBuckets({
  capacity,
  perSecond,
  now,
  maxKeys = 10_000,
}: BucketOptions): Buckets {
  // In the order of last use, so that the first is the one to forget.
  const buckets = new Map<string, { tokens: number; atMs: number }>();
  function tokensOf(key: string): number {
    const bucket = buckets.get(key);
    if (!bucket) return capacity;
    const refilled = (Math.max(0, now() - bucket.atMs) / 1000) * perSecond;
    return Math.min(capacity, bucket.tokens + refilled);
  }
  return {
    take(key, reserve = 0) {
      const tokens = tokensOf(key);
      const missing = reserve + 1 - tokens;
      buckets.delete(key);
      buckets.set(key, { tokens: missing > 0 ? tokens : tokens - 1, atMs: now() });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= maxKeys) break;
        buckets.delete(oldest);
      }
      return missing > 0 ? Math.ceil((missing / perSecond) * 1000) : 0;
    },
    isFull: (key) => tokensOf(key) >= capacity,
  };
}

export interface Tally {
  /**
   * Counts one for each of the keys, and returns 0; or counts none, and returns how many
   * milliseconds it is until it would.
   */
  take(keys: readonly string[]): number;
  /** Takes back what was counted last. */
  giveBack(keys: readonly string[]): void;
}

export interface TallyOptions {
  /** So many for one key within any `windowMs`. */
  readonly max: number;
  readonly windowMs: number;
  readonly now: () => number;
  /** Keys kept at once, 30 000 by default; the one counted longest ago is forgotten. */
  readonly maxKeys?: number;
}

/** For what must not be guessed: other than a bucket it never lets through more than `max`. */
export function createTally({ max, windowMs, now, maxKeys = 30_000 }: TallyOptions): Tally {
  // In the order of last use. Each holds when it was counted, the oldest first: `max` at most.
  const counted = new Map<string, readonly number[]>();
  const recent = (key: string): readonly number[] =>
    (counted.get(key) ?? []).filter((atMs) => now() < atMs + windowMs);
  return {
    take(keys) {
      const waits = keys.map((key) => {
        const [oldest, ...others] = recent(key);
        return oldest === undefined || others.length + 1 < max ? 0 : oldest + windowMs - now();
      });
      const waitMs = Math.max(0, ...waits);
      if (waitMs > 0) return waitMs;
      for (const key of keys) {
        const next = [...recent(key), now()];
        counted.delete(key);
        counted.set(key, next);
      }
      for (const oldest of counted.keys()) {
        if (counted.size <= maxKeys) break;
        counted.delete(oldest);
      }
      return 0;
    },
    giveBack(keys) {
      for (const key of keys) {
        const left = recent(key).slice(0, -1);
        if (left.length === 0) counted.delete(key);
        else counted.set(key, left);
      }
    },
  };
}

/** The part of the global limit that only addresses without a recent attempt may use. */
const reservedShare = 0.2;

/**
 * Who may create an attempt: so many a minute from one address and in all, with a reserve so that a
 * few busy addresses cannot shut everybody else out. An unknown address ('') has no limit of its own
 * and no part in the reserve. Returns 0 or the milliseconds to wait.
 */
export function createCreateLimit(
  perMinute: { address: number; all: number },
  now: () => number,
): (address: string) => number {
  const own = createBuckets({
    capacity: perMinute.address,
    perSecond: perMinute.address / 60,
    now,
  });
  const all = createBuckets({ capacity: perMinute.all, perSecond: perMinute.all / 60, now });
  return (address) => {
    const group = addressGroup(address);
    const isQuiet = group !== '' && own.isFull(group);
    const waitMs = group === '' ? 0 : own.take(group);
    return waitMs > 0 ? waitMs : all.take('', isQuiet ? 0 : perMinute.all * reservedShare);
  };
}

/**
 * What counts as one address: an IPv4 address, also when written as IPv6, or the first 64 bits of an
 * IPv6 address, of which anybody has 2^64 (RFC 6177).
 */
export function addressGroup(address: string): string {
  const withoutPort = /^\[(.*)\](?::\d+)?$|^([^:]+):\d+$/.exec(address);
  if (withoutPort) return addressGroup(withoutPort[1] ?? withoutPort[2] ?? '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1] ?? '';
  const inHex = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(address)?.slice(1);
  if (inHex) {
    return inHex
      .map((two) => parseInt(two, 16))
      .flatMap((two) => [two >> 8, two & 255])
      .join('.');
  }
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  const all = [...groups, ...(tail === undefined ? [] : zeros), ...rest];
  return all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
