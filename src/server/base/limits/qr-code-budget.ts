/**
 * Shares out the QR codes that WeChat gives an official account in a day, so that a few networks cannot
 * use them up. Counted in this process; the day is China's. docs/decisions/0022-quota.md has the numbers.
 */
import { msUntilRenewal, quotaDay } from '../../../wechat/api/quota-day.js';
import { addressGroups, type GroupWidth } from './address-group.js';
import type { RefusedBy, Visitor } from './create-limit.js';

/** `open`: for everybody. `known`: for known browsers. `rest`: for everybody else, after the others. */
export type Share = 'open' | 'known' | 'rest';

/** The parts of the day's QR codes. */
const parts = { open: 0.6, known: 0.3, rest: 0.1 } as const satisfies Record<Share, number>;
/** What an address or network may use of the rest, compared with the other shares. */
const ofTheRest = 0.1;

export interface PerDay {
  /** In all. */
  readonly all: number;
  /** For an IPv4 address, or an IPv6 /56; an IPv6 /64 gets half. */
  readonly address: number;
  /** For an IPv4 /24, or an IPv6 /48. */
  readonly network: number;
  /** For one known browser. */
  readonly knownBrowser: number;
}

/** The limit that refused a QR code. */
export type DayLimit = `qrCodesPer${'' | 'AddressPer' | 'NetworkPer' | 'KnownBrowserPer'}Day`;

export interface Granted {
  readonly share: Share;
  /** No QR code was made. */
  giveBack(): void;
}

export interface QrCodeBudget {
  /** Counts a QR code from the first of these shares that has one for this visitor. */
  take(visitor: Visitor, shares: readonly Share[]): Granted | RefusedBy<DayLimit>;
  /** How much of a share is used, from 0 to 1. */
  usedOf(share: Share): number;
}

/** A counter that one QR code counts for. */
interface Counter {
  readonly key: string;
  readonly max: number;
  readonly limit: DayLimit;
}

/** @param onUsedUp called when the last QR code of a share has been given */
export function createQrCodeBudget(
  perDay: PerDay,
  now: () => number,
  onUsedUp: (share: Share) => void = () => undefined,
): QrCodeBudget {
  let day = quotaDay(now());
  // A counter has counted a QR code, so there are never many more of them than QR codes in a day.
  let counts = new Map<string, number>();
  const countOf = (key: string): number => counts.get(key) ?? 0;
  const maxOf = (share: Share): number => Math.ceil(perDay.all * parts[share]);

  function startNewDay(): void {
    // A clock that was set back starts one as well.
    if (quotaDay(now()) === day) return;
    day = quotaDay(now());
    counts = new Map();
  }

  function countersOf({ address, deviceHash }: Visitor, share: Share): readonly Counter[] {
    const factor = share === 'rest' ? ofTheRest : 1;
    const ofGroups = addressGroups(address).map(({ width, key }) => ({
      key: `${share} ${key}`,
      max: Math.ceil(maxOfGroup(perDay, width) * factor),
      limit:
        width === 'network'
          ? ('qrCodesPerNetworkPerDay' as const)
          : ('qrCodesPerAddressPerDay' as const),
    }));
    const ofBrowser: Counter[] =
      share === 'known' && deviceHash !== undefined
        ? [
            {
              key: `device ${deviceHash}`,
              max: perDay.knownBrowser,
              limit: 'qrCodesPerKnownBrowserPerDay',
            },
          ]
        : [];
    return [...ofGroups, ...ofBrowser, { key: share, max: maxOf(share), limit: 'qrCodesPerDay' }];
  }

  return {
    take(visitor, shares) {
      startNewDay();
      let refusedBy: DayLimit | undefined;
      for (const share of shares) {
        const counters = countersOf(visitor, share);
        const full = counters.find(({ key, max }) => countOf(key) >= max);
        if (full) {
          refusedBy ??= full.limit;
          continue;
        }
        const takenOn = counts;
        for (const { key } of counters) counts.set(key, countOf(key) + 1);
        if (countOf(share) === maxOf(share)) onUsedUp(share);
        return {
          share,
          giveBack() {
            if (counts !== takenOn) return;
            for (const { key } of counters) counts.set(key, countOf(key) - 1);
          },
        };
      }
      return { limit: refusedBy ?? 'qrCodesPerDay', retryAfterMs: msUntilRenewal(now()) };
    },
    usedOf(share) {
      startNewDay();
      return countOf(share) / maxOf(share);
    },
  };
}

function maxOfGroup({ address, network }: PerDay, width: GroupWidth): number {
  return { lan: address / 2, site: address, network }[width];
}
