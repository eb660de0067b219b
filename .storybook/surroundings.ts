/** The page around a story, as the toolbar has it: language, theme, direction and width. */
import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Globals } from './toolbar.js';

const schemes = {
  light: 'light',
  dark: 'dark',
  auto: 'light dark',
} satisfies Record<Globals['theme'], string>;

export const surroundings: Decorator = (story, { globals, viewMode }) => {
  const { language, theme, direction, width } = globals as Globals;
  // Of a page of documentation, Storybook's own theme decides; there each story is a page in it.
  document.documentElement.style.colorScheme = viewMode === 'story' ? schemes[theme] : '';
  return html`<div
    class="surroundings"
    lang=${language}
    dir=${direction}
    data-width=${width}
    style="color-scheme: ${schemes[theme]}"
  >
    ${story()}
  </div>`;
};
