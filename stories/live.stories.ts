/** The whole way of a login inside the page: nothing in it is scripted, and nothing leaves it. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import './live-stage.js';

export default {
  title: 'Live',
  // One phone a page: its camera would find the codes of other stories.
  tags: ['!autodocs'],
  parameters: {
    controls: { disable: true },
    // The phone's buttons have the same names in every language, for those who test by them.
    a11y: { options: { rules: { 'label-content-name-mismatch': { enabled: false } } } },
  },
} satisfies Meta;

/**
 * The real backend, the real simulator of WeChat, and a phone that reads the picture beside it. Tap
 * Scan, then Follow. Who is new is asked for an account; a member links theirs with the digits that
 * the chat shows.
 */
export const ScanWithThePhone: StoryObj = {
  render: () => html`<live-stage></live-stage>`,
  play: async ({ canvasElement }) => {
    await waitFor(
      () => {
        expect(canvasElement.querySelector('wechat-mp-login')?.state.type).toBe('ready');
      },
      { timeout: 10_000 },
    );
  },
};

/** A member who is signed in adds a WeChat to the account, and takes it off again. */
export const SettingsPage: StoryObj = {
  render: () => html`<live-stage settings></live-stage>`,
  play: async ({ canvasElement }) => {
    await waitFor(
      () => {
        expect(canvasElement.querySelector('wechat-mp-identities')?.state.type).toBe('list');
        for (const tag of canvasElement.querySelectorAll('wechat-mp-identities, wechat-mp-login')) {
          expect(tag.shadowRoot?.querySelector('h2')?.textContent.trim()).toBeTruthy();
        }
      },
      { timeout: 10_000 },
    );
  },
};
