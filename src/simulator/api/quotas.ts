/** Counts calls against the quotas of the settings, by the day in Beijing or by the minute. */
import type { QuotaName, Settings } from '../settings.js';

export interface QuotaCounter {
  /** Counts one call. Returns false, and counts nothing, if the quota is used up. */
  readonly take: (name: QuotaName) => boolean;
  readonly used: (name: QuotaName) => number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const beijingOffsetMs = 8 * 3_600_000;

export function createQuotas(settings: Settings, now: () => number): QuotaCounter {
  const counts = new Map<QuotaName, { readonly window: number; readonly used: number }>();

  /** The number of the day or minute that `name` is counted in. */
  function windowOf(name: QuotaName): number {
    if (name === 'qrcode/permanent') return 0;
    return name === 'stable_token/minute'
      ? Math.floor(now() / minuteMs)
      : Math.floor((now() + beijingOffsetMs) / dayMs);
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
  };
}
