/** Counts calls, by the day of Beijing or by the minute, against the settings of this moment. */
import type { QuotaName, Settings } from '../settings.js';

export interface QuotaCounter {
  /** Counts one call; false where the quota is used up, and then nothing is counted. */
  readonly take: (name: QuotaName) => boolean;
  readonly used: (name: QuotaName) => number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const beijingMs = 8 * 3_600_000;

export function createQuotas(settings: Settings, now: () => number): QuotaCounter {
  const counts = new Map<QuotaName, { readonly window: number; readonly used: number }>();

  function windowOf(name: QuotaName): number {
    if (name === 'qrcode/permanent') return 0;
    return name === 'stable_token/minute'
      ? Math.floor(now() / minuteMs)
      : Math.floor((now() + beijingMs) / dayMs);
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
