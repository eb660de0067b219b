/** Parts that several screens have: buttons, and the bar at the top. */
import { h, icon, type IconName } from '../dom.js';

/** A round button with an icon. */
export function iconButton(name: IconName, label: string, onClick: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'round', 'aria-label': label, click: onClick },
    icon(name),
  );
}

/**
 * A button over the full width.
 * @param look its classes: `primary`, `quiet`, `quiet danger`
 */
export function wideButton(
  look: string,
  label: string,
  onClick: () => void,
  picture?: SVGElement,
): HTMLButtonElement {
  return h('button', { type: 'button', class: look, click: onClick }, picture, label);
}

/** The bar at the top of a screen. */
export function topBar(...parts: readonly HTMLElement[]): HTMLElement {
  return h('header', { class: 'bar' }, ...parts);
}
