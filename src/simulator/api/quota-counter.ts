/** Counts calls against the quotas of the settings, by the minute, or by the day or month in Beijing. */
import type { QuotaName } from '../limits/quotas.js';
import type { Settings } from '../settings.js';

export interface QuotaCounter {
  /** Counts one call. Returns false, and counts nothing, if the quota is used up. */
  readonly take: (name: QuotaName) => boolean;
  readonly used: (name: QuotaName) => number;
  /** Forgets the calls of this day. */
  readonly clearDay: () => void;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const beijingOffsetMs = 8 * 3_600_000;

/** The quotas that are not counted by the day. */
const spans: { readonly [Name in QuotaName]?: 'minute' | 'month' | 'forever' } = {
  'stable_token/minute': 'minute',
  'qrcode/permanent': 'forever',
  'clear_quota/month': 'month',
};

export function createQuotas(settings: Settings, now: () => number): QuotaCounter {
  const counts = new Map<QuotaName, { readonly window: number; readonly used: number }>();

  /** The number of the minute, day or month that `name` is counted in. */
  function windowOf(name: QuotaName): number {
    const beijingMs = now() + beijingOffsetMs;
    switch (spans[name]) {
      case 'forever':
        return 0;
      case 'minute':
        return Math.floor(beijingMs / minuteMs);
      case 'month': {
        const date = new Date(beijingMs);
        return date.getUTCFullYear() * 12 + date.getUTCMonth();
      }
      default:
        return Math.floor(beijingMs / dayMs);
    }
  }

  function used(name: QuotaName): number {
    const count = counts.get(name);
    return count?.window === windowOf(name) ? count.used : 0;
  }

  return {
    used,
    take(name) {
      const before = used(name);
      if (before >= settings.quotas[name]) return false;
      counts.set(name, { window: windowOf(name), used: before + 1 });
      return true;
    },
    clearDay() {
      for (const name of counts.keys()) if (spans[name] === undefined) counts.delete(name);
    },
  };
}
