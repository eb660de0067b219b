/** The device around the screens: frame, status bar and handle. */
import { h, statusIcons } from './dom.js';

/** @param status announces to screen readers what happens on the phone */
export function createDevice(
  views: HTMLElement,
  banner: HTMLElement,
  status: HTMLElement,
): HTMLElement {
  const statusBar = h(
    'div',
    { class: 'statusbar', 'aria-hidden': 'true' },
    h('span', { class: 'clock' }, '9:41'),
    h('span', { class: 'island' }),
    statusIcons(),
  );
  const handle = h('span', { class: 'handle', 'aria-hidden': 'true' });
  return h(
    'div',
    { class: 'device', role: 'group' },
    h('div', { class: 'front' }, statusBar, views, banner, handle),
    status,
  );
}
