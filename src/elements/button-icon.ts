/** What stands before the button's words: two people talking, and a quiet wait. Drawn here. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** Two speech bubbles on a grid of 24, the smaller one before the larger; their eyes are cut out. */
const bubbles =
  'M16.6 9.13A7.6 6.4 0 0 1 5.91 15.05L4.2 17 3.53 13.65A7.6 6.4 0 1 1 8.81 15.6A7.1 6.2 0 0 0 16.6 9.13zM5.5 7.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM10.5 7.5a1 1 0 1 0 2 0a1 1 0 1 0-2 0zM18.38 20.05A6.1 5.2 0 1 1 20.29 18.91L20.1 21.4zM13.05 13.9a.85 .85 0 1 0 1.7 0a.85 .85 0 1 0-1.7 0zM17.05 13.9a.85 .85 0 1 0 1.7 0a.85 .85 0 1 0-1.7 0z';
const arc = 'M12 4a8 8 0 1 1-8 8';

export function buttonIcon(isBusy: boolean): TemplateResult {
  return html`<svg part="icon" class=${isBusy ? 'busy' : ''} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${isBusy ? arc : bubbles} />
  </svg>`;
}
