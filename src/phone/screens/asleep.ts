/** The screen of a phone that has no people to show: it connects, or it cannot. */
import { h, icon } from '../dom.js';
import type { Texts } from '../texts.js';
import { wideButton } from './parts.js';

export type AsleepReason = 'noSimulator' | 'failed' | 'nobody';

/** @param reason undefined while the phone connects */
export function asleep(
  texts: Texts,
  reason: AsleepReason | undefined,
  onRetry: () => void,
): HTMLElement {
  if (!reason) return h('section', { class: 'view home' });
  const [title, hint] = texts[reason];
  return h(
    'section',
    { class: 'view notice' },
    h(
      'div',
      { class: 'scroll' },
      h(
        'div',
        { class: 'card' },
        h('span', { class: 'badge', 'aria-hidden': 'true' }, icon('failed')),
        h('h2', {}, title),
        h('p', { class: 'about' }, hint),
      ),
    ),
    reason === 'noSimulator'
      ? false
      : h('footer', { class: 'dock' }, wideButton('primary', texts.retry, onRetry)),
  );
}
