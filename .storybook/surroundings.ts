/** The page around a story, with the language, theme, direction and width of the toolbar. */
import type { Decorator } from '@storybook/web-components-vite';
import { html } from 'lit';
import { pseudoTexts } from '../stories/support/pseudo.js';
import type { Globals } from './toolbar.js';

const schemes = {
  light: 'light',
  dark: 'dark',
  auto: 'light dark',
} satisfies Record<Globals['theme'], string>;

export const surroundings: Decorator = (story, { args, globals, viewMode }) => {
  const { language, theme, direction, width } = globals as Globals;
  // On documentation pages, Storybook's own theme applies outside the stories.
  document.documentElement.style.colorScheme = viewMode === 'story' ? schemes[theme] : '';
  const isPseudo = language === 'pseudo';
  return html`<div
    class="surroundings"
    lang=${isPseudo ? pseudoTexts.lang : language}
    dir=${direction}
    data-width=${width}
    .style=${`color-scheme: ${schemes[theme]}`}
  >
    ${isPseudo ? story({ args: { ...args, texts: args['texts'] ?? pseudoTexts } }) : story()}
  </div>`;
};
