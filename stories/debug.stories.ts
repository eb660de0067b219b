/** The timeline that `import 'wechat-mp-login/debug'` puts into the corner of a page. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { WechatMpDebug } from './internals/debug-panel.js';
import { mockBackend } from 'wechat-mp-login/mock';

// The public entry would put a timeline into the corner of every other story, too.
if (!customElements.get('wechat-mp-debug')) customElements.define('wechat-mp-debug', WechatMpDebug);

const backend = mockBackend('loading:300ms,ready:1500ms,confirm:800ms,approved:400ms,success');

export default {
  title: 'Debug',
  // The timeline stands in the corner of the window, so a page can show only one.
  tags: ['!autodocs'],
  args: { open: false },
  argTypes: { open: { control: 'boolean' } },
  render: ({ open }) =>
    html`<wechat-mp-login .backend=${backend}></wechat-mp-login>
      <wechat-mp-debug ?open=${open}></wechat-mp-debug>`,
  play: async ({ canvasElement }) => {
    const panel = canvasElement.querySelector('wechat-mp-debug');
    const login = canvasElement.querySelector('wechat-mp-login');
    await waitFor(
      () => {
        expect(login?.state.type).toBe('success');
        expect(panel?.timeline?.entries.map(({ change }) => change)).toContain('success event');
      },
      { timeout: 20_000 },
    );
  },
} satisfies Meta<{ open: boolean }>;

export const Closed: StoryObj = {};

export const Open: StoryObj = { args: { open: true } };
