/** The icons of the tags: strokes on a grid of 24, hidden from assistive technology. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

const circle = 'M12 3a9 9 0 1 0 .1 0z';
const paths = {
  check: 'M5 12.5l4.5 4.5L19 7.5',
  phone: 'M9 2.5h6a2 2 0 0 1 2 2v15a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2v-15a2 2 0 0 1 2-2zM11 18.5h2',
  offline: 'M2 9a15 15 0 0 1 20 0M5.5 13a10 10 0 0 1 13 0M9 16.7a5 5 0 0 1 6 0M12 20h.01M4 3l16 18',
  alert: `${circle}M12 7.5V13M12 16.5h.01`,
  refresh: 'M20 5v5h-5M19.5 10a8 8 0 1 0 .5 4',
  shield: 'M12 3l7 3v5.5c0 4.5-3 7.7-7 9.5-4-1.8-7-5-7-9.5V6zM9 12l2.2 2.2L15 10.4',
};

export type Icon = keyof typeof paths;

export function icon(name: Icon): TemplateResult {
  return renderIcon(name, paths[name]);
}

/** Draws an icon from its path, for icons that not every page loads. */
export function renderIcon(className: string, path: string): TemplateResult {
  return html`<svg class=${className} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${path} />
  </svg>`;
}
