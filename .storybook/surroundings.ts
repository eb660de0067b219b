/** The page around a story, as the toolbar has it: language, theme, direction and width. */
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
  // Of a page of documentation, Storybook's own theme decides; there each story is a page in it.
  document.documentElement.style.colorScheme = viewMode === 'story' ? schemes[theme] : '';
  const isPseudo = language === 'pseudo';
  return html`<div
    class="surroundings"
    lang=${isPseudo ? pseudoTexts.lang : language}
    dir=${direction}
    data-width=${width}
    style="color-scheme: ${schemes[theme]}"
  >
    ${isPseudo ? story({ args: { ...args, texts: args['texts'] ?? pseudoTexts } }) : story()}
  </div>`;
};
