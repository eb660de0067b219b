/** Limits how many attempts are created in a minute. Counted in this process. */
import { addressGroups } from './address-group.js';
import { createBuckets } from './rate-limits.js';

/** The visitor for whom an attempt is created. */
export interface Visitor {
  /** The IP address; '' if unknown. */
  readonly address: string;
  /** The hash of a device cookie that this backend has made. */
  readonly deviceHash?: string | undefined;
}

/** The limit that refuses something, by the name of its setting. */
export interface RefusedBy<Limit extends string> {
  readonly limit: Limit;
  readonly retryAfterMs: number;
}

export type MinuteLimit = 'createsPerAddressPerMinute' | 'createsPerMinute';

export interface CreateLimit {
  /** Counts an attempt. Returns undefined, or the limit that refuses it. */
  take(visitor: Visitor): RefusedBy<MinuteLimit> | undefined;
  /** No attempt was created: a page has repeated its request. */
  giveBack(visitor: Visitor): void;
}

/** The share of the global limit that is reserved for quiet visitors. */
const reservedShare = 0.2;
/** How much more than an address its network may use. */
const networkFactor = 3;
/** In a minute by one browser, beyond which it counts as busy. */
const perKnownBrowser = 6;

/**
 * Limits how many attempts are created per minute, by address, by network and in total. It keeps a
 * reserve, so that a few busy networks cannot lock everybody else out. The reserve is for visitors whose
 * address has been quiet and whose network has not been busy, and for quiet browsers that are known.
 * Callers without an address ('') have no limit of their own and cannot use the reserve.
 */
export function createCreateLimit(
  perMinute: { readonly address: number; readonly all: number },
  now: () => number,
): CreateLimit {
  const bucketsOf = (capacity: number) =>
    createBuckets({ capacity, perSecond: capacity / 60, now });
  const sites = bucketsOf(perMinute.address);
  const networks = bucketsOf(perMinute.address * networkFactor);
  const devices = bucketsOf(perKnownBrowser);
  const all = bucketsOf(perMinute.all);
  const groupsOf = (address: string) =>
    addressGroups(address).map(({ width, key }) => ({
      key,
      buckets: width === 'network' ? networks : sites,
      quietAbove: width === 'network' ? 0.5 : 1,
    }));

  return {
    take({ address, deviceHash }) {
      const groups = groupsOf(address);
      const isQuiet =
        groups.length > 0 &&
        groups.every(({ key, buckets, quietAbove }) => buckets.fullness(key) >= quietAbove);
      const isKnown = deviceHash !== undefined && devices.take(deviceHash) === 0;
      for (const { key, buckets } of groups) {
        const retryAfterMs = buckets.take(key);
        if (retryAfterMs > 0) return { limit: 'createsPerAddressPerMinute', retryAfterMs };
      }
      const retryAfterMs = all.take('', isQuiet || isKnown ? 0 : perMinute.all * reservedShare);
      return retryAfterMs > 0 ? { limit: 'createsPerMinute', retryAfterMs } : undefined;
    },
    giveBack({ address, deviceHash }) {
      for (const { key, buckets } of groupsOf(address)) buckets.giveBack(key);
      if (deviceHash !== undefined) devices.giveBack(deviceHash);
      all.giveBack('');
    },
  };
}
