/** What all stories share: the tags, their manifest, and a toolbar for language and theme. */
import { setCustomElementsManifest } from '@storybook/web-components-vite';
import type { Decorator, Preview } from '@storybook/web-components-vite';
import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import manifest from '../dist/custom-elements.json';
import '../src/index.js';
import './preview.css';

setCustomElementsManifest(manifest);

/** A page in the toolbar's language and theme: `lang` on an ancestor, and `color-scheme`. */
const surroundings: Decorator = (story, { globals, viewMode }) => {
  const { language, theme } = globals as { language: string; theme: string };
  // Of a page of documentation, Storybook's own theme decides; there each story is a page in it.
  document.documentElement.style.colorScheme = viewMode === 'story' ? theme : '';
  // Made anew with another language, as pages that change theirs load anew.
  return html`${keyed(
    language,
    html`<div class="surroundings" lang=${language} style="color-scheme: ${theme}">
      ${story()}
    </div>`,
  )}`;
};

/** What the manifest knows of a tag is there to be read; a story names what can be changed. */
const readOnly: NonNullable<Preview['argTypesEnhancers']>[number] = ({ argTypes }) =>
  Object.fromEntries(
    Object.entries(argTypes).map(([name, type]) => [name, { control: false, ...type }]),
  );

const width = (px: number) => ({
  name: `${px} px`,
  styles: { width: `${px}px`, height: '720px' },
});

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    viewport: { options: { w280: width(280), w320: width(320), w400: width(400) } },
    options: { storySort: { order: ['Getting started', 'Live', 'wechat-mp-login'] } },
  },
  globalTypes: {
    language: {
      description: 'Language of the page',
      toolbar: {
        title: 'Language',
        icon: 'globe',
        items: [
          { value: 'zh-Hans', title: '简体中文' },
          { value: 'en', title: 'English' },
        ],
        dynamicTitle: true,
      },
    },
    theme: {
      description: 'Theme of the page',
      toolbar: {
        title: 'Theme',
        icon: 'contrast',
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
        dynamicTitle: true,
      },
    },
  },
  initialGlobals: { language: 'zh-Hans', theme: 'light' },
  argTypesEnhancers: [readOnly],
  decorators: [surroundings],
  tags: ['autodocs'],
};

export default preview;
