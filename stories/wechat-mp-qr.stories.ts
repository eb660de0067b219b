/** The code alone, for pages that have something else to scan, and what may stand on its tile. */
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, waitFor } from 'storybook/test';
import type { TileState } from 'wechat-mp-login';
import { controls } from './docs/controls.js';
import type { Controlled } from './docs/controls.js';
import { readTile } from './support/read-tile.js';
import { sampleUrl } from './support/sample-states.js';

interface QrArgs extends Controlled {
  readonly value: string;
  readonly state: TileState;
  /** Not an attribute: the time of day is a poor thing to choose with a slider. */
  readonly secondsLeft: number;
}

type QrStory = StoryObj<QrArgs>;

const lifetimeMs = 180_000;

export default {
  title: 'wechat-mp-qr',
  component: 'wechat-mp-qr',
  excludeStories: ['stories'],
  args: { value: sampleUrl, label: 'QR code of a sample', state: 'ready', secondsLeft: 0 },
  argTypes: {
    secondsLeft: {
      description: 'Of 180; none are drawn at 0. Sets `expires-at-ms` and `lifetime-ms`.',
      control: { type: 'range', min: 0, max: lifetimeMs / 1000 },
    },
  },
  parameters: {
    docs: {
      source: { code: `<wechat-mp-qr value="${sampleUrl}" label="Our shop"></wechat-mp-qr>` },
    },
  },
  render: (args) => {
    const { state, secondsLeft } = args;
    const expiresAtMs = secondsLeft ? Date.now() + secondsLeft * 1000 : undefined;
    return html`<wechat-mp-qr ${controls(args, { expiresAtMs, lifetimeMs })}
      >${state === 'blank' ? html`<strong>402 913</strong>` : nothing}</wechat-mp-qr
    >`;
  },
  play: async ({ canvasElement, args }) => {
    const tile = canvasElement.querySelector('wechat-mp-qr');
    await waitFor(async () => {
      const root = tile?.shadowRoot;
      expect(root?.querySelector(`.${args.state}`)).toBeTruthy();
      if (args.value) expect(root?.querySelector('.code')).toBeTruthy();
      if (tile && args.state === 'ready') expect(await readTile(tile)).toBe(args.value);
    });
  },
} satisfies Meta<QrArgs>;

export const Ready: QrStory = {};

export const TimeLeft: QrStory = { args: { secondsLeft: 126 } };

/** The longer the text, the smaller the modules: they stay whole pixels. */
export const LongText: QrStory = {
  args: { value: `https://example.com/${'the-way-to-the-hills/'.repeat(8)}` },
};

/** No code yet. */
export const Loading: QrStory = { args: { state: 'loading', value: '' } };

/** It counts no longer, and no camera reads it. */
export const Veiled: QrStory = { args: { state: 'veiled' } };

/** It was scanned. */
export const Busy: QrStory = { args: { state: 'busy' } };

export const Done: QrStory = { args: { state: 'done' } };

/** A place for what the page puts into it. */
export const Blank: QrStory = { args: { state: 'blank' } };

export const stories = {
  loading: Loading,
  ready: Ready,
  veiled: Veiled,
  busy: Busy,
  done: Done,
  blank: Blank,
} satisfies Record<TileState, QrStory>;
