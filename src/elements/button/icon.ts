/** The icon before the button's label: two speech bubbles, or an arc that turns while loading. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** On a grid of 24: the smaller bubble in front of the larger one, with the eyes cut out. */
const bubbles =
  'M8.8 15.6a7.6 6.4 0 0 1-2.9-.5L4.2 17l-.7-3.4A7.6 6.4 0 1 1 16.6 9.1 7.1 6.2 0 0 0 8.8 15.6zM5.5 7.5a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM10.5 7.5a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM18.4 20a6.1 5.2 0 1 1 1.9-1.1l-.2 2.5zM13 14a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0zM17 14a.9.9 0 1 0 1.8 0 .9.9 0 1 0-1.8 0z';
const arc = 'M12 4a8 8 0 1 1-8 8';

export function buttonIcon(isBusy: boolean): TemplateResult {
  return html`<svg part="icon" class=${isBusy ? 'busy' : ''} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${isBusy ? arc : bubbles} />
  </svg>`;
}
