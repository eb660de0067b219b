/** Limits how many attempts are created in a minute, in all instances together. */
import type { CounterLimit, Counters } from '../shared/counters.js';
import type { AddressGroup } from './address-group.js';
import { countTogether, longestWaitMs, type CountedFor } from './count-together.js';

/** The visitor for whom an attempt is created. */
export interface Visitor {
  /** Those of the IP address; none if it is unknown. */
  readonly groups: readonly AddressGroup[];
  /** The hash of a device cookie that this backend has made. */
  readonly deviceHash?: string | undefined;
}

/** The limit that refuses something, by the name of its setting. */
export interface RefusedBy<Limit extends string> {
  readonly limit: Limit;
  readonly retryAfterMs: number;
}

export type MinuteLimit = 'createsPerAddressPerMinute' | 'createsPerMinute';

/** An attempt that was counted. */
export interface CountedCreate {
  /** Whether the visitor may use the reserve. */
  readonly isFavoured: boolean;
  /** No attempt was created: a page has repeated its request. */
  giveBack(): Promise<void>;
}

export interface CreateLimit {
  /** Counts an attempt, or returns the limit that refuses it. @throws WechatMpLoginError `store_unavailable` */
  take(visitor: Visitor): Promise<CountedCreate | RefusedBy<MinuteLimit>>;
  /**
   * Counts it also as one that needs digits of this official account. They are few, so their limit is lower.
   * If it refuses, nothing stays counted.
   */
  takeDigits(
    officialAccount: string,
    counted: CountedCreate,
  ): Promise<CountedCreate | RefusedBy<MinuteLimit>>;
}

/** The share of the global limit that is reserved for quiet visitors. */
const reservedShare = 0.2;
/** How much more than an address its network may use. */
const networkFactor = 3;
/** In a minute by one browser, beyond which it counts as busy. */
const perKnownBrowser = 6;
/**
 * In a minute, of one official account. Digits are given to nobody else for 36 minutes, and there are 50 000
 * (base/secrets/message-digits.ts), so this many never use them up.
 */
export const maxWithDigits = 1000;
/** The shares of their limits up to which an address and a network count as quiet. */
const quietShares = { site: 0.05, network: 0.5 } as const;

interface MinuteCounter extends CounterLimit {
  readonly of: 'group' | 'device' | 'all';
  /** Up to how many attempts before this one the visitor is quiet. */
  readonly quietMax?: number;
}

/**
 * Limits how many attempts are created per minute, by address, by network and in total. It keeps a
 * reserve, so that a few busy networks cannot lock everybody else out. The reserve is for visitors whose
 * address has been quiet and whose network has not been busy, and for quiet browsers that are known.
 * Callers without an address have no limit of their own and cannot use the reserve.
 */
export function createCreateLimit(
  perMinute: { readonly address: number; readonly all: number },
  counters: Counters,
): CreateLimit {
  const counter = (of: MinuteCounter['of'], key: string, max: number, quietMax?: number) => ({
    ...{ of, key: `creates ${of} ${key}`, max, windowMs: 60_000 },
    ...(quietMax === undefined ? {} : { quietMax }),
  });
  const all = counter('all', '', perMinute.all);

  function countersOf({ groups, deviceHash }: Visitor): readonly MinuteCounter[] {
    const ofGroups = groups.flatMap(({ width, key }) => {
      // A /64 may use as much as its /56, so it needs no counter.
      if (width === 'lan') return [];
      const max = perMinute.address * (width === 'network' ? networkFactor : 1);
      return [counter('group', key, max, Math.floor(max * quietShares[width]))];
    });
    const ofDevice =
      deviceHash === undefined ? [] : [counter('device', deviceHash, perKnownBrowser)];
    return [...ofGroups, ...ofDevice, all];
  }

  return {
    async take(visitor) {
      const { results, refused, giveBack } = await countTogether(counters, countersOf(visitor));
      const ofGroups = (each: CountedFor<MinuteCounter>): boolean => each.limit.of === 'group';
      const byGroups = refused.filter(ofGroups);
      const inAll = refused.filter(({ limit }) => limit === all);
      const refusing = byGroups.length > 0 ? byGroups : inAll;
      if (refusing.length > 0) {
        await giveBack();
        const limit = refusing === byGroups ? 'createsPerAddressPerMinute' : 'createsPerMinute';
        return { limit, retryAfterMs: longestWaitMs(refusing) };
      }
      const isFavoured = isQuiet(results.filter(ofGroups)) || isKnown(results);
      const usedBefore = results.find(({ limit }) => limit === all)?.before ?? 0;
      if (isFavoured || usedBefore < unreserved(all).max) return { isFavoured, giveBack };
      // Few get here, so only they cost the store another call: it tells when there is room for them.
      await giveBack((limit) => limit === all);
      return countAlso(counters, unreserved(all), { isFavoured, giveBack });
    },
    takeDigits(officialAccount, counted) {
      const max = Math.min(maxWithDigits, perMinute.all);
      const limit = counter('all', `with digits ${officialAccount}`, max);
      return countAlso(counters, counted.isFavoured ? limit : unreserved(limit), counted);
    },
  };
}

const unreserved = (limit: MinuteCounter): MinuteCounter => ({
  ...limit,
  max: Math.floor(limit.max * (1 - reservedShare)),
});

const isQuiet = (groups: readonly CountedFor<MinuteCounter>[]): boolean =>
  groups.length > 0 && groups.every(({ before, limit }) => before <= (limit.quietMax ?? 0));

const isKnown = (results: readonly CountedFor<MinuteCounter>[]): boolean =>
  results.some(({ limit, retryAfterMs }) => limit.of === 'device' && retryAfterMs === 0);

/** If this limit refuses, what was counted before is given back. */
async function countAlso(
  counters: Counters,
  limit: MinuteCounter,
  counted: CountedCreate,
): Promise<CountedCreate | RefusedBy<MinuteLimit>> {
  const { refused, giveBack } = await countTogether(counters, [limit]);
  if (refused.length > 0) {
    await counted.giveBack();
    return { limit: 'createsPerMinute', retryAfterMs: longestWaitMs(refused) };
  }
  return {
    ...counted,
    async giveBack() {
      await Promise.all([counted.giveBack(), giveBack()]);
    },
  };
}
