/**
 * Shares out the QR codes that WeChat gives an official account in a day, so that a few networks cannot
 * use them up. All instances count together; the day is China's. docs/decisions/0022-quota.md has the numbers.
 */
import { msUntilRenewal, quotaDay } from '../../../wechat/api/quota-day.js';
import type { CounterLimit, Counters } from '../shared/counters.js';
import type { GroupWidth } from './address-group.js';
import { countTogether } from './count-together.js';
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
  /** How much of this share is used with it, from 0 to 1. */
  readonly shareUsed: number;
  /** No QR code was made. */
  giveBack(): Promise<void>;
}

/** What the budget says, and how much of the first share was used before, from 0 to 1. */
export type BudgetAnswer = (Granted | RefusedBy<DayLimit>) & { readonly used: number };

export interface QrCodeBudget {
  /**
   * Counts a QR code from the first of these shares that has one for this visitor.
   * @throws WechatMpLoginError `store_unavailable`
   */
  take(visitor: Visitor, shares: readonly Share[]): Promise<BudgetAnswer>;
}

export interface QrCodeBudgetOptions {
  /** WeChat counts the QR codes of each official account by itself. */
  readonly appId: string;
  readonly perDay: PerDay;
  readonly counters: Counters;
  readonly now: () => number;
  /** Called by the instance that has given the last QR code of a share. */
  readonly onUsedUp?: (share: Share) => void;
}

/** A counter that one QR code counts for. */
interface DayCounter extends CounterLimit {
  readonly limit: DayLimit;
}

export function createQrCodeBudget(options: QrCodeBudgetOptions): QrCodeBudget {
  const { perDay, counters, now, onUsedUp } = options;

  return {
    async take(visitor, shares) {
      let used: number | undefined;
      let refusedBy: DayLimit | undefined;
      for (const share of shares) {
        const limits = countersOf(options, visitor, share);
        const { refused, giveBack, results } = await countTogether(counters, limits);
        const max = maxOf(perDay, share);
        const usedBefore = results.at(-1)?.before ?? 0;
        used ??= usedBefore / max;
        const [first] = refused;
        if (!first) {
          if (usedBefore + 1 === max) onUsedUp?.(share);
          return { share, shareUsed: (usedBefore + 1) / max, giveBack, used };
        }
        refusedBy ??= first.limit.limit;
        await giveBack();
      }
      return {
        limit: refusedBy ?? 'qrCodesPerDay',
        retryAfterMs: msUntilRenewal(now()),
        used: used ?? 0,
      };
    },
  };
}

/** What a QR code for this visitor counts for. The last one is the counter of the share. */
function countersOf(
  { appId, perDay, now }: QrCodeBudgetOptions,
  { groups, deviceHash }: Visitor,
  share: Share,
): readonly DayCounter[] {
  const factor = share === 'rest' ? ofTheRest : 1;
  // With the day in the key, counting begins anew at midnight, and nothing leaves the window before.
  const counter = (limit: DayLimit, key: string, max: number): DayCounter => ({
    ...{ limit, max: Math.ceil(max), windowMs: 86_400_000 },
    key: `qr-codes ${appId} ${quotaDay(now())} ${share} ${key}`,
  });
  return [
    ...groups.map(({ width, key }) =>
      counter(
        width === 'network' ? 'qrCodesPerNetworkPerDay' : 'qrCodesPerAddressPerDay',
        key,
        maxOfGroup(perDay, width) * factor,
      ),
    ),
    ...(share === 'known' && deviceHash !== undefined
      ? [counter('qrCodesPerKnownBrowserPerDay', `device ${deviceHash}`, perDay.knownBrowser)]
      : []),
    counter('qrCodesPerDay', 'all', maxOf(perDay, share)),
  ];
}

function maxOf({ all }: PerDay, share: Share): number {
  return Math.ceil(all * parts[share]);
}

function maxOfGroup({ address, network }: PerDay, width: GroupWidth): number {
  return { lan: address / 2, site: address, network }[width];
}
