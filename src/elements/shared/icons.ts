/** The icons of the tags: strokes on a grid of 24, hidden from assistive technology. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** A name, which is a class in the styles, and the path that draws it. */
export interface Icon {
  readonly name: string;
  readonly path: string;
}

/** Icons that a card may need before anything else has loaded. */
export const icons = {
  offline: {
    name: 'offline',
    path: 'M2 9a15 15 0 0 1 20 0M5.5 13a10 10 0 0 1 13 0M9 16.7a5 5 0 0 1 6 0M12 20h.01M4 3l16 18',
  },
  alert: { name: 'alert', path: 'M12 3a9 9 0 1 0 .1 0zM12 7.5V13M12 16.5h.01' },
  refresh: { name: 'refresh', path: 'M20 5v5h-5M19.5 10a8 8 0 1 0 .5 4' },
} satisfies Record<string, Icon>;

export function icon({ name, path }: Icon): TemplateResult {
  return renderIcon(name, path);
}

/** Draws an icon from its path, for icons that not every page loads. */
export function renderIcon(className: string, path: string): TemplateResult {
  return html`<svg class=${className} viewBox="0 0 24 24" aria-hidden="true">
    <path d=${path} />
  </svg>`;
}
