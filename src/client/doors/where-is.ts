/** Finds out where the page is open, from what the browser says about itself. */
import type { Where } from './choose-doors.js';

/** What a browser says about itself. */
export interface BrowserFacts {
  readonly userAgent: string;
  /** `window.__wxjs_environment`, which WeChat sets to `miniprogram` in a mini program's web view. */
  readonly environment?: unknown;
}

/**
 * Finds out where the page is open. A tablet counts as a desktop: a phone can scan its screen.
 *
 * @example
 * ```ts
 * whereIs({ userAgent: 'Mozilla/5.0 (iPhone; …) Mobile/15E148 MicroMessenger/8.0.49(0x1800312d)' }); // 'wechat'
 * ```
 */
export function whereIs({ userAgent, environment }: BrowserFacts): Where {
  // WeCom also calls itself MicroMessenger.
  if (/wxwork/i.test(userAgent)) return 'wecom';
  if (/miniProgram/i.test(userAgent) || environment === 'miniprogram') return 'mini-program';
  if (/MicroMessenger/i.test(userAgent)) return 'wechat';
  // HarmonyOS NEXT says `Phone` before its own name, and no tablet says `Mobile` but the iPad, as `iPad`.
  const isTablet = /iPad|Tablet/i.test(userAgent);
  return !isTablet && /Mobi|iPhone|iPod|OpenHarmony.*Phone|Phone.*OpenHarmony/i.test(userAgent)
    ? 'phone'
    : 'desktop';
}
