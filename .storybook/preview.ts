/** What all stories share: the tags, their documentation and the toolbar. */
import type { Preview } from '@storybook/web-components-vite';
import { argTypesOf, descriptionOf } from '../stories/docs/arg-types.js';
import 'wechat-mp-login';
import { browser } from './browser.js';
import { surroundings } from './surroundings.js';
import { globalTypes, initialGlobals } from './toolbar.js';
import './preview.css';

const window = (px: number) => ({
  name: `Window of ${px} px`,
  styles: { width: `${px}px`, height: '720px' },
});

const preview: Preview = {
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { extractArgTypes: argTypesOf, extractComponentDescription: descriptionOf },
    viewport: { options: { w320: window(320), w400: window(400) } },
    options: {
      storySort: {
        order: [
          'Getting started',
          'Live',
          'wechat-mp-login',
          'Ways to sign in',
          'wechat-mp-login-button',
          'Binding prompts',
          'wechat-mp-binding',
          'wechat-mp-identities',
          'wechat-mp-qr',
          'On your page',
          'Brands',
          'Theme editor',
          'Tokens',
          'Texts',
        ],
      },
    },
  },
  globalTypes,
  initialGlobals,
  decorators: [browser, surroundings],
  tags: ['autodocs'],
};

export default preview;
