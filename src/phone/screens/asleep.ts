/** The screen of a phone that has no people to show: it connects, or it cannot. */
import { h } from '../dom.js';
import type { Texts } from '../texts.js';
import { noticeScreen, wideButton } from './parts.js';

export type AsleepReason = 'noSimulator' | 'failed' | 'nobody';

/** @param reason undefined while the phone connects */
export function asleep(
  texts: Texts,
  reason: AsleepReason | undefined,
  onRetry: () => void,
): HTMLElement {
  if (!reason) return h('section', { class: 'view home' });
  const retry = (): HTMLElement => wideButton('primary', texts.retry, onRetry);
  return noticeScreen('failed', texts[reason], reason === 'noSimulator' ? [] : [retry()]);
}
